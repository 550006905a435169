/** An interval of a share, such as that of the runs that learned nothing. */
import { ALPHA, type Interval } from "./conventions.ts";
import { solve } from "./solve.ts";

/**
 * The exact 95 % interval of the share that `count` of `n` estimate (Clopper and Pearson 1934): the shares
 * of which neither so many nor so few would be seen in less than 2.5 %. It covers at least 95 %, and has a
 * width also where all are alike; null of none.
 */
export function shareInterval(count: number, n: number): Interval | null {
  if (n === 0) return null;
  const low = count === 0 ? 0 : solve((share) => atLeast(count, n, share), ALPHA / 2);
  const high = count === n ? 1 : solve((share) => atLeast(count + 1, n, share), 1 - ALPHA / 2);
  return [low, high];
}

/** P(X ≥ count) of a binomial X: a sum of terms relative to the largest, which does not underflow. */
function atLeast(count: number, n: number, share: number): number {
  if (share <= 0 || share >= 1) return share <= 0 ? 0 : 1;
  const odds = Math.log(share / (1 - share));
  const logs = [0];
  for (let k = 1; k <= n; k++) logs.push(logs[k - 1]! + Math.log((n - k + 1) / k) + odds);
  const largest = logs.reduce((most, log) => Math.max(most, log));
  const terms = logs.map((log) => Math.exp(log - largest));
  const sum = (some: readonly number[]) => some.reduce((total, term) => total + term, 0);
  return sum(terms.slice(count)) / sum(terms);
}
