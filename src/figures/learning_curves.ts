/** The figure of learning curves over seeds: the mean of each cell by epoch, in a band. */

import { requireNonEmpty } from "./check.ts";
import { min } from "./dependencies.ts";
import type { Figure } from "./figure.ts";
import { band } from "./marks/band.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import { points } from "./marks/points.ts";
import { rule } from "./marks/rule.ts";
import type { Panel } from "./plot.ts";
import type { Axis } from "./scales.ts";
import { failedRuns, studyPanels } from "./study_panels.ts";

/** The runs of one cell, by epoch, from the first on. */
export interface LearningCurve {
  /** The cell's, in the legend. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** Of the runs that learned something; empty of none, and where each is drawn for itself. */
  readonly mean: readonly number[];
  /** Around the mean, at as many epochs; empty where there is no interval. */
  readonly low: readonly number[];
  /** Likewise. */
  readonly high: readonly number[];
  /** Runs that learned something, each for itself: of a cell of two kinds a mean is of neither. */
  readonly runs?: readonly (readonly number[])[];
  /** The runs that came to nothing, likewise. */
  readonly failed?: readonly FailedCurve[];
}

/** A run that learned nothing, or diverged. */
export interface FailedCurve {
  /** Which of the two. */
  readonly outcome: "untrained" | "diverged";
  /** Epoch by epoch, as far as it came. */
  readonly values: readonly number[];
}

/** Curves in one panel. */
export interface LearningCurvesPanel {
  /** What stands above them. */
  readonly title?: string;
  /** One a cell. */
  readonly curves: readonly LearningCurve[];
}

/** The distance of markers of one epoch on the lower edge, at a font size of 12. */
const MARKERS_APART = 3;

/**
 * Draws each cell's mean as a line in its band, single runs as thin lines that end in the cell's
 * marker, and runs that came to nothing as dotted lines, which end in an open circle where they learned
 * nothing, and in a cross where they diverged. The axis spans all but these: what ends below has its
 * marker on the lower edge. Throws `UsageError` for no panels or curves, for a cell without any epoch,
 * for a band of other epochs than the mean, and for numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { learningCurvesFigure } from "@activation-lab/activation-lab";
 *
 * const elu = { mean: [0.7, 0.8], low: [0.68, 0.78], high: [0.72, 0.82] };
 * const figure = learningCurvesFigure({
 *   metric: { label: "Validation accuracy" },
 *   panels: [{ curves: [{ name: "ELU", color: 4, ...elu }] }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function learningCurvesFigure(
  { heading, metric = {}, panels }: {
    readonly heading?: string;
    /** The vertical axis. */
    readonly metric?: Axis;
    readonly panels: readonly LearningCurvesPanel[];
  },
): Figure {
  requireNonEmpty(panels, "the list of panels");
  const all = panels.flatMap(({ curves }) => curves);
  const low = min(all.flatMap(({ mean, low, runs = [] }) => [...mean, ...low, ...runs.flat()])) ??
    -Infinity;
  const drawn = panels.map(({ title, curves }): Panel => {
    requireNonEmpty(curves, "the list of curves");
    const failed = curves.flatMap(({ name, color, failed = [] }) =>
      failed.filter(({ values }) => values.length > 0).map((run) => ({ ...run, name, color }))
    );
    return {
      ...(title !== undefined && { title }),
      x: { label: "Epoch", integer: true },
      y: metric,
      marks: [
        ...curves.flatMap(marksOf),
        ...failed.flatMap((run, i) => {
          const before = failed.slice(0, i).filter(({ values }) =>
            values.length === run.values.length
          );
          return failedMarks(run, low, -before.length * MARKERS_APART);
        }),
      ],
    };
  });
  return studyPanels(drawn, heading, { shareX: true });
}

function marksOf(
  { name, color, mean, low, high, runs = [], failed = [] }: LearningCurve,
): Mark[] {
  const single = runs.flatMap((values) => runMarks(name, color, values));
  if (mean.length === 0 && runs.length + failed.length > 0) return single;
  const x = epochsOf(mean);
  const banded = low.length > 0 || high.length > 0;
  return [
    ...(banded ? [interval({ x, low, high }, color, name)] : []),
    line({ x, y: mean }, { color, marker: true, label: name }),
    ...single,
  ];
}

/** How wide the line of a single run is, in parts of others. */
const THIN = 0.5;

/** A thin line, and the series' marker at its end. */
function runMarks(name: string, color: number, values: readonly number[]): Mark[] {
  const x = epochsOf(values), end = { x: x.slice(-1), y: values.slice(-1) };
  return [
    line({ x, y: values }, { color, width: THIN, series: name }),
    { ...points(end, { color, label: name }), data: [] },
  ];
}

/** A band; of one epoch, in which a band has no width, a line. */
function interval(ends: Parameters<typeof band>[0], color: number, series: string): Mark {
  const drawn = band(ends, { color, series }), [x, from, to] = [ends.x, ends.low, ends.high];
  if (x.length !== 1) return drawn;
  return { ...rule({ x: x[0]!, from: from[0]!, to: to[0]! }, { color }), data: drawn.data };
}

/** A dotted line, which stretches no axis that has a mean, and a marker at its end or below that. */
function failedMarks(
  { name, color, outcome, values }: FailedCurve & { readonly name: string; readonly color: number },
  low: number,
  aside: number,
): Mark[] {
  const x = epochsOf(values), last = values.at(-1)!, series = `${name}, ${outcome}`;
  const dotted = line({ x, y: values }, { color, dash: "dotted", series });
  const extent = { x, y: values.filter((value) => value >= low) };
  const end = last < low
    ? failedRuns(outcome, x.slice(-1), color, aside)
    : points({ x: x.slice(-1), y: [last] }, {
      color,
      marker: outcome === "untrained" ? "circle" : "cross",
      open: outcome === "untrained",
      label: outcome,
    });
  return [{ ...dotted, extent }, { ...end, data: [] }];
}

function epochsOf(values: readonly number[]): number[] {
  return values.map((_, i) => i + 1);
}
