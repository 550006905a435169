/** Two samples paired by seed, never by row. */

/** What is common to two samples. */
export interface PairedDifferences<Key> {
  readonly seeds: readonly Key[];
  /** Of a less b, seed by seed. */
  readonly differences: readonly number[];
}

/**
 * Decimals of a difference: 0.869 - 0.867 and 0.8755 - 0.8735, which are a tie, differ after them.
 */
const DECIMALS = 12;

/** a - b, rounded to 12 decimals, so that equal differences are equal numbers. */
export function difference(a: number, b: number): number {
  return Number((a - b).toFixed(DECIMALS));
}

/** The differences a - b over the seeds that both have, in a's order, rounded to 12 decimals. */
export function pairedDifferences<Key>(
  a: ReadonlyMap<Key, number>,
  b: ReadonlyMap<Key, number>,
): PairedDifferences<Key> {
  const seeds = [...a.keys()].filter((seed) => b.has(seed));
  const differences = seeds.map((seed) => difference(a.get(seed)!, b.get(seed)!));
  return { seeds, differences };
}
