/** Points that lie below the axes, or nowhere: each as a marker on the lower edge. */

import { paletteColor } from "../palette.ts";
import type { Theme } from "../theme.ts";
import { type Frame, type Mark, type Point, swatchWidth } from "./mark.ts";
import { marker, type MarkerName, openMarker, REACH } from "./marker.ts";
import { RADIUS } from "./points.ts";

/** How the markers look, and what they are called. */
interface EdgePointsOptions {
  readonly color: number;
  readonly marker: MarkerName;
  readonly open?: boolean;
  /** How far to the right of their places they stand, in points at a font size of 12. Default: 0. */
  readonly aside?: number;
  /** Their name in the legend, in grey, as it stands for series of all colours. */
  readonly label?: string | undefined;
}

/** The palette's grey. */
export const GREY = 7;

/** A marker at each place along the lower edge of the axes. Its table of numbers is the caller's. */
export function edgePoints(
  x: readonly number[],
  { color, marker: name, open = false, aside = 0, label }: EdgePointsOptions,
): Mark {
  const dot = (point: Point, { scale, palette, width }: Theme, color: number) =>
    open
      ? openMarker(name, point, RADIUS * scale, paletteColor(color, palette), width.line)
      : marker(name, point, RADIUS * scale, paletteColor(color, palette), scale);
  const places = ({ x: across, width, height, theme: { scale } }: Frame) => {
    const room = 1.2 * RADIUS * scale;
    const inside = (at: number) => Math.max(room, Math.min(at, width - room));
    return x.map((at): Point => [inside(across(at) + aside * scale), height - room]);
  };
  return {
    data: [],
    extent: { x, y: [] },
    path: places,
    reach: REACH * RADIUS,
    render: (frame) => places(frame).map((place) => dot(place, frame.theme, color)),
    ...(label !== undefined && {
      legend: { label, swatch: (theme) => [dot([swatchWidth(theme) / 2, 0], theme, GREY)] },
    }),
  };
}
