/** Words within the axes, on a ground of their own: no line of the grid runs through them. */

import { type Box, type Node, type Text, textBox } from "../scene.ts";
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

/** The words at a point, and what is behind them. */
export function note(
  text: string,
  [x, y]: Point,
  { theme, measure }: Frame,
  { align = "center", anchor = "above", rotated = false, color, ground }: NoteOptions,
): Node[] {
  const size = theme.size.tick, gap = theme.pad.label;
  const middle = 0.365 * size;
  const down = { above: -gap, middle, below: 2 * middle + gap }[anchor];
  const at = rotated
    ? { x: x + middle, y: y - gap, align: "left" as const, rotated }
    : { x, y: y + down, align };
  const words: Text = { kind: "text", text, size, ...at, ...(color !== undefined && { color }) };
  return text === "" ? [] : [
    {
      kind: "rect",
      ...around(textBox(words, measure), 0.1 * size),
      fill: ground ?? theme.colors.axesBackground,
    },
    words,
  ];
}

function around({ x, y, width, height }: Box, margin: number): Box {
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}
