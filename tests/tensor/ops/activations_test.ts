import { grad } from "../../../src/tensor/autodiff.ts";
import { elu, leakyrelu, relu, sigmoid, swish, tanh } from "../../../src/tensor/ops/activations.ts";
import { add, multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { exp, log } from "../../../src/tensor/ops/math.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { assertClose, ULP } from "../../close.ts";
import { device } from "../../device/device.ts";
import { DERIVATIVE, UNARY } from "../../float64.ts";
import golden from "../../golden/activations.json" with { type: "json" };
import { EXTREMES } from "../../random_numbers.ts";
import { checkOp } from "../check_op.ts";
import { map, type Nd, nd, random, zip } from "../nd.ts";

const OPS = { sigmoid, tanh, relu, leakyrelu, elu, swish };
const NAMES = Object.keys(OPS) as (keyof typeof OPS)[];

const derivative = (op: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(op(x)));
/** The chain rule of a function with this derivative. */
const chain = (slope: (x: number) => number) => (cotangent: Nd, x: Nd) => [
  zip(cotangent, x, (c, x) => c * slope(x)),
];

const s = UNARY.sigmoid;
const SECOND_DERIVATIVE: Record<keyof typeof OPS, (x: number) => number> = {
  sigmoid: (x) => s(x) * s(-x) * (s(-x) - s(x)),
  tanh: (x) => -2 * Math.tanh(x) * DERIVATIVE.tanh(x),
  relu: () => 0,
  leakyrelu: () => 0,
  elu: (x) => x > 0 ? 0 : Math.exp(x),
  swish: (x) => s(x) * s(-x) * (2 + x * (s(-x) - s(x))),
};

for (const name of NAMES) {
  const op = OPS[name];
  const oracle = (x: Nd) => map(x, UNARY[name]);

  Deno.test(`${name} and its derivative are the reference's`, async () => {
    const [y, dy] = scope(() => {
      const x = tensor(device, golden.x);
      return [op(x), derivative(op)(x)];
    });
    const tolerance = { relative: 8 * ULP, absolute: 1e-6 };
    assertClose(await y!.data(), golden[name].y, tolerance, "value");
    assertClose(await dy!.data(), golden[name].dy, tolerance, "derivative");
    y!.dispose();
    dy!.dispose();
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
    await checkOp(
      {
        op: derivative(op),
        oracle: (x) => map(x, DERIVATIVE[name]),
        gradients: chain(SECOND_DERIVATIVE[name]),
      },
      nd([EXTREMES.length - 2], EXTREMES.filter((x) => x !== 0)), // elu's slope has a kink at 0
    );
  });
}

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
