/** A page as plain data: what stands where, in points from the top left, before any canvas is touched. */

import { ASCENT, DESCENT } from "./theme.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Box {
  readonly kind: "rect";
  readonly fill?: string;
  /** Of the fill, 0 to 1. */
  readonly opacity?: number;
  readonly stroke?: string;
  readonly lineWidth?: number;
  /** Of the corners. */
  readonly radius?: number;
}

export interface Path {
  readonly kind: "path";
  /** In SVG's path language. */
  readonly d: string;
  readonly stroke?: string;
  readonly lineWidth?: number;
  readonly dash?: readonly number[];
  readonly fill?: string;
  /** Of the fill, 0 to 1. */
  readonly opacity?: number;
}

export interface Text {
  readonly kind: "text";
  readonly text: string;
  /** Where the baseline starts, has its middle, or ends. */
  readonly x: number;
  readonly y: number;
  readonly align: "left" | "center" | "right";
  readonly size: number;
  /** Turned a quarter to the left, reading upwards. */
  readonly rotated?: boolean;
  /** Default: that of all text. */
  readonly color?: string;
}

/** Grey pixels, row by row, enlarged without blur. */
export interface Image extends Box {
  readonly kind: "image";
  readonly pixels: Uint8Array;
  /** Pixels a row. */
  readonly columns: number;
}

/** Items in coordinates of their own, with (x, y) for origin. */
export interface Group {
  readonly kind: "group";
  readonly x: number;
  readonly y: number;
  readonly items: readonly Node[];
  /** Nothing is seen outside it. */
  readonly clip?: Box;
}

export type Node = Rect | Path | Text | Image | Group;

export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly items: readonly Node[];
}

/** The width of a line of text in the figures' font, at a font size in points. */
export type Measure = (text: string, size: number) => number;

/** The place that a text takes. */
export function textBox({ text, x, y, align, size, rotated }: Text, measure: Measure): Box {
  const length = measure(text, size);
  const before = { left: 0, center: length / 2, right: length }[align];
  const height = (ASCENT + DESCENT) * size;
  return rotated
    ? { x: x - ASCENT * size, y: y + before - length, width: height, height: length }
    : { x: x - before, y: y - ASCENT * size, width: length, height };
}

/** Every text of the page with its box, groups opened. */
export function texts(
  items: readonly Node[],
  measure: Measure,
): { text: string; size: number; box: Box }[] {
  return items.flatMap((item) => {
    if (item.kind === "text") {
      return [{ text: item.text, size: item.size, box: textBox(item, measure) }];
    }
    if (item.kind !== "group") return [];
    return texts(item.items, measure).map(({ box, ...text }) => (
      { ...text, box: moved(box, item) }
    ));
  });
}

/** The box around the items' texts, rectangles and images; paths stay within those. */
export function bounds(items: readonly Node[], measure: Measure): Box {
  const all = boxes(items, measure);
  const x = Math.min(...all.map((box) => box.x));
  const y = Math.min(...all.map((box) => box.y));
  const width = Math.max(...all.map((box) => box.x + box.width)) - x;
  const height = Math.max(...all.map((box) => box.y + box.height)) - y;
  return { x, y, width, height };
}

function boxes(items: readonly Node[], measure: Measure): Box[] {
  return items.flatMap((item): Box[] => {
    if (item.kind === "path") return [];
    if (item.kind === "text") return [textBox(item, measure)];
    if (item.kind !== "group") return [item];
    return (item.clip ? [item.clip] : boxes(item.items, measure)).map((box) => moved(box, item));
  });
}

function moved(box: Box, by: { x: number; y: number }): Box {
  return { ...box, x: box.x + by.x, y: box.y + by.y };
}
