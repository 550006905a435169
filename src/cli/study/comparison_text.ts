/** A comparison of runs as tables that a person reads: cells, then pairs, then ranks. */
import { AT_EDGE } from "../../study/columns.ts";
import type { Comparison } from "../../study/compare.ts";
import type { ComparedPair } from "../../study/compare_pairs.ts";
import type { ComparedRanks } from "../../study/compare_ranks.ts";
import type { Bootstrap } from "../../study/statistics/bootstrap.ts";
import type { Interval } from "../../study/statistics/conventions.ts";
import { type Friedman, imanDavenportP } from "../../study/statistics/friedman.ts";
import { holm } from "../../study/statistics/holm.ts";
import type { Columns } from "../../study/table.ts";
import { type Column, textTable } from "../text_table.ts";

/** From so many runs on, a bootstrap interval is wide enough to be shown. */
const BOOTSTRAP_FROM = 10;

/** What is not defined. */
const UNDEFINED = "-";

/**
 * The comparison in tables; what columns mean, and what so few runs cannot tell, is said below. The columns
 * of `settings` are shown with each cell.
 */
export function comparisonText(
  comparison: Comparison,
  columns: Columns,
  settings: readonly string[] = [],
): string {
  const { factor, by, pair, metric, where = {} } = columns;
  const chosen = Object.entries(where).map(([column, value]) => `, ${column} ${value}`).join("");
  return [
    [`${metric} by ${factor}${
      by === undefined ? "" : ` at each ${by}`
    }${chosen}, paired by ${pair}`],
    cellLines(comparison, columns, settings),
    pairLines(comparison, columns),
    rankLines(comparison, columns),
    ...by === undefined ? [] : [acrossLines(comparison, factor, by)],
  ].map((lines) => lines.join("\n")).join("\n\n");
}

function cellLines(
  { cells }: Comparison,
  { factor, by }: Columns,
  settings: readonly string[],
): string[] {
  const number = numberFormat(cells.map(({ mean }) => mean));
  const knowsChance = cells.some(({ untrained }) => untrained !== undefined);
  const total = (count: (cell: typeof cells[number]) => number) =>
    cells.reduce((sum, cell) => sum + count(cell), 0);
  return [
    `Cells: ${total(({ runs }) => runs)} runs, of which ${total(({ diverged }) => diverged)} ` +
    "diverged and enter no number",
    ...textTable(cells, [
      ...columnOf<typeof cells[number]>(factor),
      ...columnOf<typeof cells[number]>(by),
      ...settings.flatMap((column) => columnOf<typeof cells[number]>(column)),
      ["n", ({ n }) => `${n}`],
      ["diverged", ({ diverged }) => `${diverged}`],
      ...knowsChance
        ? [["untrained", ({ untrained }) => `${untrained}`] as Column<typeof cells[number]>]
        : [],
      ["mean", ({ mean }) => number(mean)],
      ["95 % interval", ({ t_interval }) => span(t_interval, number)],
      ["BCa", ({ n, bootstrap_mean }) => span(bcaFrom(n, bootstrap_mean), number)],
      ["sd", ({ sd }) => number(sd)],
      ["one new run", ({ prediction_interval }) => span(prediction_interval, number)],
      ["median", ({ median }) => number(median)],
      ["IQM", ({ iqm }) => number(iqm)],
    ]),
    `95 % intervals: of the mean, by Student's t and, from ${BOOTSTRAP_FROM} runs on, by BCa ` +
    "bootstrap; and for one new run",
    `${UNDEFINED}: not defined by so few or so equal runs`,
    ...knowsChance ? untrainedLines(cells) : [],
    ...unsettledLines(cells, columnNames(factor, by)),
  ];
}

/** What untrained runs are, and where they make a mean misleading. */
function untrainedLines(cells: Comparison["cells"]): string[] {
  const mixed =
    cells.filter(({ untrained_share: share }) => share && 0 < share && share < 1).length;
  return [
    "untrained: runs that are less than 1.5 times as good as guessing",
    ...mixed === 0 ? [] : [
      `${mixed} of ${cells.length} cells ${
        mixed === 1 ? "has" : "have"
      } trained and untrained runs: ` +
      `${mixed === 1 ? "its" : "their"} mean misleads, for it describes neither`,
    ],
  ];
}

