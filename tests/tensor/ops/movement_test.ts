import assert from "node:assert/strict";
import { LabError } from "../../../src/errors.ts";
import { grad } from "../../../src/tensor/autodiff.ts";
import { multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { concat, slice, transpose } from "../../../src/tensor/ops/movement.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { type Tensor, tensor } from "../../../src/tensor/tensor.ts";
import { device, openAnother } from "../../device/device.ts";
import { checkOp, upload } from "../check_op.ts";
import { at, build, map, type Nd, random, transposed } from "../nd.ts";

Deno.test("transpose exchanges all dimensions, or orders them as asked", async () => {
  await checkOp({ op: (x) => transpose(x), oracle: transposed }, random([2, 3, 5], 1));
  await checkOp({ op: (x) => transpose(x), oracle: (x) => x }, random([], 1));
  for (const order of [[1, 0, 2], [2, 0, 1], [0, 1, 2], [-1, 0, -2]]) {
    const axes = order.map((axis) => (axis + 3) % 3);
    await checkOp({
      op: (x) => transpose(x, order),
      oracle: (x) =>
        build(
          axes.map((axis) => x.shape[axis]!),
          (index) => at(x, [0, 1, 2].map((axis) => index[axes.indexOf(axis)]!)),
        ),
    }, random([2, 3, 5], 2));
  }
});

Deno.test("transpose refuses an order that is none", () => {
  scope(() => {
    const x = upload(random([2, 3], 1));
    for (const order of [[0], [0, 0], [0, 2], [0, 1, 1], [0, -2]]) {
      assert.throws(() => transpose(x, order), /ShapeError: transpose: .*\(2, 3\)/);
    }
  });
});

const block = (x: Nd, begin: number[], sizes: number[]) =>
  build(sizes, (index) => at(x, index.map((i, d) => i + begin[d]!)));

Deno.test("slice takes a block, and its gradient goes back to its place", async () => {
  const cases = [
    { shape: [7], begin: [2], sizes: [3] },
    { shape: [4, 5], begin: [1, 2], sizes: [2, 3] },
    { shape: [4, 5], begin: [0, 0], sizes: [4, 5] },
    { shape: [2, 3, 4], begin: [1, 0, 3], sizes: [1, 3, 1] },
    { shape: [], begin: [], sizes: [] },
  ];
  for (const { shape, begin, sizes } of cases) {
    await checkOp({
      op: (x) => slice(x, begin, sizes),
      oracle: (x) => block(x, begin, sizes),
    }, random(shape, 1));
  }
});

Deno.test("slices are differentiated twice", async () => {
  const f = (x: Tensor) => {
    const part = slice(x, [1, 1], [2, 2]);
    return sum(multiply(part, multiply(part, part)));
  };
  await checkOp({
    op: grad(f),
    oracle: (x) => {
      const inside = ([i, j]: readonly number[]) => i! >= 1 && i! < 3 && j! >= 1 && j! < 3;
      return build(x.shape, (index) => inside(index) ? 3 * at(x, index) ** 2 : 0);
    },
  }, random([4, 3], 2));
});

Deno.test("slice refuses blocks that are not inside", () => {
  scope(() => {
    const x = upload(random([2, 3], 1));
    const cases = [
      [[0, 0], [3, 1]],
      [[0, 2], [1, 2]],
      [[-1, 0], [1, 1]],
      [[0], [1]],
      [[0, 0], [0, 1]],
      [[0, 0.5], [1, 1]],
    ] as const;
    for (const [begin, sizes] of cases) {
      assert.throws(() => slice(x, begin, sizes), (error: Error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(error.message, /^slice: the block of .* does not lie inside of \(2, 3\)$/);
        return true;
      });
    }
  });
});

Deno.test("concat joins along any axis, and each part has its gradient", async () => {
  const joined = (parts: Nd[], axis: number): Nd => {
    const shape = parts[0]!.shape.map((size, d) =>
      d === axis ? parts.reduce((sum, part) => sum + part.shape[d]!, 0) : size
    );
    return build(shape, (index) => {
      let i = index[axis]!;
      const part = parts.find(({ shape }) => i < shape[axis]! || (i -= shape[axis]!, false))!;
      return at(part, index.with(axis, i));
    });
  };
  const cases = [
    { axis: 0, d: 0, shapes: [[3], [1], [5]] },
    { axis: 1, d: 1, shapes: [[2, 3], [2, 1], [2, 2]] },
    { axis: -1, d: 2, shapes: [[2, 3, 1], [2, 3, 4]] },
    { axis: 0, d: 0, shapes: [[2, 3]] },
  ];
  for (const { axis, d, shapes } of cases) {
    await checkOp({
      op: (...parts) => concat(parts, axis),
      oracle: (...parts) => joined(parts, d),
    }, ...shapes.map((shape, i) => random(shape, i)));
  }
  await checkOp({
    op: (x) => concat([x, x]),
    oracle: (x) => joined([x, x], 0),
  }, random([2, 3], 1));
  await checkOp({
    op: grad((x: Tensor) => sum(multiply(concat([x, x]), concat([x, multiply(x, x)])))),
    oracle: (x) => map(x, (x) => 2 * x + 3 * x * x),
  }, random([2, 3], 1));
});

Deno.test("concat refuses nothing, what does not fit, and two devices", async () => {
  assert.throws(() => concat([]), LabError);
  scope(() => {
    const [a, b, c] = [[2, 3], [3, 3], [3]].map((shape) => upload(random(shape, 1)));
    assert.throws(() => concat([a!, b!], 1), (error: Error) => {
      assert.ok(error instanceof ShapeError);
      assert.match(error.message, /^concat: \(3, 3\) cannot follow \(2, 3\) along axis 1; /);
      return true;
    });
    assert.throws(() => concat([a!, c!]), /concat: \(3\) cannot follow \(2, 3\) along axis 0/);
    assert.throws(() => concat([a!], 2), /concat: there is no axis 2/);
  });
  const other = await openAnother();
  scope(() => {
    const parts = [tensor(device, [1]), tensor(other, [1])];
    assert.throws(() => concat(parts), /concat: part 0 is on/);
  });
  other.close();
});
