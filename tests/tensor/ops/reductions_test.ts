import assert from "node:assert/strict";
import { grad } from "../../../src/tensor/autodiff.ts";
import { multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { argmax, max, mean, min } from "../../../src/tensor/ops/reductions.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { device } from "../../device/device.ts";
import { checkOp, upload } from "../check_op.ts";
import { fold, map, nd, random, total } from "../nd.ts";

const OPS = {
  mean: { op: mean, f: (values: number[]) => total(values) / values.length },
  max: { op: max, f: (values: number[]) => Math.max(...values) },
  min: { op: min, f: (values: number[]) => Math.min(...values) },
};

for (const [name, { op, f }] of Object.entries(OPS)) {
  Deno.test(`${name} over any axes, kept or dropped, counted from either end`, async () => {
    const x = random([3, 2, 5], 1);
    const cases = [
      { axes: undefined, reduced: [0, 1, 2] },
      { axes: 1, reduced: [1] },
      { axes: -1, reduced: [2] },
      { axes: [2, 0], reduced: [0, 2] },
    ];
    for (const { axes, reduced } of cases) {
      for (const keepDims of [false, true]) {
        await checkOp({
          op: (x) => op(x, axes, { keepDims }),
          oracle: (x) => fold(x, reduced, keepDims, f),
        }, x);
      }
    }
  });

  Deno.test(`${name} refuses axes that there are not`, () => {
    scope(() => {
      const x = upload(random([2, 3], 1));
      assert.throws(
        () => op(x, 2),
        new RegExp(`${name}: there is no axis 2 in the shape \\(2, 3\\)`),
      );
    });
  });
}

Deno.test("equal maxima and minima share the gradient", async () => {
  const x = nd([2, 4], [1, 3, 3, -2, 5, 5, 5, 5]);
  const shares = (c: ReturnType<typeof nd>, each: number[]) => [
    nd([2, 4], each.map((tieWeight, i) => tieWeight * c.data[i < 4 ? 0 : 1]!)),
  ];
  await checkOp({
    op: (x) => max(x, 1),
    oracle: (x) => fold(x, [1], false, OPS.max.f),
    gradients: (c) => shares(c, [0, 0.5, 0.5, 0, 0.25, 0.25, 0.25, 0.25]),
  }, map(x, (x) => x * 1e4)); // too large for finite differences, which see the whole at a tie
  await checkOp({
    op: (x) => min(x, 1),
    oracle: (x) => fold(x, [1], false, OPS.min.f),
    gradients: (c) => shares(c, [0, 0, 0, 1, 0.25, 0.25, 0.25, 0.25]),
  }, map(x, (x) => x * 1e4));
});

Deno.test("extremes of extreme numbers", async () => {
  const x = nd([2, 3], [3e38, -3e38, 1e-40, -1e-40, -3e38, -1e4]);
  for (const name of ["max", "min"] as const) {
    const { op, f } = OPS[name];
    await checkOp({
      op: (x) => op(x, 1),
      oracle: (x) => fold(x, [1], false, f),
      gradients: (c, { data }) => [
        nd(
          [2, 3],
          data.map((value, i) => {
            const row = Math.floor(i / 3);
            return value === f(data.slice(3 * row, 3 * row + 3) as number[]) ? c.data[row]! : 0;
          }),
        ),
      ],
    }, x);
  }
});

Deno.test("the gradient of a squared maximum is differentiated twice", async () => {
  const f = (x: Tensor) => sum(multiply(max(x, 1, { keepDims: true }), x));
  await checkOp({
    op: grad(f),
    oracle: (x) => {
      const peak = fold(x, [1], true, OPS.max.f);
      const sums = fold(x, [1], true, total);
      return map(x, (value, i) => {
        const row = Math.floor(i / 4);
        return peak.data[row]! + (value === peak.data[row] ? sums.data[row]! : 0);
      });
    },
    gradients: (c) => {
      // Second derivatives: δ_im + δ_jm with m the row's maximum, here always the last.
      const rows = fold(c, [1], true, total);
      return [map(c, (_, i) => {
        const [row, column] = [Math.floor(i / 4), i % 4];
        return c.data[4 * row + 3]! + (column === 3 ? rows.data[row]! : 0);
      })];
    },
  }, nd([2, 4], [1e3, 2e3, 3e3, 4e3, -4e3, -3e3, 1e3, 5e3]));
});

Deno.test("argmax along any axis, as uint32, the first of equals", async () => {
  const positions = scope(() => {
    const x = tensor(device, [[1, 5, 5], [7, 2, 5]]);
    return [argmax(x), argmax(x, 0), argmax(x, -2)];
  });
  assert.equal(positions[0]!.dtype, "uint32");
  assert.deepEqual(await Promise.all(positions.map((p) => p.array())), [
    [1, 0],
    [1, 0, 0],
    [1, 0, 0],
  ]);
  for (const position of positions) position.dispose();
  scope(() => {
    assert.throws(() => argmax(upload(random([2, 3], 1)), 2), ShapeError);
    assert.throws(
      () => argmax(upload(random([], 1))),
      /argmax: there is no axis -1 in the shape \(\)/,
    );
  });
});
