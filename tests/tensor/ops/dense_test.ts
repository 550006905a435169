import assert from "node:assert/strict";
import { type ActivationName, ACTIVATIONS } from "../../../kernels/activations.ts";
import { grad } from "../../../src/tensor/autodiff.ts";
import { activate } from "../../../src/tensor/ops/activations.ts";
import { add, multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { dense } from "../../../src/tensor/ops/dense.ts";
import { matmul } from "../../../src/tensor/ops/matmul.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { ULP } from "../../close.ts";
import { ACTIVATION, DERIVATIVE } from "../../float64.ts";
import { EXTREMES } from "../../random_numbers.ts";
import { checkOp, upload } from "../check_op.ts";
import { fold, map, type Nd, nd, product, random, total, transposed, zip } from "../nd.ts";

const NAMES = Object.keys(ACTIVATIONS) as ActivationName[];

const affine = (x: Nd, weights: Nd, bias: Nd) => zip(product(x, weights), bias, (a, b) => a + b);
const inputs = [random([5, 3], 1), random([3, 7], 2), random([7], 3)];
const tolerance = { relative: 16 * ULP, absolute: 8e-6 };

for (const name of NAMES) {
  const oracle = (x: Nd, weights: Nd, bias: Nd) => map(affine(x, weights, bias), ACTIVATION[name]);
  const fused = (x: Tensor, weights: Tensor, bias: Tensor) => dense(x, weights, bias, name);
  const composed = (x: Tensor, weights: Tensor, bias: Tensor) =>
    activate(name, add(matmul(x, weights), bias));

  Deno.test(`a dense layer with ${name}, fused and composed, and all gradients`, async () => {
    await checkOp({ op: fused, oracle, tolerance }, ...inputs);
    await checkOp({ op: composed, oracle, tolerance }, ...inputs);
  });

  Deno.test(`a dense layer with ${name} is differentiated twice`, async () => {
    await checkOp({
      op: (x, weights, bias) => grad((x: Tensor) => sum(fused(x, weights, bias)))(x),
      oracle: (x, weights, bias) =>
        product(map(affine(x, weights, bias), DERIVATIVE[name]), transposed(weights)),
      tolerance,
    }, ...inputs);
  });

  Deno.test(`a dense layer with ${name} passes on derivatives by its output's gradient`, async () => {
    // The gradient by x of sum(v ⊙ dense(x)) is linear in v, which the outer gradient is taken by.
    const [x, weights, bias] = inputs as [Nd, Nd, Nd];
    await checkOp(
      {
        op: (v) => {
          const [w, b] = [upload(weights), upload(bias)];
          return grad((x: Tensor) => sum(multiply(v, fused(x, w, b))))(upload(x));
        },
        oracle: (v) =>
          product(
            zip(v, map(affine(x, weights, bias), DERIVATIVE[name]), (v, slope) => v * slope),
            transposed(weights),
          ),
        tolerance,
      },
      random([5, 7], 4),
    );
  });

  Deno.test(`a dense layer with ${name} is finite at extremes, its gradients as well`, async () => {
    // The extremes come in by the bias: a row of them.
    const bias = nd([EXTREMES.length], EXTREMES);
    const zeros = nd([1, 1], [0]);
    const weights = nd([1, EXTREMES.length], EXTREMES.map(() => 0.5));
    await checkOp(
      {
        op: (x, bias) => dense(x, upload(weights), bias, name),
        oracle: (x, bias) => oracle(x, weights, bias),
        gradients: (c, x, bias) => {
          const slope = map(affine(x, weights, bias), DERIVATIVE[name]);
          const inputGradients = zip(c, slope, (c, s) => c * s);
          return [
            product(inputGradients, transposed(weights)),
            fold(inputGradients, [0], false, total),
          ];
        },
        tolerance: { relative: 64 * ULP, absolute: 4e-6 },
      },
      zeros,
      bias,
    );
  });
}

Deno.test("a dense layer with a slope that is learned, and all gradients, once and twice", async () => {
  const prelu = (x: Tensor, weights: Tensor, bias: Tensor, slope: Tensor) =>
    dense(x, weights, bias, "leakyrelu", slope);
  const slopeAt = (a: number, { data: [slope] }: Nd) => a <= 0 ? slope! : 1;
  const oracle = (x: Nd, weights: Nd, bias: Nd, slope: Nd) =>
    map(affine(x, weights, bias), (a) => a * slopeAt(a, slope));
  const gradients = (c: Nd, x: Nd, weights: Nd, bias: Nd, slope: Nd) => {
    const a = affine(x, weights, bias);
    const passed = zip(c, a, (c, a) => c * slopeAt(a, slope));
    return [
      product(passed, transposed(weights)),
      product(transposed(x), passed),
      fold(passed, [0], false, total),
      nd([1], [total(zip(c, a, (c, a) => c * Math.min(a, 0)).data)]),
    ];
  };
  const slope = nd([1], [0.3]);
  await checkOp({ op: prelu, oracle, gradients, tolerance }, ...inputs, slope);
  const ofLongSums = { relative: 32 * ULP, absolute: 2e-3 };
  for (const [rows, fanIn, fanOut] of [[1030, 2, 9], [2, 1030, 3]] as const) { // in parts
    const { shape, data } = random([rows, fanIn], 1);
    const sized = [nd(shape, data.with(0, 0)), random([fanIn, fanOut], 2), random([fanOut], 3)];
    await checkOp({ op: prelu, oracle, gradients, tolerance: ofLongSums }, ...sized, slope);
  }
  await checkOp(
    {
      op: (x, weights, bias, slope) => grad((x: Tensor) => sum(prelu(x, weights, bias, slope)))(x),
      oracle: (x, weights, bias, slope) =>
        product(map(affine(x, weights, bias), (a) => slopeAt(a, slope)), transposed(weights)),
      tolerance,
    },
    ...inputs,
    slope,
  );
});

Deno.test("dense takes a slope of leakyrelu alone, and one number", () => {
  scope(() => {
    const [x, weights, bias] = inputs.map(upload) as [Tensor, Tensor, Tensor];
    assert.throws(
      () => dense(x, weights, bias, "tanh", upload(nd([1], [0.1]))),
      /^UsageError: dense: expected leakyrelu as the activation with a slope, got tanh$/,
    );
    assert.throws(
      () => dense(x, weights, bias, "leakyrelu", bias),
      /^ShapeError: dense: expected slope to be one number, got \(7\)$/,
    );
  });
});

Deno.test("dense refuses shapes that do not fit, and names them", () => {
  scope(() => {
    const [x, weights, bias] = inputs.map(upload) as [Tensor, Tensor, Tensor];
    for (
      const wrong of [[x, weights, weights], [weights, x, bias], [x, weights, upload(inputs[0]!)]]
    ) {
      assert.throws(() => dense(wrong[0]!, wrong[1]!, wrong[2]!), (error: Error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(
          error.message,
          /^dense: input \(.*\), weights \(.*\) and bias \(.*\) do not fit/,
        );
        return true;
      });
    }
  });
});
