/** Two cells of a comparison side by side, paired by seed. */
import type { CellRuns } from "./cells.ts";
import { type Bootstrap, bootstrap } from "./statistics/bootstrap.ts";
import { holm } from "./statistics/holm.ts";
import { pairedDifferences } from "./statistics/pairs.ts";
import { type PairedT, pairedT } from "./statistics/paired_t.ts";
import { minimumDetectableDifference, seedsNeeded } from "./statistics/power.ts";
import { probabilityOfImprovement } from "./statistics/probability_of_improvement.ts";
import { type McNemar, mcnemar } from "./statistics/untrained.ts";
import { type Wilcoxon, wilcoxon } from "./statistics/wilcoxon.ts";
import { winRate, type Wins } from "./statistics/win_rate.ts";
import type { Value } from "./table.ts";

/** Cells a and b at the same value of `by`; differences are a's less b's. */
export interface ComparedPair extends PairedT, Wins {
  /** The column called `by`, by its name. */
  readonly [column: string]: unknown;
  /** The first value of the factor. */
  readonly a: Value;
  /** The second. */
  readonly b: Value;
  /** The seeds that both have finite runs of, in order. */
  readonly seeds: readonly Value[];
  /** How many they are. */
  readonly n: number;
  /** The signed-rank test of the differences; null where there is no common seed. */
  readonly wilcoxon: Wilcoxon | null;
  /** Intervals of the mean difference; computed from two seeds, to be trusted from ten. */
  readonly bootstrap: Bootstrap | null;
  /** The smallest true difference that so many seeds find with power 0.8. */
  readonly minimum_detectable_difference: number | null;
  /** How many seeds would find a difference of this size with power 0.8; null beyond 10,000. */
  readonly seeds_needed: number | null;
  /** Of all runs, not paired. */
  readonly probability_of_improvement: number | null;
  /** Whether one has more untrained runs; absent where chance is unknown. */
  readonly mcnemar?: McNemar;
  /**
   * Adjusted by Holm's method over a family of pairs that ends the key: `all`, or those at the same
   * value of `by`, as in `p_t_holm_depth`.
   */
  readonly [adjusted: `p_${"t" | "wilcoxon"}_holm_${string}`]: number | null;
}

/** All pairs of cells at the same value of `by`, value by value. */
export function comparePairs(
  cells: readonly CellRuns[],
  by: string | undefined,
  chance: number | undefined,
): ComparedPair[] {
  const families = [...Map.groupBy(cells, (cell) => cell.by)].map(([value, members]) => {
    const place = by === undefined ? {} : { [by]: value };
    const pairs = members.flatMap((a, i) =>
      members.slice(i + 1).map((b) => ({ ...place, ...comparePair(a, b, chance) }))
    );
    return by === undefined ? pairs : adjust(pairs, by);
  });
  return adjust(families.flat(), "all");
}

function comparePair(a: CellRuns, b: CellRuns, chance: number | undefined) {
  const { seeds, differences } = pairedDifferences(a.finite, b.finite);
  const n = seeds.length;
  const t = pairedT(differences);
  return {
    a: a.factor,
    b: b.factor,
    seeds,
    n,
    ...t,
    wilcoxon: wilcoxon(differences),
    ...winRate(differences),
    bootstrap: bootstrap(differences, "mean"),
    minimum_detectable_difference: minimumDetectableDifference(n, t.sd_difference),
    seeds_needed: seedsNeeded(t.d_z),
    probability_of_improvement: probabilityOfImprovement(
      [...a.finite.values()],
      [...b.finite.values()],
    ),
    ...chance === undefined ? {} : {
      mcnemar: mcnemar(
        seeds.map((seed) => [a.finite.get(seed)!, b.finite.get(seed)!] as const),
        chance,
      ),
    },
  };
}

/** The pairs with p-values adjusted over them all, as the family of this name. */
function adjust<Pair extends { p_t: number | null; wilcoxon: Wilcoxon | null }>(
  pairs: readonly Pair[],
  family: string,
) {
  const t = holm(pairs.map(({ p_t }) => p_t));
  const signedRank = holm(pairs.map(({ wilcoxon }) => wilcoxon?.p ?? null));
  return pairs.map((pair, i) => ({
    ...pair,
    [`p_t_holm_${family}`]: t[i]!,
    [`p_wilcoxon_holm_${family}`]: signedRank[i]!,
  }));
}
