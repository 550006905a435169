/** Powers of tensors. */
import { power } from "../../../kernels/power.ts";
import { UsageError } from "../../errors.ts";
import { inspect } from "../../printable.ts";
import { requireFloat32 } from "../operands.ts";
import type { Tensor } from "../tensor.ts";
import { TENSORS } from "./activations.ts";
import { full } from "./create.ts";

/**
 * xⁿ, element by element. Integers n of at most 64 in size are products, of any x; other powers are
 * exp(n · log x), of x above 0, with a relative error of up to |n · log x| units in the last place.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../../device/open.ts";
 * import { tensor } from "../tensor.ts";
 *
 * const device = await openDevice();
 * assert.deepEqual(await pow(tensor(device, [-2, 0, 3]), 3).array(), [-8, 0, 27]);
 * device.close();
 * ```
 *
 * Throws `UsageError` for an exponent that is no finite number.
 */
export function pow(x: Tensor, exponent: number): Tensor {
  requireFloat32("pow", { x });
  if (!Number.isFinite(exponent)) {
    throw new UsageError(`pow: expected a finite number as exponent, got ${inspect(exponent)}`);
  }
  const y = power(x, exponent, TENSORS);
  return typeof y === "number" ? full(x.device, x.shape, y) : y;
}
