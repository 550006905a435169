/** A line through points. */

import { requireCurve, requireName } from "../check.ts";
import { median } from "../dependencies.ts";
import { type Dash, DASHES, paletteColor, requireColor, seriesDash } from "../palette.ts";
import type { Node } from "../scene.ts";
import type { Theme } from "../theme.ts";
import {
  type Frame,
  type Mark,
  type Point,
  polyline,
  rowsOf,
  swatchWidth,
  through,
} from "./mark.ts";
import { marker, REACH, seriesMarker } from "./marker.ts";

/** How a line looks, and what it is called. */
export interface LineOptions {
  /** Index into the palette, of ten colours; from the eleventh series on, lines are dashed. Default: 0. */
  readonly color?: number;
  /** Default: the series' own. */
  readonly dash?: Dash;
  /** Whether points, as far apart as can be told, have the series' marker. Default: no. */
  readonly marker?: boolean;
  /** Times the width of other lines. Default: 1. */
  readonly width?: number;
  /** Its name in the legend, or at its end; without one it has none. */
  readonly label?: string | undefined;
  /** Its name in the table of numbers. Default: the same. */
  readonly series?: string | undefined;
}

/** The radius of a marker, the least distance, in the median, of points that all have one, and that of others. */
const RADIUS = 3, APART = 16, THINNED = 36;

/** So many markers have room between two of one series. */
const BESIDE = 6;

/**
 * A line that joins the points in their order. Throws `UsageError` for no points, numbers that
 * aren't finite, or a dash that there is not.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { line, plot } from "@activation-lab/activation-lab";
 *
 * const x = [1, 2, 3];
 * const figure = plot({
 *   marks: [
 *     line({ x, y: [1, 4, 9] }, { color: 0, marker: true, label: "squares" }),
 *     line({ x, y: [1, 8, 27] }, { color: 1, marker: true, label: "cubes" }),
 *   ],
 *   y: { log: true },
 * });
 * assert.equal(figure.data.rows.length, 6);
 * ```
 */
export function line(
  points: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  { color = 0, dash = seriesDash(color), marker: marked = false, width = 1, label, series = label }:
    LineOptions = {},
): Mark {
  requireColor(color);
  requireName(dash, DASHES, "a line's dash");
  requireCurve(points.x, points.y, series ?? "a line");
  const last = points.x.length - 1;
  const stroke = (path: readonly Point[], theme: Theme): Node => ({
    kind: "path",
    d: polyline(path),
    stroke: paletteColor(color, theme.palette),
    lineWidth: width * theme.width.line,
    ...(dash !== "solid" && { dash: DASHES[dash].map((length) => length * theme.scale) }),
  });
  const dots = (path: readonly Point[], { scale, palette }: Theme): Node[] =>
    marked
      ? path.map((point) =>
        marker(
          seriesMarker(color),
          point,
          RADIUS * scale,
          paletteColor(color, palette),
          0.6 * scale,
        )
      )
      : [];
  return {
    data: rowsOf("line", series, { x: points.x, y: points.y }),
    extent: points,
    render(frame: Frame) {
      const path = through(points, frame);
      return [
        stroke(path, frame.theme),
        ...dots(thin(path, color, frame.theme.scale), frame.theme),
      ];
    },
    path: (frame) => through(points, frame),
    ...(marked && { reach: REACH * RADIUS }),
    end: (frame) => [frame.x(points.x[last]!), frame.y(points.y[last]!)],
    ...(label !== undefined && {
      legend: {
        label,
        swatch(theme) {
          const width = swatchWidth(theme);
          return [stroke([[0, 0], [width, 0]], theme), ...dots([[width / 2, 0]], theme)];
        },
      },
    }),
  };
}

/**
 * Those of the points that get a marker: all where they are apart, else every second, every third …,
 * beginning with another one for each series, so that the markers of lines that lie on each other lie
 * beside each other.
 */
function thin(path: readonly Point[], series: number, scale: number): readonly Point[] {
  const lengths = path.slice(1).map(([x, y], i) => Math.hypot(x - path[i]![0], y - path[i]![1]));
  const distance = median(lengths) ?? Infinity;
  if (distance >= APART * scale) return path;
  const stride = Math.min(Math.ceil(THINNED * scale / distance), path.length);
  const first = series * Math.ceil(stride / BESIDE) % stride;
  return path.filter((_, i) => i % stride === first);
}
