/** The interquartile mean. */
import { mean } from "./moments.ts";

/**
 * The mean of what is left when ⌊n/4⌋ values are dropped from each end, of at least one value, as
 * rliable has it (Agarwal et al. 2021, arXiv 2108.13264): fractions weigh nothing, n < 4 drops
 * none.
 */
export function interquartileMean(values: ArrayLike<number>): number {
  const sorted = new Float64Array(values).sort();
  const dropped = Math.floor(sorted.length / 4);
  return mean(sorted.subarray(dropped, sorted.length - dropped));
}
