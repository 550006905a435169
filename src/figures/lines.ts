/** A figure of lines in one subplot, for studies: by depth, by learning rate. */

import { max, min } from "./dependencies.ts";
import { UsageError } from "../errors.ts";
import { subplot, withMargin } from "./axes.ts";
import { requireCurve, requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { layoutGrid } from "./layout.ts";
import { line } from "./marks.ts";
import { paletteColor } from "./theme.ts";
import type { Axis } from "./ticks.ts";

/** A line of the figure. */
export interface Series {
  /** What the legend calls it. */
  readonly name: string;
  /** Places, in the order in which they are joined. */
  readonly x: ArrayLike<number>;
  /** The values there. */
  readonly y: ArrayLike<number>;
}

const GRID = { columns: 1, width: 360, height: 240, gap: { x: 0, y: 0 } };

/**
 * Draws each series as a line in the next colour of the palette, named in the legend. Throws a
 * UsageError for no series, empty ones, numbers that aren't finite, and, on a logarithmic axis,
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
  for (const { name, x, y } of series) requireCurve(x, y, name);
  const x = axis(series.flatMap(({ x }) => Array.from(x)), xLabel, logX);
  const y = axis(series.flatMap(({ y }) => Array.from(y)), yLabel, logY);
  return new Figure((measure) => {
    const marks = series.map((points, i) => (
      line(points, { color: paletteColor(i), label: points.name })
    ));
    return layoutGrid([subplot({ ...GRID, title, x, y, marks }, measure)], GRID, measure);
  });
}

/** An axis over all values; the margins of a logarithmic one are equal in decades. */
function axis(values: readonly number[], label: string, log: boolean): Axis {
  const low = min(values)!, high = max(values)!;
  if (!log) return { label, domain: withMargin(low, high) };
  if (!(low > 0)) {
    throw new UsageError(`${label}: expected numbers above 0 on a logarithmic axis, got ${low}`);
  }
  const [from, to] = withMargin(Math.log10(low), Math.log10(high));
  return { label, log, domain: [10 ** from, 10 ** to] };
}
