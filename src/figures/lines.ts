/** A figure of lines in one subplot, for studies: by depth, by learning rate. */

import { requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { line } from "./marks/line.ts";
import { plot } from "./plot.ts";

/** A line of the figure. */
export interface Series {
  /** What the legend calls it. */
  readonly name: string;
  /** Places, in the order in which they are joined. */
  readonly x: ArrayLike<number>;
  /** The values there. */
  readonly y: ArrayLike<number>;
}

/**
 * Draws each series as a line with the next colour and marker of the palette, named in the legend.
 * Throws a UsageError for no series, empty ones, numbers that aren't finite, and, on a logarithmic axis,
 * numbers that aren't above 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { lineFigure } from "@activation-lab/activation-lab";
 *
 * const figure = lineFigure({
 *   title: "Gradient norm by depth",
 *   xLabel: "Layer",
 *   yLabel: "Norm",
 *   series: [{ name: "Sigmoid", x: [1, 2, 3], y: [0.1, 0.02, 0.005] }],
 *   logY: true,
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function lineFigure(
  { title, xLabel, yLabel, series, logX = false, logY = false }: {
    title: string;
    xLabel: string;
    yLabel: string;
    series: readonly Series[];
    logX?: boolean;
    logY?: boolean;
  },
): Figure {
  requireNonEmpty(series, "the list of series");
  return plot({
    title,
    x: { label: xLabel, log: logX },
    y: { label: yLabel, log: logY },
    marks: series.map(({ name, x, y }, color) =>
      line({ x, y }, { color, marker: series.length > 1, label: name })
    ),
  });
}
