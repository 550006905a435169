/** What stands inside the axes: lines, bars, points and words, given in data coordinates. */

import { line as lineShape, symbol, symbolCircle } from "../dependencies.ts";
import type { Item } from "./page.ts";
import { PAD, PAPER, SIZE, WIDTH } from "./theme.ts";

/** From data to points within the axes. */
export interface View {
  x(value: number): number;
  y(value: number): number;
}

export type Point = [x: number, y: number];

export interface Mark {
  draw(view: View): Item[];
  /** Where it runs; a legend keeps clear of it. */
  path?(view: View): Point[];
  /** Its name in the legend, and what is shown beside it, `SAMPLE` wide, around y = 0. */
  readonly key?: { readonly label: string; readonly sample: Item };
}

/** The width of a legend's sample. */
export const SAMPLE = 2 * SIZE.legend;

/** In square points: a dot is 7 points across. */
const DOT_AREA = 38.5;

/** Points to be joined by a line. */
export interface Course {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A line through the points; in the legend where it has a label. */
export function line(
  { x, y }: Course,
  { colour, width = WIDTH.line, dash, label }: {
    colour: string;
    width?: number;
    dash?: readonly number[];
    label?: string;
  },
): Mark {
  const through = (points: Point[]): Item => ({
    kind: "path",
    d: lineShape()(points) ?? "",
    stroke: colour,
    lineWidth: width,
    ...(dash && { dash }),
  });
  const path = (view: View) => Array.from(x, (value, i): Point => [view.x(value), view.y(y[i]!)]);
  return {
    draw: (view) => [through(path(view))],
    path,
    ...(label && { key: { label, sample: through([[0, 0], [SAMPLE, 0]]) } }),
  };
}

/** A dot with a white rim, named in the legend. */
export function dot(x: number, y: number, colour: string, label: string): Mark {
  const at = ([x, y]: Point): Item => ({
    kind: "group",
    x,
    y,
    items: [{
      kind: "path",
      d: symbol(symbolCircle, DOT_AREA)() ?? "",
      fill: colour,
      stroke: PAPER,
      lineWidth: 1,
    }],
  });
  const place = (view: View): Point => [view.x(x), view.y(y)];
  return {
    draw: (view) => [at(place(view))],
    path: (view) => [place(view)],
    key: { label, sample: at([SAMPLE / 2, 0]) },
  };
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** Bars on y = 0 with white edges, a tenth of their width and at most one point thick. */
export function bars(
  spans: readonly Bar[],
  { colour, opacity }: { colour: string; opacity: number },
): Mark {
  return {
    draw: (view) =>
      spans.filter(({ height }) => height > 0).map(({ from, to, height }) => {
        const x = view.x(from), width = view.x(to) - x;
        const y = view.y(height);
        return {
          kind: "rect",
          x,
          y,
          width,
          height: view.y(0) - y,
          fill: colour,
          opacity,
          stroke: PAPER,
          lineWidth: Math.min(0.1 * width, 1),
        };
      }),
  };
}

/** Words standing on the points given, centred. */
export function words(notes: readonly { x: number; y: number; text: string }[]): Mark {
  return {
    draw: (view) =>
      notes.map(({ x, y, text }) => ({
        kind: "text",
        text,
        x: view.x(x),
        y: view.y(y) - PAD.label,
        align: "center",
        size: SIZE.tick,
      })),
  };
}
