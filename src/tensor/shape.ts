/** Shapes: what fits together, and where in memory an element of one lies. */
import { LabError } from "../errors.ts";
import { inspect } from "../printable.ts";

/** Sizes of a tensor's dimensions, each at least 1; [] is a single number. */
export type Shape = readonly number[];

/** Kernels hold this many dimensions. */
const MAX_RANK = 8;

/**
 * Shapes that do not fit each other or the operation.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { ones, openDevice, reshape, ShapeError } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * assert.throws(() => reshape(ones(device, [2, 3]), [4]), ShapeError);
 * device.close();
 * ```
 */
export class ShapeError extends LabError {
  /** How a report of it begins. */
  override name = "ShapeError";
}

/** (2, 3), as shapes are written in messages; what is no list, as it is. */
export function formatShape(shape: Shape): string {
  return Array.isArray(shape) ? `(${shape.join(", ")})` : inspect(shape);
}

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}

/** Throws `ShapeError` unless it is a list of at most eight dimensions, whole and at least 1. */
export function checkShape(shape: Shape, operation: string): void {
  const whole = (size: number) => Number.isInteger(size) && size >= 1;
  if (!Array.isArray(shape) || shape.length > MAX_RANK || ![...shape].every(whole)) {
    throw new ShapeError(
      `${operation}: the shape ${formatShape(shape)} must have at most ${MAX_RANK} dimensions, ` +
        "each an integer of at least 1",
    );
  }
}

/** Throws `ShapeError` unless it is a shape that `count` numbers fill. */
export function checkFilled(shape: Shape, count: number, operation: string): void {
  checkShape(shape, operation);
  if (sizeOf(shape) !== count) {
    throw new ShapeError(
      `${operation}: ${count} numbers do not fill the shape ${formatShape(shape)}, ` +
        `which holds ${sizeOf(shape)}`,
    );
  }
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, d) => size === b[d]);
}

/** Elements from one index to the next in each dimension of a row-major array. */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = step;
    step *= shape[d]!;
  }
  return strides;
}

/**
 * The shape of `a` and `b` together: aligned at the last dimension, a size of 1 repeats (NumPy's
 * rule). Throws `ShapeError` naming both and the operation.
 */
export function broadcastShapes(a: Shape, b: Shape, operation: string): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, d) => {
    const inA = a[d - rank + a.length] ?? 1;
    const inB = b[d - rank + b.length] ?? 1;
    if (inA !== inB && inA !== 1 && inB !== 1) {
      throw new ShapeError(
        `${operation}: the shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast; ` +
          "aligned at the last dimension, sizes must be equal or 1",
      );
    }
    return inA === 1 ? inB : inA;
  });
}

/** Strides with which an array of `shape` is read in the shape `to` it broadcasts to. */
export function broadcastStrides(shape: Shape, to: Shape): number[] {
  const strides = contiguousStrides(shape);
  return to.map((_, d) => {
    const own = d - to.length + shape.length;
    return own < 0 || shape[own] === 1 ? 0 : strides[own]!;
  });
}

/**
 * The same walk through memory with as few dimensions as possible: neighbours whose strides fit in
 * every view become one. Most element-wise work so becomes one-dimensional.
 */
export function collapse(
  shape: Shape,
  views: readonly (readonly number[])[],
): { shape: number[]; views: number[][] } {
  const merged = { shape: [] as number[], views: views.map(() => [] as number[]) };
  for (let d = 0; d < shape.length; d++) {
    const size = shape[d]!;
    if (size === 1) continue;
    const last = merged.shape.length - 1;
    const fits = last >= 0 &&
      views.every((strides, v) => merged.views[v]![last] === strides[d]! * size);
    if (fits) {
      merged.shape[last]! *= size;
      views.forEach((strides, v) => merged.views[v]![last] = strides[d]!);
    } else {
      merged.shape.push(size);
      views.forEach((strides, v) => merged.views[v]!.push(strides[d]!));
    }
  }
  return merged;
}

/** A dimension counted from the end if negative. Throws `ShapeError` when there is no such one. */
export function checkAxis(axis: number, shape: Shape, operation: string): number {
  const positive = axis < 0 ? axis + shape.length : axis;
  if (!Number.isInteger(axis) || positive < 0 || positive >= shape.length) {
    throw new ShapeError(
      `${operation}: there is no axis ${axis} in the shape ${formatShape(shape)}`,
    );
  }
  return positive;
}
