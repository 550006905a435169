/** The probability of improvement. */

/**
 * P(A > B) + P(A = B)/2 over all pairs of a run of a and a run of b, whatever their seeds: the
 * share U/(n·m) (Mann and Whitney 1947), as rliable has it (Agarwal et al. 2021); null where one is
 * empty.
 */
export function probabilityOfImprovement(
  a: readonly number[],
  b: readonly number[],
): number | null {
  if (a.length === 0 || b.length === 0) return null;
  let u = 0;
  for (const x of a) {
    for (const y of b) u += x > y ? 1 : x === y ? 1 / 2 : 0;
  }
  return u / (a.length * b.length);
}
