/** The figure of a study's runs: each seed as a point, beside the mean and its interval. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { requireFinite, requireNonEmpty } from "./check.ts";
import type { Row } from "./data.ts";
import { min } from "./dependencies.ts";
import type { Figure } from "./figure.ts";
import { edgePoints, GREY } from "./marks/edge_points.ts";
import { edgeNote } from "./marks/edge_note.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import { points } from "./marks/points.ts";
import { rule } from "./marks/rule.ts";
import { requireColor } from "./palette.ts";
import type { Panel } from "./plot.ts";
import type { Axis } from "./scales.ts";
import {
  DIVERGED,
  type Ends,
  failedRuns,
  requireEnds,
  studyPanels,
  UNTRAINED,
} from "./study_panels.ts";

/** A run, a point of the figure. */
export interface SeedRun {
  /** What it is paired with runs of other cells by. */
  readonly seed: number | string;
  /** What it reached; null where it diverged. */
  readonly value: number | null;
  /** Whether it has learned nothing. Default: no. */
  readonly untrained?: boolean;
}

/** The runs that differ in nothing but their seed. */
export interface SeedsCell {
  /** What stands below them. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** Of all runs that did not diverge, untrained ones included; null of none. */
  readonly mean: number | null;
  /** An interval of the mean. */
  readonly interval: Ends;
  /** One a seed. */
  readonly runs: readonly SeedRun[];
}

/** Cells side by side, in their order. */
export interface SeedsPanel {
  /** What stands above them. */
  readonly title?: string;
  /** From left to right. */
  readonly cells: readonly SeedsCell[];
}

/** A run that learned something. */
const TRAINED = "trained";

/** How far the runs and their mean stand from the middle of the cell. */
const ASIDE = 0.14;

/** What the lower edge's markers take, in parts of the range of the others. */
const ROOM = 0.08;

/**
 * Draws, for each cell, every run as a point and beside them the mean with its interval; thin lines join
 * runs of one seed. The axis spans the cells of which no run is untrained, or, without any, the runs that
 * learned something. What is below it stands on the lower edge: runs as circles, open ones where they are
 * untrained, means as triangles, and runs that diverged as crosses. Where the mean of a cell is there, and
 * runs that learned something, words say how many of each there are, and what those reached.
 * Throws `UsageError` for no panels, cells or runs, for a seed twice in a cell, and for numbers that
 * aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { seedsFigure } from "@activation-lab/activation-lab";
 *
 * const relu = [{ seed: 0, value: 0.88 }, { seed: 1, value: 0.89 }];
 * const elu = [{ seed: 0, value: 0.885 }, { seed: 1, value: null }]; // it diverged
 * const figure = seedsFigure({
 *   metric: { label: "Test accuracy", percent: true },
 *   panels: [{
 *     cells: [
 *       { name: "ReLU", color: 2, mean: 0.885, interval: [0.82, 0.95], runs: relu },
 *       { name: "ELU", color: 4, mean: 0.885, interval: null, runs: elu },
 *     ],
 *   }],
 * });
 * assert.equal(figure.data.rows[4]!.outcome, "diverged");
 * ```
 */
export function seedsFigure(
  { heading, metric = {}, panels }: {
    readonly heading?: string;
    /** The vertical axis. */
    readonly metric?: Axis;
    readonly panels: readonly SeedsPanel[];
  },
): Figure {
  requireNonEmpty(panels, "the list of panels");
  for (const { cells } of panels) {
    requireNonEmpty(cells, "the list of cells");
    cells.forEach(requireCell);
  }
  const low = lowestOf(panels.flatMap(({ cells }) => cells));
  const foot = roomBelow(panels.flatMap(({ cells }) => cells), low);
  const drawn = panels.map(({ title, cells }): Panel => ({
    ...(title !== undefined && { title }),
    x: { categories: cells.map(({ name }) => name) },
    y: metric,
    marks: [
      ...joined(cells, low),
      ...cells.flatMap((cell, i) => noteBelow(cell, i, low, metric.percent)),
      ...cells.flatMap((cell, i) => cellMarks(cell, i, low)),
      foot,
    ].map((mark, i) => ({ ...mark, data: i === 0 ? cells.flatMap(rowsOf) : [] })),
  }));
  return studyPanels(drawn, heading);
}

/**
 * What the axis begins at. A cell that learns only now and then is on another scale also where it does:
 * beside it, differences between the others could not be seen.
 */
function lowestOf(cells: readonly SeedsCell[]): number {
  const whole = cells.filter(({ runs }) => !runs.some(({ untrained }) => untrained));
  const trained = (whole.length > 0 ? whole : cells).flatMap(({ runs }) =>
    runs.flatMap(({ value, untrained }) => untrained ? [] : value ?? [])
  );
  return min([...trained, ...whole.flatMap(({ interval }) => interval ?? [])]) ?? -Infinity;
}

/** Keeps the lowest points off the markers on the lower edge, where there are any. */
function roomBelow(cells: readonly SeedsCell[], low: number): Mark {
  const values = cells.flatMap(({ runs }) => runs.map(({ value }) => value ?? -Infinity));
  const below = values.some((value) => value < low || value === -Infinity);
  const range = Math.max(...values) - low;
  const y = below && Number.isFinite(range) ? [low - ROOM * range] : [];
  return { data: [], extent: { x: [], y }, render: () => [] };
}

