/** Holm's correction for many tests. */

/**
 * The p-values of a family of tests, adjusted so that any wrong rejection among them is as rare as
 * promised for one (Holm 1979): sorted, times m, m - 1, …, never falling, at most 1. null stays
 * null, and is not counted in m.
 */
export function holm(family: readonly (number | null)[]): (number | null)[] {
  const adjusted: (number | null)[] = family.map(() => null);
  const order = family.keys().filter((i) => family[i] !== null).toArray()
    .sort((i, j) => family[i]! - family[j]!);
  let largest = 0;
  order.forEach((i, place) => {
    largest = Math.max(largest, Math.min(1, family[i]! * (order.length - place)));
    adjusted[i] = largest;
  });
  return adjusted;
}
