/** Elements moved, not changed: transpose, slice, concat. */
import { LabError } from "../../errors.ts";
import { inspect } from "../../printable.ts";
import { requireFloat32, sameDevice } from "../operands.ts";
import { record } from "../tape.ts";
import {
  checkAxis,
  collapse,
  contiguousStrides,
  formatShape,
  type Shape,
  ShapeError,
  sizeOf,
} from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { zeros } from "./create.ts";

/** Dimensions in another order; left out, in the reverse one. Throws `ShapeError` unless each is named once. */
export function transpose(x: Tensor, order?: readonly number[]): Tensor {
  requireFloat32("transpose", { x });
  order ??= x.shape.map((_, d) => x.shape.length - 1 - d);
  const axes = [order].flat().map((axis) => checkAxis(axis, x.shape, "transpose"));
  if (new Set(axes).size !== x.shape.length || axes.length !== x.shape.length) {
    throw new ShapeError(
      `transpose: the order ${formatShape(order)} must name each axis of ` +
        `${formatShape(x.shape)} once`,
    );
  }
  const strides = contiguousStrides(x.shape);
  const y = Tensor.allocate(x.device, axes.map((d) => x.shape[d]!));
  move(y.shape, x, axes.map((d) => strides[d]!), 0, y, contiguousStrides(y.shape), 0);
  return record(
    "transpose",
    [x],
    y,
    (g) => [() => transpose(g, axes.map((_, d) => axes.indexOf(d)))],
  );
}

/**
 * The block of `sizes` elements from `begin` on, a number per dimension.
 *
 * Throws `ShapeError` when it does not lie inside of `x`.
 */
export function slice(x: Tensor, begin: readonly number[], sizes: Shape): Tensor {
  requireFloat32("slice", { x });
  const lists = Array.isArray(begin) && Array.isArray(sizes);
  const inside = lists && begin.length === x.shape.length && sizes.length === x.shape.length &&
    x.shape.every((size, d) =>
      Number.isInteger(begin[d]) && begin[d]! >= 0 && Number.isInteger(sizes[d]) &&
      sizes[d]! >= 1 && begin[d]! + sizes[d]! <= size
    );
  if (!inside) {
    throw new ShapeError(
      `slice: the block of ${formatShape(sizes)} from ${formatShape(begin)} on does not lie ` +
        `inside of ${formatShape(x.shape)}`,
    );
  }
  const strides = contiguousStrides(x.shape);
  const y = Tensor.allocate(x.device, sizes);
  move(sizes, x, strides, offsetOf(begin, strides), y, contiguousStrides(sizes), 0);
  return record("slice", [x], y, (g) => [() => pad(g, begin, x.shape)]);
}

/** Zeros of a shape with `x` from `begin` on; the vjp of `slice`. */
function pad(x: Tensor, begin: readonly number[], shape: Shape): Tensor {
  const y = zeros(x.device, shape);
  const strides = contiguousStrides(shape);
  move(x.shape, x, contiguousStrides(x.shape), 0, y, strides, offsetOf(begin, strides));
  return record("place", [x], y, (g) => [() => slice(g, begin, x.shape)]);
}

/**
 * Tensors one after the other along a dimension (default: the first).
 *
 * Throws `ShapeError` when they differ in another dimension.
 */
export function concat(parts: readonly Tensor[], axis = 0): Tensor {
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new LabError(`concat: expected an array of at least one tensor, got ${inspect(parts)}`);
  }
  const named = Object.fromEntries(parts.map((part, i) => [`part ${i}`, part]));
  const device = sameDevice("concat", requireFloat32("concat", named));
  const first: Tensor = parts[0]!;
  const d = checkAxis(axis, first.shape, "concat");
  for (const { shape } of parts) {
    if (
      shape.length !== first.shape.length ||
      first.shape.some((size, i) => i !== d && size !== shape[i])
    ) {
      throw new ShapeError(
        `concat: ${formatShape(shape)} cannot follow ${
          formatShape(first.shape)
        } along axis ${d}; ` +
          "all other dimensions must be equal",
      );
    }
  }
  const sizes = parts.map(({ shape }) => shape[d]!);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const shape = first.shape.map((size, i) => i === d ? total : size);
  const strides = contiguousStrides(shape);
  const y = Tensor.allocate(device, shape);
  const begins = sizes.map((_, i) => {
    const before = sizes.slice(0, i).reduce((sum, size) => sum + size, 0);
    return shape.map((_, j) => j === d ? before : 0);
  });
  parts.forEach((part, i) =>
    move(
      part.shape,
      part,
      contiguousStrides(part.shape),
      0,
      y,
      strides,
      offsetOf(begins[i]!, strides),
    )
  );
  return record(
    "concat",
    parts,
    y,
    (g) => parts.map((part, i) => () => slice(g, begins[i]!, part.shape)),
  );
}

function offsetOf(begin: readonly number[], strides: readonly number[]): number {
  return begin.reduce((offset, index, d) => offset + index * strides[d]!, 0);
}

function move(
  shape: Shape,
  from: Tensor,
  fromStrides: readonly number[],
  fromOffset: number,
  to: Tensor,
  toStrides: readonly number[],
  toOffset: number,
): void {
  if (sizeOf(shape) === 0) return;
  const { shape: merged, views } = collapse(shape, [fromStrides, toStrides]);
  from.device.run({
    op: "copy",
    from: { buffer: from.buffer, offset: fromOffset, strides: views[0]! },
    to: { buffer: to.buffer, offset: toOffset, strides: views[1]! },
    shape: merged,
  });
}
