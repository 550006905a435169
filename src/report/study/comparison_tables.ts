/** The numbers of a comparison, as tables of a report. */
import { AT_EDGE, columnOf } from "../../study/columns.ts";
import type { Bootstrap } from "../../study/statistics/bootstrap.ts";
import type { Interval } from "../../study/statistics/conventions.ts";
import { imanDavenportP } from "../../study/statistics/friedman.ts";
import type { Table } from "../document.ts";
import { BOOTSTRAP_FROM } from "./limits.ts";
import { detectableDifference, familyOf } from "./pair_finding.ts";
import { inPercent, inPoints, probability, span, UNDEFINED } from "./rounding.ts";
import {
  type ComparedPlace,
  inWords,
  type NamedCell,
  type StudyComparison,
  titleOf,
} from "./study_comparison.ts";
import { isMixed } from "./untrained_findings.ts";

/** A column's heading, its alignment, and what it shows. */
type Column<Item> = readonly [heading: string, align: "l" | "r", show: (item: Item) => string];

/** A thing, and where it is compared. */
interface Placed<Item> {
  readonly place: ComparedPlace;
  readonly item: Item;
}

/** Each cell by itself; accuracies in percent. */
export function cellTable({ factor, others, places, study }: StudyComparison): Table {
  const columns: Column<Placed<NamedCell>>[] = [
    ...placeColumns<NamedCell>(others),
    [inWords(factor), "l", ({ item }) => titleOf(factor, item.level)],
    ...Object.keys(study.nuisance).map((name): Column<Placed<NamedCell>> => [
      inWords(name),
      "r",
      ({ item: { cell } }) => {
        const isAtEdge = `${cell[AT_EDGE] ?? ""}`.split(" ").includes(columnOf(name));
        return `${cell[columnOf(name)]}${isAtEdge ? "*" : ""}`;
      },
    ]),
    ["n", "r", ({ item }) => `${item.cell.n}`],
    ["diverged", "r", ({ item }) => `${item.cell.diverged}`],
    ["untrained", "r", ({ item }) => `${item.cell.untrained ?? UNDEFINED}`],
    ["mean, %", "r", ({ item }) => percentOf(item.cell.mean)],
    ["95 % interval", "r", ofOneKind((cell) => span(cell.t_interval, inPercent))],
    ["BCa interval", "r", ofOneKind((cell) => bca(cell.n, cell.bootstrap_mean, inPercent))],
    ["sd", "r", ({ item }) => percentOf(item.cell.sd)],
    ["one new run", "r", ofOneKind((cell) => span(cell.prediction_interval, inPercent))],
    ["median, %", "r", ({ item }) => percentOf(item.cell.median)],
    ["IQM, %", "r", ({ item }) => percentOf(item.cell.iqm)],
  ];
  return table(placed(places, ({ cells }) => cells), columns);
}

/** What is shown of a cell, unless its runs are of two kinds, neither of which an interval describes. */
function ofOneKind(show: (cell: NamedCell["cell"]) => string) {
  return ({ item: { cell } }: Placed<NamedCell>) => isMixed(cell) ? UNDEFINED : show(cell);
}

/** Each pair; differences in percentage points, of the first less the second. */
export function pairTable({ factor, others, places, comparison }: StudyComparison): Table {
  const family = familyOf(comparison.pairs);
  const anyUntrained = comparison.cells.some(({ untrained }) => untrained);
  type Pair = ComparedPlace["pairs"][number];
  const columns: Column<Placed<Pair>>[] = [
    ...placeColumns<Pair>(others),
    ["pair", "l", ({ item: { a, b } }) => `${titleOf(factor, a!)} - ${titleOf(factor, b!)}`],
    ["n", "r", ({ item }) => `${item.n}`],
    ["difference", "r", ({ item }) => pointsOf(item.mean_difference)],
    ["95 % interval", "r", ({ item }) => span(item.t_interval, inPoints)],
    ["BCa interval", "r", ({ item: { n, bootstrap } }) => bca(n, bootstrap, inPoints)],
    ["Holm p, t", "r", ({ item }) => pOf(item.p_t_holm_all)],
    ["Holm p, Wilcoxon", "r", ({ item }) => pOf(item.p_wilcoxon_holm_all)],
    ...!anyUntrained
      ? []
      : [["p, untrained", "r", ({ item }) => pOf(item.mcnemar?.p)] as Column<Placed<Pair>>],
    [
      "wins",
      "r",
      ({ item: { wins } }) => wins === null ? UNDEFINED : `${wins.a}:${wins.ties}:${wins.b}`,
    ],
    ["P(improvement)", "r", ({ item }) => item.probability_of_improvement?.toFixed(2) ?? UNDEFINED],
    ["detectable", "r", ({ item }) => pointsOf(detectableDifference(item, family))],
    ["seeds needed", "r", ({ item }) => `${item.seeds_needed ?? UNDEFINED}`],
  ];
  return table(placed(places, ({ pairs }) => pairs), columns);
}

