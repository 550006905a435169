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

/**
 * The dimensions in another order (default: the reverse). Throws `ShapeError` unless each is named
 * once.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, tensor, transpose } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = transpose(tensor(device, [[1, 2, 3], [4, 5, 6]]));
 * assert.deepEqual(await y.array(), [[1, 4], [2, 5], [3, 6]]);
 * device.close();
 * ```
 */
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
  const permuted = axes.map((d) => strides[d]!);
  copyStrided({ from: { tensor: x, strides: permuted }, to: whole(y), shape: y.shape });
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
 * Throws `ShapeError` when it does not lie inside `x`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, slice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = slice(tensor(device, [[1, 2, 3], [4, 5, 6]]), [0, 1], [2, 2]);
 * assert.deepEqual(await y.array(), [[2, 3], [5, 6]]);
 * device.close();
 * ```
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
  const y = Tensor.allocate(x.device, sizes);
  copyStrided({ from: block(x, begin), to: whole(y), shape: sizes });
  return record("slice", [x], y, (g) => [() => pad(g, begin, x.shape)]);
}

/** Zeros of a shape with `x` from `begin` on; the vjp of `slice`. */
function pad(x: Tensor, begin: readonly number[], shape: Shape): Tensor {
  const y = zeros(x.device, shape);
  copyStrided({ from: whole(x), to: block(y, begin), shape: x.shape });
  return record("pad", [x], y, (g) => [() => slice(g, begin, x.shape)]);
}

/**
 * Tensors one after the other along a dimension (default: the first).
 *
 * Throws `ShapeError` when they differ in another dimension.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { concat, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = concat([tensor(device, [[1, 2]]), tensor(device, [[3, 4]])]);
 * assert.deepEqual(await y.array(), [[1, 2], [3, 4]]);
 * device.close();
 * ```
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
  const y = Tensor.allocate(device, shape);
  const begins = sizes.map((_, i) => {
    const before = sizes.slice(0, i).reduce((sum, size) => sum + size, 0);
    return shape.map((_, j) => j === d ? before : 0);
  });
  for (const [i, part] of parts.entries()) {
    copyStrided({ from: whole(part), to: block(y, begins[i]!), shape: part.shape });
  }
  return record(
    "concat",
    parts,
    y,
    (g) => parts.map((part, i) => () => slice(g, begins[i]!, part.shape)),
  );
}

/** Elements of a tensor in some order: where the first is, and how far apart they are, a number per dimension. */
interface View {
  readonly tensor: Tensor;
  readonly strides: readonly number[];
  readonly offset?: number;
}

function whole(tensor: Tensor): View {
  return { tensor, strides: contiguousStrides(tensor.shape) };
}

/** What lies from `begin` on. */
function block(tensor: Tensor, begin: readonly number[]): View {
  const strides = contiguousStrides(tensor.shape);
  const offset = begin.reduce((offset, index, d) => offset + index * strides[d]!, 0);
  return { tensor, strides, offset };
}

function copyStrided({ from, to, shape }: { from: View; to: View; shape: Shape }): void {
  if (sizeOf(shape) === 0) return;
  const { shape: merged, views } = collapse(shape, [from.strides, to.strides]);
  from.tensor.device.run({
    op: "copy",
    from: { buffer: from.tensor.buffer, offset: from.offset ?? 0, strides: views[0]! },
    to: { buffer: to.tensor.buffer, offset: to.offset ?? 0, strides: views[1]! },
    shape: merged,
  });
}
