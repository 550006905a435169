/** The numbers to normalise a data set by that are its own. */
import { DataError } from "./data_error.ts";
import type { Normalization } from "./datasets.ts";

/**
 * Mean and standard deviation of bytes as shares of 255, over all of them (ddof 0).
 *
 * The sums are whole numbers and exact, so that the result depends on no order; each number is rounded
 * where it is divided, and the deviation at its root. Throws `DataError`, naming `owner`, if all bytes
 * are the same.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const { mean, deviation } = standardNormalization(Uint8Array.of(0, 255, 255, 0), "two images");
 * assert.deepEqual([mean, deviation], [0.5, 0.5]);
 * ```
 */
export function standardNormalization(bytes: Uint8Array, owner: string): Normalization {
  const counts = new Float64Array(256);
  for (const byte of bytes) counts[byte]!++;
  let sum = 0, squares = 0;
  counts.forEach((count, byte) => {
    sum += count * byte;
    squares += count * byte * byte;
  });
  // n² times the variance: a difference of large numbers, which float64 would round.
  const scatter = Number(BigInt(bytes.length) * BigInt(squares) - BigInt(sum) ** 2n);
  if (scatter === 0) {
    throw new DataError(
      `all pixels of ${owner} are ${bytes[0]}, so that they have no deviation to be divided by`,
    );
  }
  const scale = bytes.length * 255;
  return { mean: sum / scale, deviation: Math.sqrt(scatter) / scale };
}
