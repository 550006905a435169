/** Bars over categories, each with what is written above it. */

import { UsageError } from "../../errors.ts";
import { requireFinite, requireNonEmpty } from "../check.ts";
import { paletteColor, requireColor } from "../palette.ts";
import type { Node } from "../scene.ts";
import { BACKGROUND } from "../theme.ts";
import { note } from "./note.ts";
import { type Frame, type HorizontalFrame, type Mark, outline, rowsOf } from "./mark.ts";
import { swatchBox } from "./histogram.ts";

/** How bars look, and what they are called. */
export interface BarsOptions {
  /** Index into the palette. Default: 0. */
  readonly color?: number;
  /** What stands above each bar, where there is room. */
  readonly notes?: readonly string[];
  /** Which of how many bars that share a category these are, counted from 0. Default: the only one. */
  readonly part?: { readonly index: number; readonly of: number };
  /** Their name in the legend; without one they have none. */
  readonly label?: string;
  /** Their name in the table of numbers. Default: the same. */
  readonly series?: string | undefined;
}

/** The part of a category's room that its bars take. */
const FILLED = 0.8;

/** The part of the axes' height that a note may have. */
const MOST_NOTE = 0.6;

/** No bar is lower, unless it is 0: so much of it is seen. */
const LEAST = 1.5;

/**
 * A bar for each of the axis's categories, from 0 up or down. Throws `UsageError` for no bars, or
 * numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { bars, plot } from "@activation-lab/activation-lab";
 *
 * const figure = plot({
 *   marks: [bars([0.1, 0.25], { color: 2, notes: ["10 / 100", "25 / 100"] })],
 *   x: { categories: ["Layer 1", "Layer 2"] },
 *   y: { label: "Dead neurons", percent: true },
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function bars(
  heights: readonly number[],
  { color = 0, notes = [], part = { index: 0, of: 1 }, label, series = label }: BarsOptions = {},
): Mark {
  requireColor(color);
  requireNonEmpty(heights, label ?? "bars");
  requireFinite(heights, label ?? "bars");
  if (notes.length > 0 && notes.length !== heights.length) {
    throw new UsageError(`expected a note for each of ${heights.length} bars, got ${notes.length}`);
  }
  const width = FILLED / part.of;
  const middles = heights.map((_, i) => i - FILLED / 2 + (part.index + 0.5) * width);
  /** How the notes stand, and the room that they take above the bars. */
  const written = ({ x, height, theme: { size }, measure }: HorizontalFrame) => {
    const longest = Math.max(0, ...notes.map((text) => measure(text, size.tick)));
    const room = x(part.of === 1 ? 1 : width) - x(0);
    if (longest + size.tick / 2 <= room) {
      return { rotated: false, shown: notes, room: 2 * size.tick };
    }
    const fits = 1.1 * size.tick <= room && longest + size.tick <= MOST_NOTE * height;
    return { rotated: true, shown: fits ? notes : [], room: fits ? longest + size.tick : 0 };
  };

  return {
    data: rowsOf("bars", series, {
      x: heights.map((_, i) => i),
      y: heights,
      ...(notes.length > 0 && { note: notes }),
    }),
    extent: {
      x: [-0.5, heights.length - 0.5],
      y: [0, ...heights],
    },
    standing: true,
    path: (frame) =>
      outline(
        heights.map((height, i) => (
          { from: middles[i]! - width / 2, to: middles[i]! + width / 2, height }
        )),
        frame,
      ),
    headroom: (frame) => notes.length > 0 ? written(frame).room : 0,
    render(frame) {
      const { rotated, shown } = written(frame);
      const fill = paletteColor(color, frame.theme.palette);
      return [
        ...heights.flatMap((height, i) =>
          height === 0 ? [] : [bar(frame, middles[i]! - width / 2, width, height, fill)]
        ),
        ...shown.flatMap((text, i) => {
          const at = [frame.x(middles[i]!), frame.y(Math.max(heights[i]!, 0))] as const;
          return note(text, at, frame, { rotated });
        }),
      ];
    },
    ...(label !== undefined && { legend: { label, swatch: swatchBox(color, 1) } }),
  };
}

/** One bar with a white edge, unless it is so thin that the edge would hide it. */
function bar(frame: Frame, from: number, width: number, height: number, fill: string): Node {
  const x = frame.x(from), base = frame.y(0);
  const length = frame.y(height) - base;
  const seen = Math.sign(length) * Math.max(Math.abs(length), LEAST * frame.theme.scale);
  const across = frame.x(from + width) - x;
  const edge = Math.min(0.1 * across, frame.theme.scale);
  const edged = Math.abs(seen) > 4 * edge;
  return {
    kind: "rect",
    x,
    y: Math.min(base, base + seen),
    width: across,
    height: Math.abs(seen),
    fill,
    opacity: 1,
    ...(edged && { stroke: BACKGROUND, lineWidth: edge }),
  };
}
