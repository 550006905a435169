/** How often one is better than the other on the same seed. */

/** Wins seed by seed; null where there is no common seed. */
export interface Wins {
  /** On how many seeds each is better, and on how many neither. */
  readonly wins: { readonly a: number; readonly ties: number; readonly b: number } | null;
  /** The share of seeds on which a is better, ties half. */
  readonly win_rate: number | null;
}

/** Counts wins among paired differences a - b. */
export function winRate(differences: readonly number[]): Wins {
  const n = differences.length;
  if (n === 0) return { wins: null, win_rate: null };
  const a = differences.filter((difference) => difference > 0).length;
  const b = differences.filter((difference) => difference < 0).length;
  const ties = n - a - b;
  return { wins: { a, ties, b }, win_rate: (a + ties / 2) / n };
}
