/** Points, each with a marker. */

import { requireCurve, requireName } from "../check.ts";
import { paletteColor, requireColor } from "../palette.ts";
import type { Theme } from "../theme.ts";
import { type Mark, type Point, rowsOf, swatchWidth, through } from "./mark.ts";
import { marker, type MarkerName, MARKERS, openMarker, REACH, seriesMarker } from "./marker.ts";

/** How points look, and what they are called. */
export interface PointsOptions {
  /** Index into the palette. Default: 0. */
  readonly color?: number;
  /** Default: the series' own. */
  readonly marker?: MarkerName;
  /** Whether markers are outlines, larger ones, through which others are seen. Default: no. */
  readonly open?: boolean;
  /** Their name in the legend; without one they have none. */
  readonly label?: string | undefined;
  /** Their name in the table of numbers. Default: the same. */
  readonly series?: string | undefined;
}

/** The radius of a marker, and of an open one, at a font size of 12. */
export const RADIUS = 4, OPEN_RADIUS = 5.5;

/**
 * A marker at each point. Throws `UsageError` for no points, numbers that aren't finite, or a
 * marker that there is not.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { plot, points } from "@activation-lab/activation-lab";
 *
 * const accuracies = { x: [0, 0, 1, 1], y: [0.88, 0.89, 0.86, 0.87] };
 * const figure = plot({
 *   marks: [points(accuracies, { color: 2 })],
 *   x: { categories: ["ReLU", "Tanh"] },
 *   y: { label: "Accuracy" },
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function points(
  at: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  { color = 0, marker: name = seriesMarker(color), open = false, label, series = label }:
    PointsOptions = {},
): Mark {
  requireColor(color);
  requireName(name, MARKERS, "a marker");
  requireCurve(at.x, at.y, series ?? "points");
  const radius = open ? OPEN_RADIUS : RADIUS;
  const dot = (point: Point, { scale, palette, width }: Theme) =>
    open
      ? openMarker(name, point, radius * scale, paletteColor(color, palette), width.line)
      : marker(name, point, radius * scale, paletteColor(color, palette), scale);
  return {
    data: rowsOf("points", series, { x: at.x, y: at.y }),
    extent: at,
    render: (frame) => through(at, frame).map((point) => dot(point, frame.theme)),
    path: (frame) => through(at, frame),
    reach: REACH * radius,
    ...(label !== undefined && {
      legend: { label, swatch: (theme) => [dot([swatchWidth(theme) / 2, 0], theme)] },
    }),
  };
}