/** Cells whose tuning chose the least or the greatest of the values tried, by what was tuned. */
function unsettledLines(cells: Comparison["cells"], names: readonly string[]): string[] {
  const unsettled = Map.groupBy(cells, (cell) => cell[AT_EDGE]);
  return [...unsettled].filter(([columns]) => typeof columns === "string").map(
    ([columns, members]) =>
      `not settled: the best ${columns} of ` +
      `${
        members.map((cell) => names.map((name) => cell[name]).join(" ")).join(", ")
      } is at the edge ` +
      "of the values tried; a better one may lie beyond",
  );
}

function columnNames(factor: string, by: string | undefined): string[] {
  return by === undefined ? [factor] : [factor, by];
}

function pairLines({ pairs, alpha, power }: Comparison, { factor, by, pair }: Columns): string[] {
  if (pairs.length === 0) return [`Pairs: none; they take two values of ${factor}`];
  const number = numberFormat(pairs.map(({ mean_difference }) => mean_difference));
  const all = pairs.length;
  const knowsChance = pairs.some(({ mcnemar }) => mcnemar !== undefined);
  const approximate = pairs.some(({ wilcoxon }) => wilcoxon?.method === "normal approximation");
  return [
    `Pairs: ${all}, differences on the same ${pair}`,
    ...textTable(pairs, [
      ...columnOf<ComparedPair>(by),
      ["pair", ({ a, b }) => `${a} - ${b}`],
      ["n", ({ n }) => `${n}`],
      ["difference", ({ mean_difference }) => number(mean_difference)],
      ["95 % interval", ({ t_interval }) => span(t_interval, number)],
      ["BCa", ({ n, bootstrap }) => span(bcaFrom(n, bootstrap), number)],
      ["p (t)", ({ p_t_holm_all: p }) => probability(p!)],
      ["p (Wilcoxon)", ({ p_wilcoxon_holm_all: p }) => probability(p!)],
      ...knowsChance
        ? [["p (untrained)", ({ mcnemar }) => probability(mcnemar!.p)] as Column<ComparedPair>]
        : [],
      ["wins", ({ wins }) => wins === null ? UNDEFINED : `${wins.a}:${wins.ties}:${wins.b}`],
      ["P(improvement)", ({ probability_of_improvement: p }) => p?.toFixed(2) ?? UNDEFINED],
      ["detectable", ({ minimum_detectable_difference: d }) => number(d)],
      ["seeds needed", ({ seeds_needed }) => `${seeds_needed ?? UNDEFINED}`],
    ]),
    (all === 1
      ? "p: of one pair, so not adjusted"
      : `p: adjusted by Holm's method over all ${all} pairs`) +
    (by === undefined || all === 1 ? "" : ` (--json also has those over the pairs of each ${by})`) +
    `; Wilcoxon's is ${approximate ? "approximate beyond 200 differences, else exact" : "exact"}`,
    ...knowsChance
      ? ["p (untrained): McNemar's exact test of whether one has more untrained runs, not adjusted"]
      : [],
    "wins: the first is better, neither, the second is better",
    `detectable: the smallest true difference that so many seeds find, at ${alpha} before Holm, ` +
    `with power ${power}; seeds needed: for a difference as large as this one, up to 10,000`,
    ...untold(pairs, alpha),
  ];
}

/** What the sample cannot tell. */
function untold(pairs: readonly ComparedPair[], alpha: number): string[] {
  const least = holm(pairs.map(({ wilcoxon }) => wilcoxon?.p_smallest_possible ?? null));
  const tooFew = least.filter((p) => p !== null && p > alpha).length;
  const untested = pairs.filter(({ p_t }) => p_t === null).length;
  return [
    ...tooFew === 0 ? [] : [
      `Wilcoxon's test cannot find a difference in ${tooFew} of ${pairs.length} pairs: ` +
      `with so few seeds, no adjusted p is below ${alpha}`,
    ],
    ...untested === 0 ? [] : [
      `the t-test tells nothing about ${untested} of ${pairs.length} pairs: ` +
      "they have fewer than two differences, or all are equal",
    ],
  ];
}

