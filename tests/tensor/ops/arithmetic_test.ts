import assert from "node:assert/strict";
import { LabError } from "../../../src/errors.ts";
import { grad } from "../../../src/tensor/autodiff.ts";
import {
  add,
  divide,
  multiply,
  negate,
  square,
  subtract,
} from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { EXTREMES } from "../../random_numbers.ts";
import { device, openAnother } from "../../device/device.ts";
import { checkOp, upload } from "../check_op.ts";
import { map, nd, random, zip } from "../nd.ts";

const OPS = {
  add: { op: add, f: (a: number, b: number) => a + b },
  subtract: { op: subtract, f: (a: number, b: number) => a - b },
  multiply: { op: multiply, f: (a: number, b: number) => a * b },
  divide: { op: divide, f: (a: number, b: number) => a / b },
};

const SHAPES = [
  [[2, 3], [2, 3]],
  [[2, 3], [3]],
  [[], [2, 3]],
  [[2, 1, 4], [3, 1]],
  [[1, 5, 1, 2], [3, 1, 2, 1]],
  [[1], [1]],
] as const;

for (const [name, { op, f }] of Object.entries(OPS)) {
  Deno.test(`${name} broadcasts, and sums the gradient over what it repeated`, async () => {
    for (const [a, b] of SHAPES) {
      const inputs = [random(a, 1), random(b, 2, 0.5, 2)];
      await checkOp({ op: (a, b) => op(a, b), oracle: (a, b) => zip(a, b, f) }, ...inputs);
    }
  });

  Deno.test(`${name} takes a number on either side`, async () => {
    const x = random([7], 3, 0.5, 2);
    await checkOp({ op: (x) => op(x, 3), oracle: (x) => map(x, (x) => f(x, 3)) }, x);
    await checkOp({ op: (x) => op(-2, x), oracle: (x) => map(x, (x) => f(-2, x)) }, x);
  });

  Deno.test(`${name} of a tensor with itself has both gradients`, async () => {
    await checkOp(
      { op: (x) => op(x, x), oracle: (x) => map(x, (x) => f(x, x)) },
      random([5], 4, 0.5, 2),
    );
  });

  Deno.test(`${name} refuses shapes that do not fit, and names them and itself`, () => {
    const [a, b] = [upload(random([2, 3], 1)), upload(random([4, 3], 1))];
    assert.throws(() => op(a, b), (error: Error) => {
      assert.ok(error instanceof ShapeError);
      assert.match(error.message, new RegExp(`^${name}: the shapes \\(2, 3\\) and \\(4, 3\\) `));
      return true;
    });
    a.dispose();
    b.dispose();
  });

  Deno.test(`${name} of two numbers, or of two devices, is refused`, async () => {
    assert.throws(() => op(1, 2), new RegExp(`${name}: at least one operand must be a tensor`));
    const other = await openAnother();
    const [a, b] = [tensor(device, [1]), tensor(other, [1])];
    assert.throws(() => op(a, b), (error: Error) => {
      assert.ok(error instanceof LabError);
      assert.match(error.message, new RegExp(`^${name}: a is on .* and b on`));
      return true;
    });
    a.dispose();
    other.close();
  });
}

Deno.test("negate and square", async () => {
  const x = random([3, 5], 5);
  await checkOp({ op: (x) => negate(x), oracle: (x) => map(x, (x) => -x) }, x);
  await checkOp({ op: (x) => square(x), oracle: (x) => map(x, (x) => x * x) }, x);
});

Deno.test("extremes have their sums and gradients", async () => {
  const x = nd([EXTREMES.length], EXTREMES);
  await checkOp({
    op: (x) => add(x, 1),
    oracle: (x) => map(x, (x) => x + 1),
    gradients: (c) => [c],
  }, x);
  await checkOp({
    op: (x) => multiply(x, 0.25),
    oracle: (x) => map(x, (x) => x * 0.25),
    gradients: (c) => [map(c, (c) => c * 0.25)],
  }, x);
});

Deno.test("second derivatives of products and quotients", async () => {
  const once = (f: (x: Tensor) => Tensor) => grad((x: Tensor) => sum(f(x)));
  const x = random([7], 6, 0.5, 2);
  await checkOp({
    op: (x) => once((x) => multiply(multiply(x, x), x))(x),
    oracle: (x) => map(x, (x) => 3 * x ** 2),
  }, x);
  await checkOp({
    op: (x) => once((x) => divide(1, x))(x),
    oracle: (x) => map(x, (x) => -1 / x ** 2),
  }, x);
  await checkOp({
    op: (x) => once((x) => once((x) => divide(x, add(1, x)))(x))(x),
    oracle: (x) => map(x, (x) => -2 / (1 + x) ** 3),
  }, x);
});
