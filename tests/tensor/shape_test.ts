import assert from "node:assert/strict";
import {
  broadcastShapes,
  broadcastStrides,
  checkAxis,
  checkShape,
  collapse,
  contiguousStrides,
  formatShape,
  ShapeError,
  sizeOf,
} from "../../src/tensor/shape.ts";
import { fc } from "../dependencies.ts";

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 });

/** Where in memory the i-th element of a shape lies. */
function offset(i: number, shape: readonly number[], strides: readonly number[]): number {
  let [rest, place] = [i, 0];
  for (let d = shape.length - 1; d >= 0; d--) {
    place += (rest % shape[d]!) * strides[d]!;
    rest = Math.floor(rest / shape[d]!);
  }
  return place;
}

Deno.test("row-major strides count the elements one by one", () => {
  fc.assert(fc.property(shapes, (shape) => {
    const strides = contiguousStrides(shape);
    for (let i = 0; i < sizeOf(shape); i++) assert.equal(offset(i, shape, strides), i);
  }));
});

Deno.test("shapes broadcast by NumPy's rule", () => {
  assert.deepEqual(broadcastShapes([2, 1, 4], [3, 1], "add"), [2, 3, 4]);
  assert.deepEqual(broadcastShapes([], [5], "add"), [5]);
  assert.deepEqual(broadcastShapes([], [], "add"), []);
  assert.throws(() => broadcastShapes([2, 3], [2], "add"), (error: Error) => {
    assert.ok(error instanceof ShapeError);
    assert.match(error.message, /^add: the shapes \(2, 3\) and \(2\) do not broadcast/);
    return true;
  });
});

Deno.test("what broadcasting repeats has strides of 0", () => {
  assert.deepEqual(broadcastStrides([2, 1, 4], [5, 2, 3, 4]), [0, 4, 0, 1]);
  assert.deepEqual(broadcastStrides([], [2, 3]), [0, 0]);
});

Deno.test("collapsed views walk through the same places with no more dimensions", () => {
  const strides = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 6 });
  fc.assert(fc.property(shapes, strides, fc.boolean(), (shape, any, repeat) => {
    const views = [
      contiguousStrides(shape),
      any.slice(0, shape.length),
      broadcastStrides(shape.map((size, d) => repeat && d % 2 ? 1 : size), shape),
    ];
    const merged = collapse(shape, views);
    assert.equal(sizeOf(merged.shape), sizeOf(shape));
    assert.ok(merged.shape.length <= shape.length);
    for (let i = 0; i < sizeOf(shape); i++) {
      views.forEach((view, v) =>
        assert.equal(offset(i, merged.shape, merged.views[v]!), offset(i, shape, view))
      );
    }
  }));
});

Deno.test("contiguous shapes collapse to one dimension, single elements to none", () => {
  const shape = [2, 3, 1, 4];
  assert.deepEqual(collapse(shape, [contiguousStrides(shape)]), { shape: [24], views: [[1]] });
  assert.deepEqual(collapse([1, 1], [[1, 1]]), { shape: [], views: [[]] });
});

Deno.test("axes count from either end, and must exist", () => {
  assert.equal(checkAxis(-1, [2, 3], "sum"), 1);
  assert.equal(checkAxis(0, [2, 3], "sum"), 0);
  for (const axis of [2, -3, 0.5, NaN]) {
    assert.throws(() => checkAxis(axis, [2, 3], "sum"), ShapeError);
  }
});

Deno.test("shapes are checked and written human-readable", () => {
  assert.equal(formatShape([2, 3]), "(2, 3)");
  assert.equal(formatShape([]), "()");
  checkShape([1, 2, 3, 4, 5, 6, 7, 8], "full");
  checkShape([], "full");
  for (const shape of [[0], [-1], [0.5], [Infinity], new Array(9).fill(1)]) {
    assert.throws(() => checkShape(shape, "full"), ShapeError);
  }
});