/** Thin lines between neighbouring cells' runs of one seed, which end where one is not on the axes. */
function joined(cells: readonly SeedsCell[], low: number): Mark[] {
  const seeds = new Set(cells.flatMap(({ runs }) => runs.map(({ seed }) => seed)));
  return [...seeds].flatMap((name) => {
    const values = cells.map(({ runs }) => runs.find(({ seed }) => seed === name)?.value ?? NaN);
    return values.flatMap((value, i) => {
      const next = values[i + 1] ?? NaN;
      if (!(value >= low && next >= low)) return [];
      const ends = { x: [i - ASIDE, i + 1 - ASIDE], y: [value, next] };
      return line(ends, { color: GREY, width: 0.35 });
    });
  });
}

/** A cell's marks around `i`. */
function cellMarks(
  { color, mean, interval, runs }: SeedsCell,
  i: number,
  low: number,
): Mark[] {
  const beside = i + ASIDE;
  const marks: Mark[] = [false, true].flatMap((open) => {
    const y = runs.flatMap(({ value, untrained = false }) =>
      value !== null && value >= low && untrained === open ? value : []
    );
    const label = open ? UNTRAINED : undefined;
    return y.length > 0 ? points({ x: y.map(() => i - ASIDE), y }, { color, open, label }) : [];
  });
  const below = runs.filter(({ value }) => value === null || value < low).map(outcomeOf).sort();
  for (const outcome of new Set(below)) {
    const x = spread(i - ASIDE, below.length).filter((_, k) => below[k] === outcome);
    const look = { color, marker: "circle", label: "trained, below the axis" } as const;
    marks.push(outcome === TRAINED ? edgePoints(x, look) : failedRuns(outcome, x, color));
  }
  if (mean === null) return marks;
  if (mean < low) {
    const look = { color, marker: "triangle-down", label: "mean, below the axis" } as const;
    return [...marks, edgePoints([i + 0.4], look)];
  }
  if (interval) {
    const [from, to] = interval;
    // A lower end that untrained runs pull down does not stretch the axis.
    const extent = { x: [beside], y: [Math.max(from, low), to] };
    marks.push({ ...rule({ x: beside, from, to }), extent });
  }
  return [...marks, points({ x: [beside], y: [mean] }, { color, marker: "square" })];
}

/**
 * What lies on the lower edge, if some of it learned something and the mean is there as well, in whose
 * place the words stand: "13 untrained, 7 at 18% to 81%".
 */
function noteBelow({ runs, mean }: SeedsCell, i: number, low: number, percent = false): Mark[] {
  const below = runs.filter(({ value }) => value === null || value < low);
  const counts = Map.groupBy(below, outcomeOf);
  const values = (counts.get(TRAINED) ?? []).map(({ value }) => value!);
  if (values.length === 0 || mean === null || mean >= low) return [];
  const written = (value: number) =>
    percent ? `${Math.round(100 * value)}%` : `${Number(value.toPrecision(2))}`;
  const ends = [Math.min(...values), Math.max(...values)].map(written);
  const lost = ([UNTRAINED, DIVERGED] as const).flatMap((outcome) =>
    counts.has(outcome) ? `${counts.get(outcome)!.length} ${outcome}` : []
  );
  const words = [...lost, `${values.length} at ${[...new Set(ends)].join(" to ")}`].join(", ");
  return [edgeNote(i + ASIDE, words)];
}

/** What became of a run, as tables name it. */
function outcomeOf({ value, untrained }: SeedRun) {
  return value === null ? DIVERGED : untrained ? UNTRAINED : TRAINED;
}

/** Places beside each other around a middle, closer where there are many. */
function spread(middle: number, count: number): number[] {
  const step = Math.min(0.12, 0.5 / count);
  return Array.from({ length: count }, (_, k) => middle + (k - (count - 1) / 2) * step);
}

/** One row a run, then one for their mean. */
function rowsOf({ name: cell, runs, mean, interval }: SeedsCell): Row[] {
  return [
    ...runs.map((run): Row => ({
      cell,
      seed: run.seed,
      ...(run.value !== null && { value: run.value }),
      outcome: outcomeOf(run),
    })),
    {
      cell,
      ...(mean !== null && { mean }),
      ...(interval && { low: interval[0], high: interval[1] }),
    },
  ];
}

function requireCell({ name, color, mean, interval, runs }: SeedsCell): void {
  requireColor(color);
  requireNonEmpty(runs, `the runs of ${name}`);
  requireFinite(runs.flatMap(({ value }) => value ?? []), name);
  if (mean !== null) requireFinite([mean], `${name}, mean`);
  requireEnds(interval, name);
  const seeds = runs.map(({ seed }) => seed);
  const twice = seeds.find((seed, i) => seeds.indexOf(seed) < i);
  if (twice !== undefined) {
    throw new UsageError(`${name}: expected each seed once, got ${inspect(twice)} twice`);
  }
}
