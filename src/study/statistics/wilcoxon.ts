/** Wilcoxon's signed-rank test. */
import { midRanks } from "./mid_ranks.ts";
import { normalTail } from "./normal.ts";
import { signFlipP } from "./sign_flips.ts";

/** Up to so many nonzero differences the p-value is exact. */
const MOST_EXACT = 200;

/** What the signs and ranks of paired differences say; null is what is not defined. */
export interface Wilcoxon {
  /** How many differences there are. */
  readonly n: number;
  /** Differences of 0, which are dropped. */
  readonly zeros: number;
  /** The other differences, which are ranked by size. */
  readonly nonzero: number;
  /** Whether some of them are equal in size. */
  readonly ties: boolean;
  /** The sum of the ranks of positive differences. */
  readonly w_plus: number;
  /** The sum of the ranks of negative differences. */
  readonly w_minus: number;
  /**
   * Over all signs of the ranks as they are, ties included; null beyond 200 nonzero differences.
   */
  readonly p_exact: number | null;
  /** By the normal approximation with tie correction. */
  readonly p_normal: number | null;
  /** By the same with continuity correction. */
  readonly p_normal_corrected: number | null;
  /** What to report: `p_exact` or, where there is none, `p_normal_corrected`. */
  readonly p: number | null;
  /** Which of them that is. */
  readonly method: "exact" | "normal approximation";
  /** The least p that so many nonzero differences can give. */
  readonly p_smallest_possible: number;
  /** The effect size: (W⁺ - W⁻)/(W⁺ + W⁻). */
  readonly rank_biserial: number | null;
}

/** The two-sided signed-rank test (Wilcoxon 1945) of paired differences; null for none. */
export function wilcoxon(differences: readonly number[]): Wilcoxon | null {
  if (differences.length === 0) return null;
  const nonzero = differences.filter((difference) => difference !== 0);
  const m = nonzero.length;
  const ranks = midRanks(nonzero.map(Math.abs));
  const total = m * (m + 1) / 2;
  const plus = ranks.reduce((sum, rank, i) => nonzero[i]! > 0 ? sum + rank : sum, 0);
  const exact = m <= MOST_EXACT ? signFlipP(ranks.map((rank) => 2 * rank), 2 * plus) : null;
  const corrected = normalP(ranks, plus, 1 / 2);
  return {
    n: differences.length,
    zeros: differences.length - m,
    nonzero: m,
    ties: new Set(ranks).size < m,
    w_plus: plus,
    w_minus: total - plus,
    p_exact: exact,
    p_normal: normalP(ranks, plus, 0),
    p_normal_corrected: corrected,
    p: exact ?? corrected,
    method: exact === null ? "normal approximation" : "exact",
    p_smallest_possible: Math.min(1, 2 / 2 ** m),
    rank_biserial: m > 0 ? (2 * plus - total) / total : null,
  };
}

/**
 * The p-value of W⁺ as if it were normal; null for no ranks. Ties lower its variance, Σ rank²/4.
 */
function normalP(ranks: readonly number[], plus: number, continuity: number): number | null {
  const m = ranks.length;
  if (m === 0) return null;
  const variance = ranks.reduce((sum, rank) => sum + rank ** 2, 0) / 4;
  const distance = Math.abs(plus - m * (m + 1) / 4);
  return 2 * normalTail(Math.max(0, distance - continuity) / Math.sqrt(variance));
}
