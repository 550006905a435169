import assert from "node:assert/strict";
import { type ActivationName, ACTIVATIONS, fusedActivation } from "../../../kernels/activations.ts";
import { grad } from "../../../src/tensor/autodiff.ts";
import {
  activate,
  activationDerivative,
  elu,
  leakyrelu,
  prelu,
  relu,
  sigmoid,
  swish,
  tanh,
} from "../../../src/tensor/ops/activations.ts";
import { add, multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { full } from "../../../src/tensor/ops/create.ts";
import { exp, log } from "../../../src/tensor/ops/math.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { assertClose, ULP } from "../../close.ts";
import { device } from "../../device/device.ts";
import { ACTIVATION, DERIVATIVE } from "../../float64.ts";
import exact from "../../golden/exact_activations.json" with { type: "json" };
import { differentiate } from "../../kernels/dual_numbers.ts";
import { EXTREMES } from "../../random_numbers.ts";
import { checkOp } from "../check_op.ts";
import { map, type Nd, nd, random, zip } from "../nd.ts";

const derivative = (op: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(op(x)));
/** The chain rule of a function with this derivative. */
const chain = (slope: (x: number) => number) => (cotangent: Nd, x: Nd) => [
  zip(cotangent, x, (c, x) => c * slope(x)),
];

for (const name of Object.keys(ACTIVATIONS) as ActivationName[]) {
  const op = (x: Tensor) => activate(name, x);
  const oracle = (x: Nd) => map(x, ACTIVATION[name]);

  Deno.test(`${name} and its derivative have their exact values`, async () => {
    const [y, ...dy] = scope(() => {
      const x = tensor(device, exact.x);
      return [op(x), derivative(op)(x), activationDerivative(name, x)];
    });
    const tolerance = { relative: 8 * ULP, absolute: 1e-6 };
    assertClose(await y!.data(), exact[name].y, tolerance, "value");
    for (const tensor of dy) {
      assertClose(await tensor.data(), exact[name].dy, tolerance, "derivative");
    }
    for (const tensor of [y!, ...dy]) tensor.dispose();
  });

  Deno.test(`${name} and its gradient, differentiated twice as well`, async () => {
    for (const shape of [[1], [257], [3, 5, 7]]) {
      await checkOp({ op, oracle }, random(shape, 1, -6, 6));
    }
    await checkOp({ op: derivative(op), oracle: (x) => map(x, DERIVATIVE[name]) }, random([33], 2));
  });

  Deno.test(`${name} and its first two derivatives are finite at extremes`, async () => {
    const x = nd([EXTREMES.length], EXTREMES);
    await checkOp({ op, oracle, gradients: chain(DERIVATIVE[name]) }, x);
    await checkOp({
      op: derivative(op),
      oracle: (x) => map(x, DERIVATIVE[name]),
      gradients: chain((x) => differentiate(fusedActivation(name).derivative, x)),
    }, x);
  });
}

Deno.test("the activations with functions of their own are those of that name", async () => {
  using x = tensor(device, [-2, -0.5, 0, 3]);
  for (const [name, op] of Object.entries({ elu, leakyrelu, relu, sigmoid, swish, tanh })) {
    using ours = op(x);
    using expected = activate(name as ActivationName, x);
    assert.deepEqual(await ours.array(), await expected.array());
  }
});

Deno.test("an activation composed of operations has its gradients", async () => {
  const mish = (x: Tensor) => multiply(x, tanh(log(add(1, exp(x)))));
  const value = (x: number) => x * Math.tanh(Math.log1p(Math.exp(x)));
  const slope = (x: number) => (value(x + 1e-5) - value(x - 1e-5)) / 2e-5;
  const tolerance = { relative: 32 * ULP, absolute: 1e-5 };
  const x = random([5, 7], 3, -5, 5);
  await checkOp({ op: mish, oracle: (x) => map(x, value), tolerance }, x);
  await checkOp({
    op: derivative(mish),
    oracle: (x) => map(x, slope),
    gradients: chain((x) => (value(x + 1e-3) - 2 * value(x) + value(x - 1e-3)) / 1e-6),
    tolerance,
  }, nd([2], [0, 1e-4]));
});

Deno.test("prelu and the gradients of its argument and of its slope", async () => {
  const op = (x: Tensor, slope: Tensor) => prelu(x, slope);
  const oracle = (x: Nd, slope: Nd) => map(x, (x) => x <= 0 ? slope.data[0]! * x : x);
  for (const shape of [[1, 1], [7, 33]]) {
    await checkOp({ op, oracle, tolerance: { absolute: 2e-5 } }, random(shape, 1), nd([1], [0.25]));
  }
});

Deno.test("prelu and its derivatives have their exact values", async () => {
  const { x, prelu: { y, dy, dslope } } = exact;
  const results = scope(() => {
    const places = tensor(device, x);
    const slopes = full(device, [x.length], 0.25); // one for each, whose gradients are not added up
    const total = (x: Tensor, slope: Tensor) => sum(prelu(x, slope));
    return [
      prelu(places, 0.25),
      grad(total)(places, slopes),
      grad((slope: Tensor) => total(places, slope))(slopes),
    ];
  });
  for (const [i, expected] of [y, dy, dslope].entries()) {
    assertClose(await results[i]!.data(), expected, { relative: ULP }, `${i}`);
    results[i]!.dispose();
  }
});
