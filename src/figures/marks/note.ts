/** Words within the axes, on a ground of their own: no line of the grid runs through them. */

import { type Node, type Text, textBox } from "../scene.ts";
import { ASCENT } from "../theme.ts";
import type { Frame, Point } from "./mark.ts";

/** Where words stand: on the point, below or over it, in the middle or from there on. */
export interface NoteOptions {
  readonly align?: Text["align"];
  readonly anchor?: "above" | "middle" | "below";
  /** Reading upwards. */
  readonly rotated?: boolean;
  readonly color?: string;
  /** Behind the words. Default: the axes' own. */
  readonly ground?: string;
}

/** The words at a point, or beside it where the axes end, and what is behind them. */
export function note(
  text: string,
  [x, y]: Point,
  { theme, measure, width, height }: Frame,
  { align = "center", anchor = "above", rotated = false, color, ground }: NoteOptions,
): Node[] {
  if (text === "") return [];
  const size = theme.size.tick, gap = theme.pad.label;
  const middle = ASCENT / 2 * size;
  const down = { above: -gap, middle, below: 2 * middle + gap }[anchor];
  const at = rotated
    ? { x: x + middle, y: y - gap, align: "left" as const, rotated }
    : { x, y: y + down, align };
  const words: Text = { kind: "text", text, size, ...at, ...(color !== undefined && { color }) };
  const box = textBox(words, measure);
  const dx = inward(box.x, box.width, width), dy = inward(box.y, box.height, height);
  const fill = ground ?? theme.colors.axesBackground;
  return [
    { kind: "rect", ...box, x: box.x + dx, y: box.y + dy, fill },
    { ...words, x: words.x + dx, y: words.y + dy },
  ];
}

/** How far what begins at `start` has to move so that it is between 0 and `end`. */
function inward(start: number, length: number, end: number): number {
  return Math.max(0, Math.min(start, end - length)) - start;
}
