/** The figure of a factor whose values are numbers: the mean of each cell over them, in a band. */

import { requireFinite, requireNonEmpty } from "./check.ts";
import type { Row } from "./data.ts";
import type { Figure } from "./figure.ts";
import { band } from "./marks/band.ts";
import { edgePoints } from "./marks/edge_points.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import { points } from "./marks/points.ts";
import { rule } from "./marks/rule.ts";
import { requireColor } from "./palette.ts";
import type { Panel } from "./plot.ts";
import type { Axis } from "./scales.ts";
import { ALL_DIVERGED, type Ends, requireEnds, SOME_FAILED, studyPanels } from "./study_panels.ts";

/** The runs at one value of the factor. */
export interface FactorLevel {
  /** The value. */
  readonly x: number;
  /** The mean of all runs that did not diverge; null where all did. */
  readonly mean: number | null;
  /** An interval of the mean. */
  readonly interval: Ends;
  /** How many runs learned nothing. Default: 0. */
  readonly untrained?: number;
  /** How many runs diverged. Default: 0. */
  readonly diverged?: number;
}

/** A line of the figure. */
export interface FactorSeries {
  /** What the legend calls it. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** In the order of the factor's values. */
  readonly levels: readonly FactorLevel[];
}

/** Lines in one panel. */
export interface FactorPanel {
  /** What stands above them. */
  readonly title?: string;
  /** One over the other. */
  readonly series: readonly FactorSeries[];
}

/** The distance of crosses on the lower edge, at a font size of 12. */
const CROSSES_APART = 6;

/**
 * Draws each series' means as a line over the factor's values, in the band of their intervals. Where
 * runs learned nothing or diverged, the marker has a larger one around it; where all diverged, the
 * line is broken, and a cross stands on the lower edge. Throws `UsageError` for no panels, series or
 * levels, numbers that aren't finite, and, on a logarithmic axis, numbers that aren't above 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { factorFigure } from "@activation-lab/activation-lab";
 *
 * const levels = [
 *   { x: 0.01, mean: 0.87, interval: [0.86, 0.88] as const },
 *   { x: 0.1, mean: 0.85, interval: [0.82, 0.88] as const, untrained: 1 },
 *   { x: 1, mean: null, interval: null, diverged: 10 },
 * ];
 * const figure = factorFigure({
 *   factor: { label: "Learning rate", log: true },
 *   metric: { label: "Test accuracy" },
 *   panels: [{ series: [{ name: "ReLU", color: 2, levels }] }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function factorFigure(
  { heading, factor, metric = {}, panels }: {
    readonly heading?: string;
    /** The horizontal axis. */
    readonly factor: Axis;
    /** The vertical axis. */
    readonly metric?: Axis;
    readonly panels: readonly FactorPanel[];
  },
): Figure {
  requireNonEmpty(panels, "the list of panels");
  const drawn = panels.map(({ title, series }): Panel => {
    requireNonEmpty(series, "the list of series");
    series.forEach(requireSeries);
    const lost = series.filter(({ levels }) => levels.some(({ mean }) => mean === null));
    const aside = (one: FactorSeries) =>
      (lost.indexOf(one) - (lost.length - 1) / 2) * CROSSES_APART;
    const marks = [
      ...series.flatMap(bandsOf),
      ...series.flatMap(linesOf),
      ...series.flatMap((one) => failedOf(one, aside(one))),
    ];
    const data = series.flatMap((one) => one.levels.map((level) => rowOf(one, level)));
    return {
      ...(title !== undefined && { title }),
      x: { ticks: valuesOf(series), ...factor },
      y: metric,
      marks: marks.map((mark, i) => ({ ...mark, data: i === 0 ? data : [] })),
    };
  });
  return studyPanels(drawn, heading, { shareX: true });
}

/** The factor's values, increasing. */
function valuesOf(series: readonly FactorSeries[]): number[] {
  const values = series.flatMap(({ levels }) => levels.map(({ x }) => x));
  return [...new Set(values)].sort((a, b) => a - b);
}

function bandsOf({ levels, color }: FactorSeries): Mark[] {
  return stretches(levels, ({ interval }) => interval).map(({ x, values }) => {
    const low = values.map(([low]) => low), high = values.map(([, high]) => high);
    return x.length === 1
      ? rule({ x: x[0]!, from: low[0]!, to: high[0]! }, { color })
      : band({ x, low, high }, { color });
  });
}

function linesOf({ name, levels, color }: FactorSeries): Mark[] {
  return stretches(levels, ({ mean }) => mean).map(({ x, values }, i) =>
    line({ x, y: values }, { color, marker: true, label: i === 0 ? name : undefined })
  );
}

/** The open markers and the crosses of a series. */
function failedOf(
  { levels, color }: FactorSeries,
  aside: number,
): Mark[] {
  const some = levels.flatMap(({ x, mean, untrained = 0, diverged = 0 }) =>
    mean !== null && untrained + diverged > 0 ? { x, y: mean } : []
  );
  const open = { x: some.map(({ x }) => x), y: some.map(({ y }) => y) };
  const none = levels.filter(({ mean }) => mean === null).map(({ x }) => x);
  return [
    ...(some.length > 0 ? [points(open, { color, open: true, label: SOME_FAILED })] : []),
    ...(none.length > 0
      ? [edgePoints(none, { color, marker: "cross", aside, label: ALL_DIVERGED })]
      : []),
  ];
}

function requireSeries({ name, color, levels }: FactorSeries): void {
  requireColor(color);
  requireNonEmpty(levels, `the levels of ${name}`);
  requireFinite(levels.map(({ x }) => x), `${name}, places`);
  requireFinite(levels.flatMap(({ mean }) => mean ?? []), name);
  for (const { interval } of levels) requireEnds(interval, name);
}

/** The longest stretches of neighbouring levels that have a value. */
function stretches<Value>(
  levels: readonly FactorLevel[],
  valueOf: (level: FactorLevel) => Value | null,
): { x: number[]; values: Value[] }[] {
  const found: { x: number[]; values: Value[] }[] = [];
  let last: { x: number[]; values: Value[] } | undefined;
  for (const level of levels) {
    const value = valueOf(level);
    if (value === null) {
      last = undefined;
      continue;
    }
    if (!last) found.push(last = { x: [], values: [] });
    last.x.push(level.x);
    last.values.push(value);
  }
  return found;
}

function rowOf(
  { name }: FactorSeries,
  { x, mean, interval, untrained = 0, diverged = 0 }: FactorLevel,
): Row {
  return {
    series: name,
    x,
    ...(mean !== null && { mean }),
    ...(interval && { low: interval[0], high: interval[1] }),
    untrained,
    diverged,
  };
}
