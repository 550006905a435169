/** Mean, maximum, minimum and the position of the maximum, over any dimensions. */
import { requireFloat32 } from "../operands.ts";
import { record } from "../tape.ts";
import { checkAxis, sizeOf } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { divide, multiply } from "./arithmetic.ts";
import {
  type Axes,
  checkAxes,
  reducedShape,
  type ReduceOptions,
  reshape,
  sum,
} from "./broadcast.ts";
import { equal } from "./compare.ts";
import { reduceAxes } from "./reduction.ts";

/**
 * The mean over some dimensions, or over all.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { mean, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = mean(tensor(device, [[1, 2], [3, 6]]), 0);
 * assert.deepEqual(await y.array(), [2, 4]);
 * device.close();
 * ```
 */
export function mean(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  requireFloat32("mean", { x });
  const count = sizeOf(checkAxes(axes, x.shape, "mean").map((d) => x.shape[d]!));
  return divide(sum(x, axes, options), count);
}

/**
 * The maximum over some dimensions, or over all; equal maxima share the gradient, as in JAX.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { max, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = max(tensor(device, [[1, 2], [3, 4]]), 0);
 * assert.deepEqual(await y.array(), [3, 4]);
 * device.close();
 * ```
 */
export function max(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  return extremum("max", x, axes, options);
}

/**
 * The minimum over some dimensions, or over all; equal minima share the gradient, as in JAX.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { min, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = min(tensor(device, [[1, 2], [3, 4]]), 1);
 * assert.deepEqual(await y.array(), [1, 3]);
 * device.close();
 * ```
 */
export function min(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  return extremum("min", x, axes, options);
}

function extremum(
  name: "max" | "min",
  x: Tensor,
  axes: Axes | undefined,
  { keepDims = false }: ReduceOptions,
): Tensor {
  requireFloat32(name, { x });
  const reduced = checkAxes(axes, x.shape, name);
  const kept = reducedShape(x.shape, reduced, true);
  const y = reduceAxes(name, x, reduced, reducedShape(x.shape, reduced, keepDims));
  return record(name, [x], y, (g) => [() => {
    const attained = equal(x, reshape(y, kept));
    const shares = divide(attained, sum(attained, reduced, { keepDims: true }));
    return multiply(reshape(g, kept), shares);
  }]);
}

/**
 * The first position of the maximum along one dimension (default: the last), as uint32.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { argmax, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = argmax(tensor(device, [[0, 5, 1], [7, 2, 7]]));
 * assert.deepEqual(await y.array(), [1, 0]);
 * device.close();
 * ```
 */
export function argmax(x: Tensor, axis = -1): Tensor<"uint32"> {
  requireFloat32("argmax", { x });
  const d = checkAxis(axis, x.shape, "argmax");
  const length = x.shape[d]!;
  const shape = x.shape.filter((_, i) => i !== d);
  const y = Tensor.allocate(x.device, shape, "uint32", length - 1);
  x.device.run({
    op: "reduce",
    function: "argmax",
    x: x.buffer,
    out: y.buffer,
    outer: sizeOf(x.shape.slice(0, d)),
    length,
    inner: sizeOf(x.shape.slice(d + 1)),
  });
  return y;
}
