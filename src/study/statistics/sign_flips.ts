/** The exact test behind signed ranks and counts: every sign is as likely as its opposite. */

/**
 * The two-sided p-value of `sum`, a sum of some of the whole `weights`, where each is taken or not
 * with probability 1/2: 2·min(P(S ≤ sum), P(S ≥ sum)), at most 1. Over all 2ⁿ choices, by dynamic
 * programming.
 */
export function signFlipP(weights: readonly number[], sum: number): number {
  const total = weights.reduce((total, weight) => total + weight, 0);
  const probabilities = new Float64Array(total + 1);
  probabilities[0] = 1;
  let reached = 0;
  for (const weight of weights) {
    reached += weight;
    for (let s = reached; s >= 0; s--) {
      probabilities[s] = (probabilities[s]! + (probabilities[s - weight] ?? 0)) / 2;
    }
  }
  const add = (all: number, one: number) => all + one;
  const lower = probabilities.subarray(0, sum + 1).reduce(add, 0);
  const upper = probabilities.subarray(sum).reduce(add, 0);
  return Math.min(1, 2 * Math.min(lower, upper));
}
