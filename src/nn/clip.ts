/** Clipping: gradients that are too large together are made smaller together. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { add, divide, multiply, square } from "../tensor/ops/arithmetic.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { minimum } from "../tensor/ops/compare.ts";
import { sqrt } from "../tensor/ops/math.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { LEARNING_RATE } from "./optimizer.ts";
import { type Parameters, requireParameters } from "./parameters.ts";

/** What the largest norm of gradients may be. */
export const CLIP_NORM = LEARNING_RATE;

/**
 * The gradients, all scaled by min(1, maxNorm / (norm + 1e-6)), where norm is the root of the sum of all
 * their squares: torch's `clip_grad_norm_` (Pascanu, Mikolov and Bengio, 2013). Stays on the device.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "../device/open.ts";
 * import { tensor } from "../tensor/tensor.ts";
 *
 * const device = await openDevice();
 * const gradients = { kernel: tensor(device, [3, 0]), bias: tensor(device, [4]) };
 * const { kernel } = clipByGlobalNorm(gradients, 1);
 * assert.ok(Math.abs((await kernel!.data())[0]! - 0.6) < 1e-6);
 * device.close();
 * ```
 *
 * Where the squares are too large for float32, beyond a norm of 1.8e19, nothing is left but zeros.
 * Throws `UsageError` for what are no gradients, and a norm that is not above 0.
 */
export function clipByGlobalNorm(gradients: Parameters, maxNorm: number): Parameters {
  requireParameters("clipByGlobalNorm", "gradients", gradients, gradients);
  if (typeof maxNorm !== "number" || !CLIP_NORM.allows(maxNorm)) {
    throw new UsageError(
      `clipByGlobalNorm: expected ${CLIP_NORM.rule} as norm, got ${inspect(maxNorm)}`,
    );
  }
  return scope(() => {
    const squares = Object.values(gradients).map((gradient) => sum(square(gradient)));
    const norm = sqrt(squares.reduce((total: Tensor, one) => add(total, one)));
    const factor = minimum(1, divide(maxNorm, add(norm, 1e-6)));
    return Object.fromEntries(
      Object.entries(gradients).map(([name, gradient]) => [name, multiply(gradient, factor)]),
    );
  });
}
