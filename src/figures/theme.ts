/** The look of every figure: seaborn's darkgrid and deep palette, sizes in points (1/72 inch). */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";

/** seaborn's "deep" colours, C0 … C9. */
const DEEP = [
  "#4c72b0",
  "#dd8452",
  "#55a868",
  "#c44e52",
  "#8172b3",
  "#937860",
  "#da8bc3",
  "#8c8c8c",
  "#ccb974",
  "#64b5cd",
] as const;

/**
 * The colour Ci, counted from 0 again after the tenth. Throws `UsageError` for what is no index.
 */
export function paletteColor(index: number): string {
  if (!(Number.isInteger(index) && index >= 0)) {
    throw new UsageError(`expected an index into the palette as color, got ${inspect(index)}`);
  }
  return DEEP[index % DEEP.length]!;
}

export const FOREGROUND = "#262626";
export const BACKGROUND = "#ffffff";
export const AXES_BACKGROUND = "#eaeaf2";
export const GRID = "#ffffff";
export const LEGEND_EDGE = "#cccccc";

/** Font sizes. */
export const SIZE = { heading: 14, title: 12, label: 12, tick: 11, legend: 11 } as const;

/** Parts of the font's size: how far capitals and digits rise, and how far letters hang. */
export const ASCENT = 0.73, DESCENT = 0.212;

/** Line widths. */
export const WIDTH = { line: 1.5, grid: 1, frame: 1.25 } as const;

/** Distances: tick labels from the axes, labels from those, titles, and the page's margin. */
export const PAD = { tick: 9.5, label: 4, offset: 3, title: 6, page: 7.2 } as const;
