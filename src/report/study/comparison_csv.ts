/** The numbers of a comparison as CSV, with all their digits. */
import { AT_EDGE, columnOf } from "../../study/columns.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { formatCsv } from "../../study/csv.ts";
import type { Bootstrap } from "../../study/statistics/bootstrap.ts";
import type { Interval } from "../../study/statistics/conventions.ts";
import type { Value } from "../../study/table.ts";
import { detectableDifference, familyOf } from "./pair_finding.ts";
import type { StudyComparison } from "./study_comparison.ts";

/** Each cell by itself; accuracies are shares. */
export function cellsCsv({ study, factor, places }: StudyComparison): string {
  const tuned = Object.keys(study.nuisance);
  return csv(places.flatMap(({ levels, cells }) =>
    cells.map(({ level, cell }) => ({
      ...inColumns({ [factor]: level, ...levels }),
      ...inColumns(Object.fromEntries(tuned.map((name) => [name, cell[columnOf(name)] as Value]))),
      ...tuned.length > 0 && { [AT_EDGE]: (cell[AT_EDGE] ?? null) as Value },
      runs: cell.runs,
      diverged: cell.diverged,
      untrained: cell.untrained ?? null,
      n: cell.n,
      mean: cell.mean,
      sd: cell.sd,
      sem: cell.sem,
      ...ends("t", cell.t_interval),
      trained_mean: cell.trained_mean ?? null,
      ...ends("trained_t", cell.trained_t_interval ?? null),
      ...ends("bca", bca(cell.bootstrap_mean)),
      ...ends("prediction", cell.prediction_interval),
      median: cell.median,
      iqm: cell.iqm,
      ...ends("iqm_bca", bca(cell.bootstrap_iqm)),
      min: cell.min,
      max: cell.max,
    }))
  ));
}

/** What there is of a pair, besides the values of the other factors. */
const PAIR_COLUMNS = [
  "a",
  "b",
  "n",
  "mean_difference",
  "sd_difference",
  "t_low",
  "t_high",
  "bca_low",
  "bca_high",
  "t",
  "df",
  "p_t",
  "p_t_holm",
  "p_wilcoxon",
  "p_wilcoxon_holm",
  "p_wilcoxon_smallest_possible",
  "p_untrained",
  "d_z",
  "wins_a",
  "ties",
  "wins_b",
  "probability_of_improvement",
  "minimum_detectable_difference",
  "minimum_detectable_difference_holm",
  "seeds_needed",
] as const;

/** Each pair, with a header also where there is none; differences are those of shares, of a less b. */
export function pairsCsv({ others, places, comparison }: StudyComparison): string {
  const family = familyOf(comparison.pairs);
  const rows = places.flatMap(({ levels, pairs }) =>
    pairs.map((pair) => ({
      ...inColumns(levels),
      ...pairRow(pair, family),
    }))
  );
  return csv(rows, [...others.map(columnOf), ...PAIR_COLUMNS]);
}

function pairRow(
  pair: ComparedPair,
  family: number,
): Record<typeof PAIR_COLUMNS[number], Value> {
  return {
    a: pair.a,
    b: pair.b,
    n: pair.n,
    mean_difference: pair.mean_difference,
    sd_difference: pair.sd_difference,
    ...ends("t", pair.t_interval),
    ...ends("bca", bca(pair.bootstrap)),
    t: pair.t,
    df: pair.df,
    p_t: pair.p_t,
    p_t_holm: pair.p_t_holm_all ?? null,
    p_wilcoxon: pair.wilcoxon?.p ?? null,
    p_wilcoxon_holm: pair.p_wilcoxon_holm_all ?? null,
    p_wilcoxon_smallest_possible: pair.wilcoxon?.p_smallest_possible ?? null,
    p_untrained: pair.mcnemar?.p ?? null,
    d_z: pair.d_z,
    wins_a: pair.wins?.a ?? null,
    ties: pair.wins?.ties ?? null,
    wins_b: pair.wins?.b ?? null,
    probability_of_improvement: pair.probability_of_improvement,
    minimum_detectable_difference: pair.minimum_detectable_difference,
    minimum_detectable_difference_holm: detectableDifference(pair, family),
    seeds_needed: pair.seeds_needed,
  };
}

function csv(
  rows: readonly Readonly<Record<string, Value>>[],
  names: readonly string[] = Object.keys(rows[0] ?? {}),
): string {
  return formatCsv(names, rows.map((row) => names.map((name) => row[name]!)));
}

function inColumns(levels: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(levels).map(([name, level]) => [columnOf(name), level]));
}

function ends<Name extends string>(
  name: Name,
  interval: Interval | null,
): Record<`${Name}_low` | `${Name}_high`, number | null> {
  const [low, high] = interval ?? [null, null];
  return { [`${name}_low`]: low, [`${name}_high`]: high } as ReturnType<typeof ends<Name>>;
}

function bca(bootstrap: Bootstrap | null): Interval | null {
  return bootstrap?.bca.interval ?? null;
}