/** Average ranks, over all blocks and at each place; no rows where nothing can be ranked. */
export function rankTable({ factor, places, comparison }: StudyComparison): Table {
  const all = { name: "all", ranks: comparison.ranks.all };
  const rows = [all, ...places.filter(({ name }) => name !== "")].flatMap(({ name, ranks }) => {
    const friedman = ranks?.friedman ?? null;
    return friedman === null ? [] : [{ name, dropped: ranks!.dropped_blocks.length, friedman }];
  });
  const levels = Object.keys(rows[0]?.friedman.average_ranks ?? {});
  return table(rows, [
    ["where", "l", ({ name }) => name],
    ["blocks", "r", ({ friedman }) => `${friedman.blocks}`],
    ["dropped", "r", ({ dropped }) => `${dropped}`],
    ...levels.map((level): Column<typeof rows[number]> => [
      titleOf(factor, level),
      "r",
      ({ friedman }) => friedman.average_ranks[level]?.toFixed(2) ?? UNDEFINED,
    ]),
    ["p, Friedman", "r", ({ friedman }) => pOf(friedman.p)],
    ["p, Iman-Davenport", "r", ({ friedman }) => pOf(imanDavenportP(friedman))],
    [
      "critical difference",
      "r",
      ({ friedman }) => friedman.critical_difference["0.05"].toFixed(2),
    ],
  ]);
}

/** What each cell was tuned to. */
export function tuningTable({ planned, study }: StudyComparison): Table {
  const tuned = planned.flatMap(({ cell, tuning }) =>
    tuning === undefined ? [] : [{ cell, tuning }]
  );
  type Tuned = typeof tuned[number];
  return table(tuned, [
    ...Object.keys(study.factors).map((name): Column<Tuned> => [
      inWords(name),
      "l",
      ({ cell }) => titleOf(name, cell[name]!),
    ]),
    ...Object.keys(study.nuisance).map((name): Column<Tuned> => [
      `best ${inWords(name)}`,
      "r",
      ({ tuning: { best, atEdge } }) => `${best.levels[name]}${atEdge.includes(name) ? "*" : ""}`,
    ]),
    ["mean validation accuracy, %", "r", ({ tuning }) => inPercent(tuning.validationAccuracy)],
  ]);
}

function table<Item>(items: readonly Item[], columns: readonly Column<Item>[]): Table {
  return {
    kind: "table",
    header: columns.map(([heading]) => heading),
    align: columns.map(([, align]) => align).join(""),
    rows: items.map((item) => columns.map(([, , show]) => show(item))),
  };
}

function placed<Item>(
  places: readonly ComparedPlace[],
  itemsOf: (place: ComparedPlace) => readonly Item[],
): Placed<Item>[] {
  return places.flatMap((place) => itemsOf(place).map((item) => ({ place, item })));
}

function placeColumns<Item>(others: readonly string[]): Column<Placed<Item>>[] {
  return others.map((name) => [
    inWords(name),
    "l",
    ({ place }) => titleOf(name, place.levels[name]!),
  ]);
}

function percentOf(share: number | null): string {
  return share === null ? UNDEFINED : inPercent(share);
}

function pointsOf(difference: number | null): string {
  return difference === null ? UNDEFINED : inPoints(difference);
}

function pOf(p: number | null | undefined): string {
  return p === null || p === undefined ? UNDEFINED : probability(p);
}

function bca(
  n: number,
  bootstrap: Bootstrap | null,
  write: (value: number) => string,
): string {
  const interval: Interval | null = n < BOOTSTRAP_FROM || bootstrap === null
    ? null
    : bootstrap.bca.interval;
  return span(interval, write);
}
