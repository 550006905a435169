/** The numbers that sum up a tensor's values, computed where the values are. */
import { LabError } from "../errors.ts";
import { divide, square, subtract } from "../tensor/ops/arithmetic.ts";
import { reshape } from "../tensor/ops/broadcast.ts";
import { less, maximum, where } from "../tensor/ops/compare.ts";
import { abs } from "../tensor/ops/math.ts";
import { concat } from "../tensor/ops/movement.ts";
import { max, mean, min } from "../tensor/ops/reductions.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A sample in six numbers. */
export interface Summary {
  /** How many values there are. */
  readonly n: number;
  /** Their mean. */
  readonly mean: number;
  /** The standard deviation of the values themselves (ddof 0). */
  readonly std: number;
  /** The least of them. */
  readonly min: number;
  /** The greatest of them. */
  readonly max: number;
  /** The root of the sum of their squares. */
  readonly l2: number;
}

/** Below it numbers count as 0 on some devices, and cannot be divided by. */
export const SMALLEST_NORMAL = 2 ** -126;

/**
 * Sums up a tensor's values; six numbers come back from the device.
 *
 * The standard deviation takes two passes, so that a large mean does no harm, and squares are of
 * values divided by the largest, so that they neither vanish nor overflow: gradients of a deep
 * network may be 1e-30. Throws `LabError`, naming the values as `what`, when one is not finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, summarize, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { n, min, max, l2 } = await summarize(tensor(device, [3, -4]), "the weights");
 * assert.deepEqual({ n, min, max, l2 }, { n: 2, min: -4, max: 3, l2: 5 });
 * device.close();
 * ```
 */
export async function summarize(x: Tensor, what: string): Promise<Summary> {
  using parts = summaryNumbers(x);
  const summary = asSummary(await parts.data(), x.size);
  const { min, max } = summary;
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    throw new LabError(`${what} reach from ${min} to ${max}; only finite values can be analysed`);
  }
  return summary;
}

/** What `asSummary` makes a summary of, five numbers that are still on the device. */
export function summaryNumbers(x: Tensor): Tensor {
  return scope(() => {
    const low = min(x), high = max(x), largest = maximum(abs(low), abs(high));
    const scale = where(less(largest, SMALLEST_NORMAL), 1, largest);
    const scaled = divide(x, scale);
    const average = mean(scaled);
    const variance = mean(square(subtract(scaled, average)));
    const numbers = [low, high, scale, average, variance];
    return concat(numbers.map((number) => reshape(number, [1])));
  });
}

/** The summary of `n` values; if one of them is not finite, neither is what it would be part of. */
export function asSummary(numbers: ArrayLike<number>, n: number): Summary {
  const [low, high, scale, average, variance] = Array.from(numbers) as Five;
  return {
    n,
    mean: average * scale,
    std: Math.sqrt(variance) * scale,
    min: low,
    max: high,
    l2: Math.sqrt((variance + average ** 2) * n) * scale,
  };
}

type Five = [number, number, number, number, number];
