import assert from "node:assert/strict";
import { broadcastTo, reshape, sum } from "../../../src/tensor/ops/broadcast.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { checkOp, upload } from "../check_op.ts";
import { at, build, fold, random, total } from "../nd.ts";

Deno.test("sum over any axes, kept or dropped, counted from either end", async () => {
  const x = random([2, 3, 5, 4], 1);
  const cases = [
    { axes: undefined, reduced: [0, 1, 2, 3] },
    { axes: [], reduced: [] },
    { axes: 0, reduced: [0] },
    { axes: -1, reduced: [3] },
    { axes: [1, 2], reduced: [1, 2] },
    { axes: [3, 0], reduced: [0, 3] },
    { axes: [-2, 0, 2], reduced: [0, 2] },
  ];
  for (const { axes, reduced } of cases) {
    for (const keepDims of [false, true]) {
      await checkOp({
        op: (x) => sum(x, axes, { keepDims }),
        oracle: (x) => fold(x, reduced, keepDims, total),
      }, x);
    }
  }
  await checkOp({ op: (x) => sum(x), oracle: (x) => x }, random([], 2));
});

Deno.test("sum refuses axes that there are not", () => {
  scope(() => {
    const x = upload(random([2, 3], 1));
    for (const axes of [2, -3, 0.5, [0, 5], NaN]) {
      assert.throws(() => sum(x, axes), (error: Error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(error.message, /^sum: there is no axis .* in the shape \(2, 3\)$/);
        return true;
      });
    }
  });
});

Deno.test("broadcastTo repeats, and sums the gradient", async () => {
  const cases = [[[3], [2, 3]], [[], [4]], [[2, 1, 3], [2, 5, 3]], [[1, 1], [2, 3, 4]], [[2], [2]]];
  for (const [own, shape] of cases) {
    await checkOp({
      op: (x) => broadcastTo(x, shape!),
      oracle: (x) => build(shape!, (index) => at(x, index)),
    }, random(own!, 1));
  }
});

Deno.test("broadcastTo refuses a shape that it cannot become", () => {
  scope(() => {
    const x = upload(random([2, 3], 1));
    for (const shape of [[3], [2, 1], [3, 2], [2, 2, 2]]) {
      assert.throws(() => broadcastTo(x, shape), /^ShapeError: broadcastTo: .*\(2, 3\)/);
    }
    assert.throws(() => broadcastTo(x, [0, 2, 3]), /the shape \(0, 2, 3\) must have/);
  });
});

Deno.test("reshape keeps the numbers and gives gradients their shape back", async () => {
  const x = random([2, 3, 4], 1);
  for (const shape of [[24], [4, 3, 2], [1, 24, 1]]) {
    await checkOp({ op: (x) => reshape(x, shape), oracle: ({ data }) => ({ shape, data }) }, x);
  }
  await checkOp(
    { op: (x) => reshape(x, []), oracle: ({ data }) => ({ shape: [], data }) },
    random([1, 1], 2),
  );
});

Deno.test("reshape refuses shapes of another size, or of none", () => {
  scope(() => {
    const x = upload(random([2, 3], 1));
    assert.throws(() => reshape(x, [4]), (error: Error) => {
      assert.ok(error instanceof ShapeError);
      assert.match(
        error.message,
        /^reshape: 6 numbers do not fill the shape \(4\), which holds 4$/,
      );
      return true;
    });
    for (const shape of [[-1, 6], [0], [1.5, 4], [1, 1, 1, 1, 1, 1, 1, 1, 6]]) {
      assert.throws(() => reshape(x, shape), ShapeError);
    }
  });
});
