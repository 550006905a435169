/** What tells series apart: a colour and a marker for each of ten, and a dash for every ten more. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";

/** Ten colours each: seaborn's "deep", C0 … C9, and its "colorblind". */
export const PALETTES: Readonly<Record<PaletteName, readonly string[]>> = {
  deep: [
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
  ],
  colorblind: [
    "#0173b2",
    "#de8f05",
    "#029e73",
    "#d55e00",
    "#cc78bc",
    "#ca9161",
    "#fbafe4",
    "#949494",
    "#ece133",
    "#56b4e9",
  ],
};

/** The name of a palette. */
export type PaletteName = "deep" | "colorblind";

/** Lengths of dashes and of the gaps after them, for a line of width 1.5; none for a whole line. */
export const DASHES: Readonly<Record<Dash, readonly number[]>> = {
  solid: [],
  dashed: [4, 2],
  dotted: [1.5, 1.5],
  dashdot: [5, 2, 1.5, 2],
};

/** How a line is broken. */
export type Dash = "solid" | "dashed" | "dotted" | "dashdot";

/** Throws `UsageError` for what is no index into a palette: 0, 1, 2 … */
export function requireColor(index: number): void {
  if (!(Number.isInteger(index) && index >= 0)) {
    throw new UsageError(`expected an index into the palette as color, got ${inspect(index)}`);
  }
}

/** The colour of series `index`, from the first again after the last. Throws as `requireColor`. */
export function paletteColor(index: number, colors: readonly string[] = PALETTES.deep): string {
  requireColor(index);
  return colors[index % colors.length]!;
}

/**
 * Indices for series of one figure, no two of one colour while they are ten or fewer: those below 10 stay
 * as they are, each of the others becomes the next after it whose colour is free.
 */
export function distinctColors(own: readonly number[]): number[] {
  const count = PALETTES.deep.length;
  const taken = new Set(own.filter((index) => index < count));
  return own.map((index) => {
    if (index < count) return index;
    let next = index % count;
    for (let turn = 1; taken.has(next); turn++) {
      next = (index + turn) % count + count * Math.floor(turn / count);
    }
    taken.add(next);
    return next;
  });
}

/** The dash of series `index`: solid for the first ten, which their colours and markers tell apart. */
export function seriesDash(index: number): Dash {
  const dashes = Object.keys(DASHES) as Dash[];
  return dashes[Math.floor(index / PALETTES.deep.length) % dashes.length]!;
}