function rankLines({ ranks }: Comparison, { factor, by, pair }: Columns): string[] {
  const rankings = Object.entries(ranks).flatMap(rankingsOf);
  const names = new Set(
    rankings.flatMap(({ friedman }) => Object.keys(friedman?.average_ranks ?? {})),
  );
  return [
    `Ranks: 1 is the best; a block is one ${
      by === undefined ? "" : `${by} and one `
    }${pair}, dropped ` +
    "where a run is missing or diverged",
    ...textTable(rankings, [
      ["blocks of", ({ blocksOf }) => blocksOf],
      ["n", ({ friedman }) => `${friedman?.blocks ?? UNDEFINED}`],
      ["dropped", ({ dropped }) => `${dropped}`],
      ...[...names].map((name): Column<Ranking> => [
        name,
        ({ friedman }) => friedman?.average_ranks[name]?.toFixed(2) ?? UNDEFINED,
      ]),
      ["p (Friedman)", ({ friedman }) => probability(friedman?.p ?? null)],
      [
        "p (Iman-Davenport)",
        ({ friedman }) => probability(friedman ? imanDavenportP(friedman) : null),
      ],
      [
        "critical difference",
        ({ friedman }) => friedman?.critical_difference["0.05"].toFixed(2) ?? UNDEFINED,
      ],
      [
        "not different at 0.05",
        ({ friedman }) =>
          friedman?.groups_not_different["0.05"].map((group) => group.join(" ")).join(", ") ||
          UNDEFINED,
      ],
    ]),
    ...ranks.all!.friedman !== null ? [] : [
      `${UNDEFINED}: ranks take three values of ${factor}, and two blocks that have a run of each`,
    ],
  ];
}

/** A line of the table of ranks. */
interface Ranking {
  readonly blocksOf: string;
  readonly dropped: number;
  readonly friedman: Friedman | null;
}

/** Of these blocks, without those where a run diverged and, if there are any, with them. */
function rankingsOf([blocksOf, ranks]: [string, ComparedRanks]): Ranking[] {
  const dropped = ranks.dropped_blocks.length;
  const missing = ranks.dropped_blocks_diverged_as_worst.length;
  const finite = { blocksOf, dropped, friedman: ranks.friedman };
  if (missing === dropped) return [finite];
  const friedman = ranks.friedman_diverged_as_worst;
  return [finite, { blocksOf: `${blocksOf}, diverged last`, dropped: missing, friedman }];
}

function acrossLines(comparison: Comparison, factor: string, by: string): string[] {
  const rows = comparison[`across_${by}s`]![`${factor}s`]!;
  const number = numberFormat(rows.map((row) => row.iqm as number));
  return [
    `Across all ${by}s: those with two runs at each`,
    ...textTable(rows, [
      ...columnOf<typeof rows[number]>(factor),
      ["n", ({ n }) => `${n}`],
      [`mean of ${by} means`, (row) => number(row[`mean_of_${by}_means`] as number)],
      ["IQM", ({ iqm }) => number(iqm as number)],
    ]),
  ];
}

function columnOf<Item extends { readonly [column: string]: unknown }>(
  name: string | undefined,
): Column<Item>[] {
  return name === undefined ? [] : [[name, (item) => `${item[name]}`]];
}

/** Numbers with the same decimals: five significant digits of the largest. */
function numberFormat(values: readonly (number | null)[]): (value: number | null) => string {
  const largest = Math.max(...values.map((value) => Math.abs(value ?? 0)), 1e-6);
  const decimals = Math.min(Math.max(0, 4 - Math.floor(Math.log10(largest))), 8);
  return (value) => value?.toFixed(decimals) ?? UNDEFINED;
}

function span(interval: Interval | null, number: (value: number) => string): string {
  return interval?.map(number).join(" to ") ?? UNDEFINED;
}

function bcaFrom(n: number, bootstrap: Bootstrap | null): Interval | null {
  return n < BOOTSTRAP_FROM || bootstrap === null ? null : bootstrap.bca.interval;
}

function probability(p: number | null): string {
  return p === null ? UNDEFINED : p < 0.0001 ? "<0.0001" : p.toFixed(4);
}
