/** Words at places of the data. */

import { requireFinite, requireNonEmpty } from "../check.ts";
import { NoRoomError } from "../no_room.ts";
import type { Box, Node, Rect } from "../scene.ts";
import { type Mark, rowsOf } from "./mark.ts";
import { note } from "./note.ts";

/** Words and their place, in the numbers of the data. */
export interface TextNote {
  /** Across. */
  readonly x: number;
  /** Up. */
  readonly y: number;
  /** What is written there, in one line. */
  readonly text: string;
}

/** How words stand at their places. */
export interface TextOptions {
  /** Whether they begin, have their middle, or end there. Default: "center". */
  readonly align?: "left" | "center" | "right";
  /** Whether they stand above, on, or below it. Default: "above". */
  readonly anchor?: "above" | "middle" | "below";
}

/**
 * Words in the size of the axes' numbers, a line or more off their place where they would meet. Throws `UsageError` for none, or places that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { plot, points, text } from "@activation-lab/activation-lab";
 *
 * const figure = plot({
 *   marks: [
 *     points({ x: [1, 2], y: [0.7, 0.8] }),
 *     text([{ x: 2, y: 0.8, text: "best" }]),
 *   ],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function text(
  notes: readonly TextNote[],
  { align = "center", anchor = "above" }: TextOptions = {},
): Mark {
  requireNonEmpty(notes, "texts");
  const x = notes.map(({ x }) => x), y = notes.map(({ y }) => y);
  requireFinite(x, "texts, places");
  requireFinite(y, "texts, places");
  return {
    data: rowsOf("text", undefined, { x, y, text: notes.map(({ text }) => text) }),
    extent: { x, y },
    headroom: ({ theme: { size } }) => anchor === "above" ? 2 * size.tick : 0,
    render: (frame) => {
      const placed: Box[] = [];
      return notes.flatMap(({ x, y, text }) => {
        const options = { align, anchor };
        const words = apart(placed, frame.width, (lines) => {
          const shift = lines * 1.1 * frame.theme.size.tick;
          return note(text, [frame.x(x), frame.y(y) + shift], frame, options);
        });
        if (!words) throw new NoRoomError(frame.theme);
        placed.push(...grounds(words));
        return words;
      });
    },
  };
}

/**
 * The words moved by as few lines, up or down, as sets them apart from others; undefined for too many,
 * and for words that are longer than the axes.
 */
function apart(
  placed: readonly Box[],
  width: number,
  draw: (lines: number) => readonly Node[],
): readonly Node[] | undefined {
  const free = (words: readonly Node[]) =>
    grounds(words).every((box) =>
      box.width <= width && placed.every((other) => !overlap(box, other))
    );
  return [0, -1, 1, -2, 2, -3, 3].map(draw).find(free);
}

/** What is behind words. */
function grounds(words: readonly Node[]): Rect[] {
  return words.filter((item) => item.kind === "rect");
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width &&
    a.y < b.y + b.height && b.y < a.y + a.height;
}
