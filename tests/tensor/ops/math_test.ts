import { grad } from "../../../src/tensor/autodiff.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { tanh } from "../../../src/tensor/ops/activations.ts";
import { abs, erf, exp, expm1, log, log1p, sign, sqrt } from "../../../src/tensor/ops/math.ts";
import type { Tensor } from "../../../src/tensor/tensor.ts";
import { ULP } from "../../close.ts";
import { DERIVATIVE, UNARY } from "../../float64.ts";
import { EXTREMES } from "../../random_numbers.ts";
import { checkOp } from "../check_op.ts";
import { map, nd, random, zip } from "../nd.ts";

const OPS = { abs, erf, exp, expm1, log, log1p, sign, sqrt };

/** Where the functions with a limited domain have a slope; subnormal numbers may be taken for 0. */
const LEAST: Partial<Record<keyof typeof OPS, number>> = {
  log: 2 ** -126,
  log1p: -1 + 1e-3,
  sqrt: 2 ** -126,
};

const second = (op: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(op(x)));

for (const [key, op] of Object.entries(OPS)) {
  const name = key as keyof typeof OPS;
  const least = LEAST[name] ?? -Infinity;
  const oracle = (x: Parameters<typeof map>[0]) => map(x, UNARY[name]);

  Deno.test(`${name} and its gradient`, async () => {
    for (const shape of [[], [7], [2, 3, 5]]) {
      await checkOp({ op, oracle }, random(shape, 1, Math.max(-2, least + 0.1), 3));
    }
  });

  Deno.test(`${name} and its gradient at extremes`, async () => {
    const inputs = EXTREMES.filter((x) => x >= least);
    await checkOp({
      op,
      oracle,
      gradients: (
        cotangent,
        x,
      ) => [zip(cotangent, x, (c, x) => c * Math.fround(DERIVATIVE[name](x)))],
      tolerance: { relative: 128 * ULP, absolute: 2e-6 },
    }, nd([inputs.length], inputs));
  });
}

Deno.test("second derivatives of exp, log and tanh", async () => {
  const x = random([9], 2, 0.2, 2);
  await checkOp({ op: second(exp), oracle: (x) => map(x, Math.exp) }, x);
  await checkOp({ op: second(second(exp)), oracle: (x) => map(x, Math.exp) }, x);
  await checkOp({ op: second(log), oracle: (x) => map(x, (x) => 1 / x) }, x);
  await checkOp({ op: second(sqrt), oracle: (x) => map(x, (x) => 1 / (2 * Math.sqrt(x))) }, x);
  await checkOp({ op: second(tanh), oracle: (x) => map(x, DERIVATIVE.tanh) }, x);
});
