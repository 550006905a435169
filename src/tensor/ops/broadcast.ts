/** Sum and broadcast: each passes gradients by the other, so they share a file. */
import { requireFloat32 } from "../operands.ts";
import { record } from "../tape.ts";
import {
  broadcastShapes,
  broadcastStrides,
  checkAxis,
  checkShape,
  collapse,
  contiguousStrides,
  formatShape,
  sameShape,
  type Shape,
  ShapeError,
} from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { reduceAxes } from "./reduction.ts";

/** Which dimensions an operation takes together: one, several, or (left out) all. */
export type Axes = number | readonly number[];

/** Options of reductions. */
export interface ReduceOptions {
  /** Whether reduced dimensions stay, with size 1 (default: no). */
  readonly keepDims?: boolean;
}

/**
 * The sum over some dimensions, or over all.
 *
 * Throws `ShapeError` when an axis does not exist.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, sum, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const x = tensor(device, [[1, 2], [3, 4]]);
 * assert.equal(await sum(x).item(), 10);
 * assert.deepEqual(await sum(x, 1, { keepDims: true }).array(), [[3], [7]]);
 * device.close();
 * ```
 */
export function sum(x: Tensor, axes?: Axes, { keepDims = false }: ReduceOptions = {}): Tensor {
  requireFloat32("sum", { x });
  const reduced = checkAxes(axes, x.shape, "sum");
  const kept = reducedShape(x.shape, reduced, true);
  const y = reduceAxes("sum", x, reduced, reducedShape(x.shape, reduced, keepDims));
  return record("sum", [x], y, (g) => [() => broadcastTo(reshape(g, kept), x.shape)]);
}

/**
 * `x` repeated to a shape it broadcasts to. Throws `ShapeError` when it does not.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { broadcastTo, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = broadcastTo(tensor(device, [1, 2]), [2, 2]);
 * assert.deepEqual(await y.array(), [[1, 2], [1, 2]]);
 * device.close();
 * ```
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  requireFloat32("broadcastTo", { x });
  checkShape(shape, "broadcastTo");
  if (!sameShape(broadcastShapes(x.shape, shape, "broadcastTo"), shape)) {
    throw new ShapeError(
      `broadcastTo: ${formatShape(x.shape)} does not broadcast to ${formatShape(shape)}`,
    );
  }
  const y = Tensor.allocate(x.device, shape);
  const own = broadcastStrides(x.shape, shape);
  const { shape: merged, views: [from, to] } = collapse(shape, [own, contiguousStrides(shape)]);
  x.device.run({
    op: "copy",
    from: { buffer: x.buffer, offset: 0, strides: from! },
    to: { buffer: y.buffer, offset: 0, strides: to! },
    shape: merged,
  });
  return record("broadcastTo", [x], y, (g) => [() => sumTo(g, x.shape)]);
}

/** The sum of `x` over what broadcasting repeated of `shape`; the vjp of broadcasting. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const extra = x.shape.length - shape.length;
  const axes = x.shape.flatMap((size, d) =>
    d < extra || (shape[d - extra] === 1 && size !== 1) ? [d] : []
  );
  return reshape(sum(x, axes), shape);
}

/**
 * The same elements, row after row, in another shape. Throws `ShapeError` when they do not fill it.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, reshape, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = reshape(tensor(device, [1, 2, 3, 4]), [2, 2]);
 * assert.deepEqual(await y.array(), [[1, 2], [3, 4]]);
 * device.close();
 * ```
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  requireFloat32("reshape", { x });
  return record("reshape", [x], x.view(shape, "reshape"), (g) => [() => reshape(g, x.shape)]);
}

/** Axes as numbers from 0, ascending and each once. */
export function checkAxes(axes: Axes | undefined, shape: Shape, operation: string): number[] {
  if (axes === undefined) return shape.map((_, d) => d);
  const checked = [axes].flat().map((axis) => checkAxis(axis, shape, operation));
  return [...new Set(checked)].sort((a, b) => a - b);
}

/** The shape after a reduction, whose dimensions stay with size 1 or go. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  return shape.flatMap((size, d) => axes.includes(d) ? keepDims ? [1] : [] : [size]);
}
