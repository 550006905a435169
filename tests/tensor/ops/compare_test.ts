import assert from "node:assert/strict";
import { grad } from "../../../src/tensor/autodiff.ts";
import { add, multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import {
  clip,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  maximum,
  minimum,
  where,
} from "../../../src/tensor/ops/compare.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { device } from "../../device/device.ts";
import { checkOp, upload } from "../check_op.ts";
import { at, build, map, type Nd, nd, random, zip } from "../nd.ts";

const COMPARISONS = {
  equal: { op: equal, f: (a: number, b: number) => a === b },
  less: { op: less, f: (a: number, b: number) => a < b },
  lessEqual: { op: lessEqual, f: (a: number, b: number) => a <= b },
  greater: { op: greater, f: (a: number, b: number) => a > b },
  greaterEqual: { op: greaterEqual, f: (a: number, b: number) => a >= b },
};

for (const [name, { op, f }] of Object.entries(COMPARISONS)) {
  Deno.test(`${name} is 1 or 0, broadcasts, and is a constant for gradients`, async () => {
    const zeros = (_: Nd, ...inputs: Nd[]) => inputs.map((x) => map(x, () => 0));
    const a = nd([2, 1, 3], [1, 2, 3, -1, 0, 4]);
    const b = nd([2, 1], [1, 4]);
    await checkOp(
      { op, oracle: (a, b) => zip(a, b, (a, b) => Number(f(a, b))), gradients: zeros },
      a,
      b,
    );
    for (const value of [-1, 0, 2]) {
      await checkOp({
        op: (x) => op(x, value),
        oracle: (x) => map(x, (x) => Number(f(x, value))),
        gradients: zeros,
      }, a);
    }
  });

  Deno.test(`${name} names itself in errors`, () => {
    const [a, b] = [upload(random([2], 1)), upload(random([3], 1))];
    assert.throws(() => op(a, b), new RegExp(`${name}: the shapes \\(\\d\\) and \\(\\d\\) do not`));
    a.dispose();
    b.dispose();
    assert.throws(() => op(1, 2), new RegExp(`${name}: at least one operand`));
  });
}

Deno.test("where chooses, broadcasts, and passes the gradient to what was chosen", async () => {
  const condition = nd([2, 1, 3], [1, 0, -1, 0, 0.5, 0]);
  const run = (c: Nd) => ({
    op: (a: Tensor, b: Tensor) => where(upload(c), a, b),
    oracle: (a: Nd, b: Nd) => build([2, 4, 3], (i) => at(c, i) !== 0 ? at(a, i) : at(b, i)),
  });
  await checkOp(run(condition), random([4, 1], 1), random([3], 2));
  await checkOp(run(condition), random([], 1), random([2, 4, 3], 2));
  await checkOp({
    op: (a) => where(upload(condition), a, 7),
    oracle: (a) => build([2, 1, 3], (i) => at(condition, i) !== 0 ? at(a, i) : 7),
  }, random([3], 3));
  await checkOp({
    op: (b) => where(upload(condition), 7, b),
    oracle: (b) => build([2, 1, 3], (i) => at(condition, i) !== 0 ? 7 : at(b, i)),
  }, random([3], 3));
});

Deno.test("where keeps a NaN that was not chosen out of values and gradients", async () => {
  const [value, gradient] = scope(() => {
    const x = tensor(device, [NaN, 2]);
    const chosen = (x: Tensor) => where(tensor(device, [0, 1]), x, 0);
    return [chosen(x), grad((x: Tensor) => sum(chosen(x)))(x)];
  });
  assert.deepEqual(await value!.array(), [0, 2]);
  assert.deepEqual(await gradient!.array(), [0, 1]);
  value!.dispose();
  gradient!.dispose();
});

Deno.test("where refuses what does not broadcast", () => {
  scope(() => {
    const [c, a, b] = [[2], [3], [2]].map((shape) => upload(random(shape, 1)));
    assert.throws(() => where(c!, a!, b!), ShapeError);
    assert.throws(() => where(a!, c!, b!), /where: the shapes \(3\) and \(2\) do not broadcast/);
  });
});

Deno.test("maximum and minimum, whose equal arguments share the gradient", async () => {
  const ops = [{ op: maximum, f: Math.max }, { op: minimum, f: Math.min }] as const;
  for (const { op, f } of ops) {
    await checkOp({ op, oracle: (a, b) => zip(a, b, f) }, random([2, 1, 4], 1), random([3, 1], 2));
    await checkOp(
      { op: (x) => op(x, 0.5), oracle: (x) => map(x, (x) => f(x, 0.5)) },
      random([9], 3),
    );
    // Of equal arguments finite differences see the half of each side.
    const ties = nd([4], [1, 2, -3, 4]);
    await checkOp({ op, oracle: (a, b) => zip(a, b, f) }, ties, nd([4], [1, 2, -3, 5]));
    await checkOp({ op: (x) => op(x, x), oracle: (x) => x }, ties);
    await checkOp({ op: (x) => op(x, 2), oracle: (x) => map(x, (x) => f(x, 2)) }, ties);
  }
});

Deno.test("a product of chosen numbers is differentiated twice", async () => {
  const cube = (x: Tensor) => multiply(multiply(maximum(x, 0), x), x);
  await checkOp({
    op: grad((x: Tensor) => sum(add(cube(x), x))),
    oracle: (x) => map(x, (x) => (x > 0 ? 3 * x * x : 0) + 1),
  }, random([9], 1));
});

Deno.test("clip keeps what is within, passes its gradient, and half of it at the ends", async () => {
  const x = nd([7], [-3e38, -2, -1, 0.5, 2, 3, 3e38]);
  await checkOp({
    op: (x) => clip(x, -1, 2),
    oracle: (x) => map(x, (x) => Math.min(Math.max(x, -1), 2)),
    gradients: (cotangent) => {
      const slopes = [0, 0, 0.5, 1, 0.5, 0, 0];
      return [map(cotangent, (c, i) => c * slopes[i]!)];
    },
  }, x);
  assert.throws(
    () => clip(upload(x), 2, -1),
    /^UsageError: clip: expected low to be at most high, got 2 and -1$/,
  );
});
