/** The markers of the ten series of a palette, small shapes around the origin. */

import type { Node } from "../scene.ts";
import { BACKGROUND } from "../theme.ts";
import { type Point, polyline } from "./mark.ts";

/** How a marker is called. */
export type MarkerName =
  | "circle"
  | "square"
  | "triangle"
  | "diamond"
  | "triangle-down"
  | "plus"
  | "star"
  | "cross"
  | "triangle-left"
  | "triangle-right";

/** Corners, of a radius of about 1, of shapes that look equally large; a circle has none; in the order of the series. */
export const MARKERS: Readonly<Record<MarkerName, readonly Point[] | undefined>> = {
  circle: undefined,
  square: polygon(4, 1.22, 45),
  triangle: polygon(3, 1.3, 0),
  diamond: polygon(4, 1.3, 0),
  "triangle-down": polygon(3, 1.3, 180),
  plus: cross(0),
  star: star(),
  cross: cross(45),
  "triangle-left": polygon(3, 1.3, -90),
  "triangle-right": polygon(3, 1.3, 90),
};

/** How far the furthest corner is from the middle, in radii. */
export const REACH = 1.4;

/** The marker of series `index`: in the next ten, each colour has the marker of the colour after it. */
export function seriesMarker(index: number): MarkerName {
  const names = Object.keys(MARKERS) as MarkerName[];
  return names[(index + Math.floor(index / names.length)) % names.length]!;
}

/** The marker at a place, with a rim of the page's white. */
export function marker(
  name: MarkerName,
  [x, y]: Point,
  radius: number,
  color: string,
  rim: number,
): Node {
  const d = shape(name, radius);
  const items = [{ kind: "path", d, fill: color, stroke: BACKGROUND, lineWidth: rim }] as const;
  return { kind: "group", x, y, items };
}

/** Its outline alone, through which other markers at the same place are seen. */
export function openMarker(
  name: MarkerName,
  [x, y]: Point,
  radius: number,
  color: string,
  lineWidth: number,
): Node {
  const items = [{ kind: "path", d: shape(name, radius), stroke: color, lineWidth }] as const;
  return { kind: "group", x, y, items };
}

function shape(name: MarkerName, radius: number): string {
  const corners = MARKERS[name];
  return corners === undefined
    ? circle(radius)
    : `${polyline(corners.map(([x, y]): Point => [radius * x, radius * y]))}Z`;
}

/** A regular polygon, one corner upwards and then turned clockwise. */
function polygon(corners: number, radius: number, degrees: number): Point[] {
  return Array.from({ length: corners }, (_, i) => at(radius, degrees + 360 * i / corners));
}

/** A star of five points. */
function star(): Point[] {
  return Array.from({ length: 10 }, (_, i) => at(i % 2 ? 0.6 : 1.4, 36 * i));
}

/** A cross of four arms. */
function cross(degrees: number): Point[] {
  const half = 0.42, reach = 1.3;
  const inner = half * Math.SQRT2, outer = Math.hypot(half, reach);
  const aside = Math.atan2(half, reach) * 180 / Math.PI;
  return [0, 90, 180, 270].flatMap((arm) => [
    at(outer, degrees + arm - aside),
    at(outer, degrees + arm + aside),
    at(inner, degrees + arm + 45),
  ]);
}

/** The point so far from the origin, clockwise from the top. */
function at(radius: number, degrees: number): Point {
  const angle = degrees * Math.PI / 180;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}

/** A circle around the origin, as four curves, which the drawing library writes shorter than arcs. */
function circle(r: number): string {
  const k = 4 / 3 * (Math.SQRT2 - 1) * r;
  return `M${r},0C${r},${k},${k},${r},0,${r}C${-k},${r},${-r},${k},${-r},0` +
    `C${-r},${-k},${-k},${-r},0,${-r}C${k},${-r},${r},${-k},${r},0Z`;
}
