/** Words at places of the data. */

import { requireFinite, requireNonEmpty } from "../check.ts";
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
 * Words in the size of the axes' numbers. Throws `UsageError` for none, or places that aren't finite.
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
    headroom: (_, { size }) => anchor === "above" ? 2 * size.tick : 0,
    render: (frame) =>
      notes.flatMap(({ x, y, text }) =>
        note(text, [frame.x(x), frame.y(y)], frame, { align, anchor })
      ),
  };
}
