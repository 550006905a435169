/** Friedman's test: whether some treatments rank better than others, block by block. */
import { chiSquaredTail } from "./chi_squared.ts";
import { fTail } from "./f_distribution.ts";
import { midRanks } from "./mid_ranks.ts";
import { type Nemenyi, nemenyi } from "./nemenyi.ts";

/** Average ranks and what they say; null is what ranks that are all alike do not define. */
export interface Friedman extends Nemenyi {
  /** How many blocks, N. */
  readonly blocks: number;
  /** How many treatments, k. */
  readonly treatments: number;
  /** By treatment; rank 1 is the highest value of a block. */
  readonly average_ranks: Readonly<Record<string, number>>;
  /** Friedman's χ² with tie correction. */
  readonly chi2: number | null;
  /** As in Demšar 2006, page 11. */
  readonly chi2_without_tie_correction: number;
  /** The degrees of freedom of χ², k - 1. */
  readonly df: number;
  /** The p-value of χ². */
  readonly p: number | null;
  /** The less conservative F of Iman and Davenport (1980); null where all blocks agree entirely. */
  readonly iman_davenport_f: number | null;
  /** Its degrees of freedom, k - 1 and (k - 1)(N - 1). */
  readonly iman_davenport_df: readonly [number, number];
  /** Its p-value. */
  readonly iman_davenport_p: number | null;
  /** Kendall's W, how far the blocks agree: 0 not at all, 1 entirely. */
  readonly kendall_w: number | null;
}

/**
 * Friedman's test (1937) of complete blocks, each with a value of every treatment; ties get
 * mid-ranks. null for fewer than three treatments or two blocks.
 *
 * With A = Σ(Rⱼ - N(k+1)/2)² of the rank sums and B = Σ(r - (k+1)/2)² of all ranks, both exact, the
 * corrected χ² = (k-1)A/B, F = (N-1)χ²/(N(k-1) - χ²) = (N-1)A/(NB - A) and W = A/(NB).
 */
export function friedman(
  blocks: readonly (readonly number[])[],
  treatments: readonly string[],
): Friedman | null {
  const [N, k] = [blocks.length, treatments.length];
  if (k < 3 || N < 2) return null;
  const ranks = blocks.map((values) => midRanks(values.map((value) => -value)));
  const sums = treatments.map((_, j) => ranks.reduce((sum, row) => sum + row[j]!, 0));
  const squares = (list: readonly number[], center: number) =>
    list.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const between = squares(sums, N * (k + 1) / 2);
  const all = squares(ranks.flat(), (k + 1) / 2);
  const df = [k - 1, (k - 1) * (N - 1)] as const;
  const chi2 = all > 0 ? (k - 1) * between / all : null;
  const F = all > 0 && between < N * all ? (N - 1) * between / (N * all - between) : null;
  const averages = sums.map((sum) => sum / N);
  return {
    blocks: N,
    treatments: k,
    average_ranks: Object.fromEntries(treatments.map((name, j) => [name, averages[j]!])),
    chi2,
    chi2_without_tie_correction: 12 * between / (N * k * (k + 1)),
    df: k - 1,
    p: chi2 === null ? null : chiSquaredTail(chi2, k - 1),
    iman_davenport_f: F,
    iman_davenport_df: df,
    iman_davenport_p: F === null ? null : fTail(F, df),
    kendall_w: all > 0 ? between / (N * all) : null,
    ...nemenyi(averages, treatments, N),
  };
}

/** The p-value of F to be shown: where all blocks agree entirely, F is infinite, and it is 0. */
export function imanDavenportP({ kendall_w, iman_davenport_p }: Friedman): number | null {
  return kendall_w === 1 ? 0 : iman_davenport_p;
}
