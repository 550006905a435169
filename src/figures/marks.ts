/** What stands inside the axes: lines, bars, points and words, given in data coordinates. */

import type { Node } from "./scene.ts";
import { BACKGROUND, PAD, SIZE, WIDTH } from "./theme.ts";

/** From data to points within the axes. */
export interface Scales {
  x(value: number): number;
  y(value: number): number;
}

export type Point = [x: number, y: number];

export interface Mark {
  render(scales: Scales): Node[];
  /** Where it runs; a legend keeps clear of it. */
  path?(scales: Scales): Point[];
  /** Its name in the legend, and what is shown beside it, `SWATCH_WIDTH` wide, around y = 0. */
  readonly legend?: { readonly label: string; readonly swatch: Node };
}

/** The width of a legend's sample. */
export const SWATCH_WIDTH = 2 * SIZE.legend;

const DOT_RADIUS = 3.5;

/** Points to be joined by a line. */
export interface Points {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** A line through the points; in the legend where it has a label. */
export function line(
  { x, y }: Points,
  { color, width = WIDTH.line, dash, label }: {
    color: string;
    width?: number;
    dash?: readonly number[];
    label?: string;
  },
): Mark {
  const through = (points: Point[]): Node => ({
    kind: "path",
    d: polyline(points),
    stroke: color,
    lineWidth: width,
    ...(dash && { dash }),
  });
  const path = (scales: Scales) =>
    Array.from(x, (value, i): Point => [scales.x(value), scales.y(y[i]!)]);
  return {
    render: (scales) => [through(path(scales))],
    path,
    ...(label && { legend: { label, swatch: through([[0, 0], [SWATCH_WIDTH, 0]]) } }),
  };
}

/** A dot with a white rim, named in the legend. */
export function dot(x: number, y: number, color: string, label: string): Mark {
  const at = ([x, y]: Point): Node => ({
    kind: "group",
    x,
    y,
    items: [{
      kind: "path",
      d: circle(DOT_RADIUS),
      fill: color,
      stroke: BACKGROUND,
      lineWidth: 1,
    }],
  });
  const place = (scales: Scales): Point => [scales.x(x), scales.y(y)];
  return {
    render: (scales) => [at(place(scales))],
    path: (scales) => [place(scales)],
    legend: { label, swatch: at([SWATCH_WIDTH / 2, 0]) },
  };
}

/** The points joined by lines, in SVG's path language, to a thousandth of a point; one alone is a dot. */
function polyline(points: readonly Point[]): string {
  const places = points.map((point) =>
    point.map((value) => Math.round(value * 1000) / 1000).join()
  );
  return `M${places.join("L")}${points.length === 1 ? "Z" : ""}`;
}

/** A circle around the origin: two halves, since an arc to where it starts is none. */
function circle(r: number): string {
  return `M${r},0A${r},${r},0,1,1,${-r},0A${r},${r},0,1,1,${r},0`;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/** Bars on y = 0 with white edges, a tenth of their width and at most one point thick. */
export function bars(
  spans: readonly Bar[],
  { color, opacity }: { color: string; opacity: number },
): Mark {
  return {
    render: (scales) =>
      spans.filter(({ height }) => height > 0).map(({ from, to, height }) => {
        const x = scales.x(from), width = scales.x(to) - x;
        const y = scales.y(height);
        return {
          kind: "rect",
          x,
          y,
          width,
          height: scales.y(0) - y,
          fill: color,
          opacity,
          stroke: BACKGROUND,
          lineWidth: Math.min(0.1 * width, 1),
        };
      }),
  };
}

/** Words standing on the points given, centred. */
export function text(notes: readonly { x: number; y: number; text: string }[]): Mark {
  return {
    render: (scales) =>
      notes.map(({ x, y, text }) => ({
        kind: "text",
        text,
        x: scales.x(x),
        y: scales.y(y) - PAD.label,
        align: "center",
        size: SIZE.tick,
      })),
  };
}
