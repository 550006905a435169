/** How a figure is asked to look: its width, the size of its text, its style and its palette. */

import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { requireName } from "./check.ts";
import { type PaletteName, PALETTES } from "./palette.ts";
import type { Measure } from "./scene.ts";
import { MIN_TEXT, type StyleName, STYLES, type Theme, themeOf } from "./theme.ts";

/** How a figure is to look; what is left out is as in the tutorial. */
export interface FigureSettings {
  /**
   * Of the page: a length from 1in to 40in, such as "6.5in", "16cm", "160mm" or "468pt", "column"
   * (3.25in) or "page" (6.75in). Left out, each panel has its natural size.
   */
  readonly width?: string | undefined;
  /** Of labels, in points, 6 to 72. Default: 9 at a given width, else the style's. */
  readonly fontSize?: number | undefined;
  /** "tutorial" (the default), "paper" (white, thin axes) or "talk" (large). */
  readonly style?: StyleName | undefined;
  /** "deep" (the default) or "colorblind". */
  readonly palette?: PaletteName | undefined;
}

/** What a figure is laid out with. */
export interface Look {
  readonly theme: Theme;
  readonly measure: Measure;
  /** Of the page, in points; undefined where panels have their natural size. */
  readonly width: number | undefined;
}

const POINTS: Readonly<Record<string, number>> = { in: 72, cm: 72 / 2.54, mm: 72 / 25.4, pt: 1 };
const NAMED: Readonly<Record<string, string>> = { column: "3.25in", page: "6.75in" };
const [LEAST, MOST] = [72, 40 * 72];

/** No text that is asked for is larger, in points. */
export const MAX_TEXT = 72;

/** A width in points. Throws `UsageError` for what is none, or not between 1 and 40 inches. */
export function parseWidth(text: string): number {
  const [, number, unit] = /^(\d+\.?\d*|\.\d+) ?(in|cm|mm|pt)$/.exec(NAMED[text] ?? text) ?? [];
  // To a thousandth, which is what a PDF keeps of it.
  const points = Math.round(1000 * Number(number) * POINTS[unit ?? "pt"]!) / 1000;
  if (points >= LEAST && points <= MOST) return points;
  throw new UsageError(
    `expected column, page, or 1in to 40in as a figure's width, such as 16cm, got ${inspect(text)}`,
  );
}

/** The look that is asked for. Throws `UsageError` for a setting that isn't there, or out of range. */
export function resolveLook(
  { width, fontSize, style = "tutorial", palette = "deep" }: FigureSettings,
): Omit<Look, "measure"> {
  requireName(style, STYLES, "a figure's style");
  requireName(palette, PALETTES, "a palette");
  if (fontSize !== undefined && !(fontSize >= MIN_TEXT && fontSize <= MAX_TEXT)) {
    throw new UsageError(
      `expected ${MIN_TEXT} to ${MAX_TEXT} points as a figure's font size, got ${
        inspect(fontSize)
      }`,
    );
  }
  const points = width === undefined ? undefined : parseWidth(width);
  const atWidth = style === "talk" ? 14 : 9;
  const size = fontSize ?? (points === undefined ? STYLES[style].fontSize : atWidth);
  return { theme: themeOf(style, palette, size), width: points };
}
