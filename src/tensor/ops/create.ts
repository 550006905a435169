/** Tensors of one number. */
import type { Device } from "../../device/device.ts";
import { UsageError } from "../../errors.ts";
import { inspect } from "../../printable.ts";
import { checkShape, type Shape } from "../shape.ts";
import { Tensor } from "../tensor.ts";

/**
 * A tensor with `value` everywhere. Throws `ShapeError` for what is not a shape, and `UsageError`
 * for a value that is not a number.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { full, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = full(device, [2], 7);
 * assert.deepEqual(await y.array(), [7, 7]);
 * device.close();
 * ```
 */
export function full(device: Device, shape: Shape, value: number): Tensor {
  checkShape(shape, "full");
  if (typeof value !== "number") {
    throw new UsageError(`full: expected a number as value, got ${inspect(value)}`);
  }
  const out = Tensor.allocate(device, shape);
  device.run({ op: "fill", out: out.buffer, count: out.size, value });
  return out;
}

/**
 * A tensor of zeros.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, zeros } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = zeros(device, [2, 2]);
 * assert.deepEqual(await y.array(), [[0, 0], [0, 0]]);
 * device.close();
 * ```
 */
export function zeros(device: Device, shape: Shape): Tensor {
  return full(device, shape, 0);
}

/**
 * A tensor of ones.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { ones, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = ones(device, [3]);
 * assert.deepEqual(await y.array(), [1, 1, 1]);
 * device.close();
 * ```
 */
export function ones(device: Device, shape: Shape): Tensor {
  return full(device, shape, 1);
}
