/** Ranks in which equal values share the middle of theirs. */

/** The rank of each value, 1 for the least; equal ones get the mean of the ranks they take up. */
export function midRanks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return values.map((value) => (sorted.indexOf(value) + sorted.lastIndexOf(value)) / 2 + 1);
}
