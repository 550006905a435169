/** Points that lie below the axes, or nowhere: each as a marker on the lower edge. */

import { paletteColor } from "../palette.ts";
import type { Theme } from "../theme.ts";
import { type Mark, type Point, swatchWidth } from "./mark.ts";
import { marker, type MarkerName, openMarker } from "./marker.ts";
import { RADIUS } from "./points.ts";

/** How the markers look, and what they are called. */
interface EdgePointsOptions {
  readonly color: number;
  readonly marker: MarkerName;
  readonly open?: boolean;
  /** Their name in the legend, in grey, as it stands for series of all colours. */
  readonly label?: string | undefined;
}

/** The palette's grey. */
export const GREY = 7;

/** A marker at each place along the lower edge of the axes. Its table of numbers is the caller's. */
export function edgePoints(
  x: readonly number[],
  { color, marker: name, open = false, label }: EdgePointsOptions,
): Mark {
  const dot = (point: Point, { scale, palette, width }: Theme, color: number) =>
    open
      ? openMarker(name, point, RADIUS * scale, paletteColor(color, palette), width.line)
      : marker(name, point, RADIUS * scale, paletteColor(color, palette), scale);
  return {
    data: [],
    extent: { x, y: [] },
    render: ({ x: across, height, theme }) =>
      x.map((at) => dot([across(at), height - 1.2 * RADIUS * theme.scale], theme, color)),
    ...(label !== undefined && {
      legend: { label, swatch: (theme) => [dot([swatchWidth(theme) / 2, 0], theme, GREY)] },
    }),
  };
}
