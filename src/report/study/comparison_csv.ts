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

/** A column of pairs, and what it has of one, whose p-values are adjusted in a family of this size. */
type PairColumn = readonly [name: string, valueOf: (pair: ComparedPair, family: number) => Value];

/** What there is of a pair, besides the values of the other factors. */
const PAIR_COLUMNS: readonly PairColumn[] = [
  ["a", ({ a }) => a],
  ["b", ({ b }) => b],
  ["n", ({ n }) => n],
  ["mean_difference", (pair) => pair.mean_difference],
  ["sd_difference", (pair) => pair.sd_difference],
  ["t_low", ({ t_interval }) => t_interval?.[0] ?? null],
  ["t_high", ({ t_interval }) => t_interval?.[1] ?? null],
  ["bca_low", ({ bootstrap }) => bca(bootstrap)?.[0] ?? null],
  ["bca_high", ({ bootstrap }) => bca(bootstrap)?.[1] ?? null],
  ["t", ({ t }) => t],
  ["df", ({ df }) => df],
  ["p_t", (pair) => pair.p_t],
  ["p_t_holm", (pair) => pair.p_t_holm_all ?? null],
  ["p_wilcoxon", ({ wilcoxon }) => wilcoxon?.p ?? null],
  ["p_wilcoxon_holm", (pair) => pair.p_wilcoxon_holm_all ?? null],
  ["p_wilcoxon_smallest_possible", ({ wilcoxon }) => wilcoxon?.p_smallest_possible ?? null],
  ["p_untrained", ({ mcnemar }) => mcnemar?.p ?? null],
  ["d_z", (pair) => pair.d_z],
  ["wins_a", ({ wins }) => wins?.a ?? null],
  ["ties", ({ wins }) => wins?.ties ?? null],
  ["wins_b", ({ wins }) => wins?.b ?? null],
  ["probability_of_improvement", (pair) => pair.probability_of_improvement],
  ["minimum_detectable_difference", (pair) => pair.minimum_detectable_difference],
  ["minimum_detectable_difference_holm", detectableDifference],
  ["seeds_needed", (pair) => pair.seeds_needed],
];

/** Each pair, with a header also where there is none; differences are those of shares, of a less b. */
export function pairsCsv({ others, places, comparison }: StudyComparison): string {
  const family = familyOf(comparison.pairs);
  const header = [...others.map(columnOf), ...PAIR_COLUMNS.map(([name]) => name)];
  return formatCsv(
    header,
    places.flatMap(({ levels, pairs }) =>
      pairs.map((pair) => [
        ...others.map((name) => levels[name]!),
        ...PAIR_COLUMNS.map(([, valueOf]) => valueOf(pair, family)),
      ])
    ),
  );
}

function csv(rows: readonly Readonly<Record<string, Value>>[]): string {
  const names = Object.keys(rows[0] ?? {});
  return formatCsv(names, rows.map((row) => names.map((name) => row[name]!)));
}

function inColumns(levels: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(levels).map(([name, level]) => [columnOf(name), level]));
}

function ends(name: string, interval: Interval | null): Record<string, number | null> {
  return { [`${name}_low`]: interval?.[0] ?? null, [`${name}_high`]: interval?.[1] ?? null };
}

function bca(bootstrap: Bootstrap | null): Interval | null {
  return bootstrap?.bca.interval ?? null;
}
