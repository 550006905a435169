/** Comparisons, the choice they make, and the larger or smaller of two. */
import { UsageError } from "../../errors.ts";
import { record } from "../tape.ts";
import { requireFloat32, requireOperands, sameDevice } from "../operands.ts";
import { broadcastShapes } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { add, multiply, recordBinary } from "./arithmetic.ts";
import { sumTo } from "./broadcast.ts";
import { binary, broadcastOperands, shapeOf } from "./elementwise.ts";

/**
 * 1 where a = b, else 0; like all comparisons, a constant for gradients.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { equal, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = equal(tensor(device, [1, 2, 3]), 2);
 * assert.deepEqual(await y.array(), [0, 1, 0]);
 * device.close();
 * ```
 */
export function equal(a: Tensor | number, b: Tensor | number): Tensor {
  return binary("equal", a, b);
}

/**
 * 1 where a < b, else 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { less, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = less(tensor(device, [1, 2, 3]), 2);
 * assert.deepEqual(await y.array(), [1, 0, 0]);
 * device.close();
 * ```
 */
export function less(a: Tensor | number, b: Tensor | number): Tensor {
  return binary("less", a, b);
}

/**
 * 1 where a ≤ b, else 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { lessEqual, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = lessEqual(tensor(device, [1, 2, 3]), 2);
 * assert.deepEqual(await y.array(), [1, 1, 0]);
 * device.close();
 * ```
 */
export function lessEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return binary("lessEqual", a, b);
}

/**
 * 1 where a > b, else 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { greater, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = greater(tensor(device, [1, 2, 3]), 2);
 * assert.deepEqual(await y.array(), [0, 0, 1]);
 * device.close();
 * ```
 */
export function greater(a: Tensor | number, b: Tensor | number): Tensor {
  return binary("less", a, b, { operation: "greater", swapped: true });
}

/**
 * 1 where a ≥ b, else 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { greaterEqual, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = greaterEqual(tensor(device, [1, 2, 3]), 2);
 * assert.deepEqual(await y.array(), [0, 1, 1]);
 * device.close();
 * ```
 */
export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor {
  return binary("lessEqual", a, b, { operation: "greaterEqual", swapped: true });
}

/**
 * a where `condition` is not 0, else b, with broadcasting.
 *
 * As in JAX, both are computed before the choice: a gradient that is infinite where it is not chosen
 * becomes NaN, so keep both finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { less, openDevice, tensor, where } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const x = tensor(device, [-1, 0, 1]);
 * assert.deepEqual(await where(less(x, 0), 10, x).array(), [10, 0, 1]);
 * device.close();
 * ```
 */
export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  const device = sameDevice("where", {
    ...requireFloat32("where", { condition }),
    ...requireOperands("where", { a, b }),
  });
  const both = broadcastShapes(shapeOf(a), shapeOf(b), "where");
  const shape = broadcastShapes(condition.shape, both, "where");
  const y = Tensor.allocate(device, shape);
  const { operands: [chosen, ...rest], merged } = broadcastOperands([condition, a, b], shape);
  device.run({
    op: "select",
    condition: chosen as Exclude<typeof chosen, number | undefined>,
    a: rest[0]!,
    b: rest[1]!,
    out: y.buffer,
    shape: merged,
  });
  const operands = [a, b];
  const inputs = operands.filter((operand) => operand instanceof Tensor);
  return record("where", inputs, y, (g) => {
    const inputGradients = [() => where(condition, g, 0), () => where(condition, 0, g)];
    return operands.flatMap((operand, i) =>
      operand instanceof Tensor ? [() => sumTo(inputGradients[i]!(), operand.shape)] : []
    );
  });
}

/**
 * The larger of a and b; where they are equal, each gets half of the gradient, as in JAX.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { maximum, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = maximum(tensor(device, [-1, 2]), 0);
 * assert.deepEqual(await y.array(), [0, 2]);
 * device.close();
 * ```
 */
export function maximum(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("maximum", a, b, (g) => [
    () => multiply(g, tieWeight(greater(a, b), a, b)),
    () => multiply(g, tieWeight(less(a, b), a, b)),
  ]);
}

/**
 * The smaller of a and b; where they are equal, each gets half of the gradient, as in JAX.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { minimum, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = minimum(tensor(device, [-1, 2]), 0);
 * assert.deepEqual(await y.array(), [-1, 0]);
 * device.close();
 * ```
 */
export function minimum(a: Tensor | number, b: Tensor | number): Tensor {
  return recordBinary("minimum", a, b, (g) => [
    () => multiply(g, tieWeight(less(a, b), a, b)),
    () => multiply(g, tieWeight(greater(a, b), a, b)),
  ]);
}

/**
 * x, but at least `low` and at most `high`; at either, half of the gradient passes, as in JAX. Throws
 * `UsageError` unless `low` is at most `high`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../../device/open.ts";
 * import { tensor } from "../tensor.ts";
 *
 * const device = await openDevice();
 * assert.deepEqual(await clip(tensor(device, [-3, 0.5, 7]), -1, 1).array(), [-1, 0.5, 1]);
 * device.close();
 * ```
 */
export function clip(x: Tensor, low: number, high: number): Tensor {
  requireFloat32("clip", { x });
  if (!(low <= high)) {
    throw new UsageError(`clip: expected low to be at most high, got ${low} and ${high}`);
  }
  return minimum(maximum(x, low), high);
}

/** 1 for the chosen, ½ for both where they are equal. */
function tieWeight(chosen: Tensor, a: Tensor | number, b: Tensor | number): Tensor {
  return add(chosen, multiply(0.5, equal(a, b)));
}
