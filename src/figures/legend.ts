/** The legend: in the first corner of the axes where it covers nothing, or else below them. */

import type { Look } from "./look.ts";
import type { Frame, LegendEntry, Mark, Point } from "./marks/mark.ts";
import { swatchWidth } from "./marks/mark.ts";
import { bounds, type Box, type Measure, type Node, texts } from "./scene.ts";
import { ASCENT, DESCENT, type Theme } from "./theme.ts";
import { wrap } from "./typeset.ts";

// matplotlib's proportions, in parts of the font's size.
const INSIDE = 0.4;
const BETWEEN_ROWS = 0.5;
const AFTER_SWATCH = 0.8;
const FROM_AXES = 0.5;
const ROW = ASCENT + DESCENT;

/** An entry laid out: its lines, and the room that it takes, in points. */
interface Entry {
  readonly entry: LegendEntry;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/**
 * The legend of the marks that have a name; nothing if none has. It covers none of the panel's `items`;
 * with `wrapped`, it is no wider than the axes.
 */
export function legend(
  marks: readonly Mark[],
  frame: Frame,
  items: readonly Node[],
  wrapped: boolean,
): Node[] {
  const { theme, measure } = frame, size = theme.size.legend;
  const room = wrapped ? frame.width - 2 * INSIDE * size : Infinity;
  const entries = layOut(marks.flatMap(({ legend }) => legend ?? []), frame, room);
  if (entries.length === 0) return [];
  const box = stack(entries, size);
  const covered = [
    ...marks.flatMap(({ path, reach = 0 }): Covered[] =>
      path ? [{ path: path(frame), reach: reach * theme.scale }] : []
    ),
    ...texts(items, measure).map(({ box }) => ({ path: outline(box), reach: 0 })),
  ];
  const corner = freeCorner(box, covered, frame);
  if (!corner) {
    const y = lowest(items, frame) + FROM_AXES * size;
    return [{
      kind: "group",
      x: 0,
      y,
      items: drawn(entries, flow(entries, size, frame.width), theme),
    }];
  }
  const ground: Node = {
    kind: "rect",
    x: 0,
    y: 0,
    width: box.width,
    height: box.height,
    fill: theme.colors.axesBackground,
    stroke: theme.colors.legendEdge,
    lineWidth: theme.scale,
    radius: 0.2 * size,
  };
  return [{ kind: "group", ...corner, items: [ground, ...drawn(entries, box.places, theme)] }];
}

/** The one legend of several panels; undefined where theirs are not all the same, or there are none. */
export function sharedLegend(
  panels: readonly (readonly Mark[])[],
  { theme }: Look,
): readonly LegendEntry[] | undefined {
  const legends = panels.map((marks) => marks.flatMap(({ legend }) => legend ?? []));
  const looks = legends.map((entries) =>
    JSON.stringify(entries.map(({ label, swatch }) => [label, swatch(theme)]))
  );
  const same = panels.length > 1 && looks.every((look) => look === looks[0]);
  return same && legends[0]!.length > 0 ? legends[0] : undefined;
}

/** The entries in rows of at most `width` points, from the top left. */
export function legendBelow(entries: readonly LegendEntry[], look: Look, width: number): Node[] {
  const all = layOut(entries, look, width);
  return drawn(all, flow(all, look.theme.size.legend, width), look.theme);
}

/** The entries with their lines, no wider than `room`. */
function layOut(
  entries: readonly LegendEntry[],
  { theme, measure }: { theme: Theme; measure: Measure },
  room: number,
): Entry[] {
  const size = theme.size.legend;
  const beforeLabel = swatchWidth(theme) + AFTER_SWATCH * size;
  return entries.map((entry) => {
    const lines = wrap(entry.label, room - beforeLabel, size, measure);
    const longest = Math.max(...lines.map((line) => measure(line, size)));
    const height = (lines.length * (ROW + BETWEEN_ROWS) - BETWEEN_ROWS) * size;
    return { entry, lines, width: beforeLabel + longest, height };
  });
}

function drawn(entries: readonly Entry[], places: readonly Point[], theme: Theme): Node[] {
  return entries.flatMap((entry, i) => written(entry, places[i]!, theme));
}

/** Where the panel ends, with what is written below it. */
function lowest(items: readonly Node[], { measure }: Frame): number {
  const { y, height } = bounds(items, measure);
  return y + height;
}

/** A line that the legend keeps clear of, and how far from it. */
interface Covered {
  readonly path: readonly Point[];
  readonly reach: number;
}

interface Arranged {
  readonly width: number;
  readonly height: number;
  /** Of each entry's top left. */
  readonly places: readonly Point[];
}

/** The entries below each other. */
function stack(entries: readonly Entry[], size: number): Arranged {
  const inside = INSIDE * size;
  let y = inside;
  const places = entries.map(({ height }): Point => {
    const place = [inside, y] as const;
    y += height + BETWEEN_ROWS * size;
    return place;
  });
  const width = Math.max(...entries.map(({ width }) => width)) + 2 * inside;
  return { width, height: y - BETWEEN_ROWS * size + inside, places };
}

/** The entries row by row, below each other in as many columns as are together no wider than `most`. */
function flow(entries: readonly Entry[], size: number, most: number): readonly Point[] {
  const gap = 1.2 * size;
  for (let columns = entries.length; columns > 0; columns--) {
    const widths: number[] = Array(columns).fill(0), heights: number[] = [];
    entries.forEach(({ width, height }, i) => {
      const row = Math.floor(i / columns);
      widths[i % columns] = Math.max(widths[i % columns]!, width);
      heights[row] = Math.max(heights[row] ?? 0, height);
    });
    const x = starts(widths, gap), y = starts(heights, BETWEEN_ROWS * size);
    if (x.at(-1)! - gap > most && columns > 1) continue;
    return entries.map((_, i): Point => [x[i % columns]!, y[Math.floor(i / columns)]!]);
  }
  return [];
}

/** Where things of these lengths start, one after the other, and where the next one would. */
function starts(lengths: readonly number[], gap: number): number[] {
  const places = [0];
  for (const length of lengths) places.push(places.at(-1)! + length + gap);
  return places;
}

function written({ entry, lines }: Entry, [x, y]: Point, theme: Theme): Node[] {
  const size = theme.size.legend, baseline = y + ASCENT * size;
  return [
    { kind: "group", x, y: baseline - 0.35 * size, items: entry.swatch(theme) },
    ...lines.map((text, i): Node => ({
      kind: "text",
      text,
      x: x + swatchWidth(theme) + AFTER_SWATCH * size,
      y: baseline + i * (ROW + BETWEEN_ROWS) * size,
      align: "left",
      size,
    })),
  ];
}

/** matplotlib's order of corners: upper right, upper left, lower left, lower right. */
function freeCorner(
  { width, height }: { width: number; height: number },
  covered: readonly Covered[],
  { theme, ...axes }: Frame,
): { x: number; y: number } | undefined {
  const margin = FROM_AXES * theme.size.legend;
  const left = margin, right = axes.width - margin - width;
  const top = margin, bottom = axes.height - margin - height;
  if (right < margin || bottom < margin) return undefined;
  return [[right, top], [left, top], [left, bottom], [right, bottom]]
    .map(([x, y]) => ({ x: x!, y: y! }))
    .find(({ x, y }) =>
      !covered.some(({ path, reach }) =>
        crosses(path, {
          x: x - reach,
          y: y - reach,
          width: width + 2 * reach,
          height: height + 2 * reach,
        })
      )
    );
}

/** Whether the line through the points enters the box; looked up at steps along each piece near it. */
function crosses(path: readonly Point[], { x, y, width, height }: Box): boolean {
  const steps = 16;
  const inside = (px: number, py: number) =>
    px >= x && px <= x + width && py >= y && py <= y + height;
  return path.some(([px, py], i) => {
    const [qx, qy] = path[i + 1] ?? [px, py];
    const far = Math.max(px, qx) < x || Math.min(px, qx) > x + width ||
      Math.max(py, qy) < y || Math.min(py, qy) > y + height;
    for (let k = 0; k < steps && !far; k++) {
      if (inside(px + k / steps * (qx - px), py + k / steps * (qy - py))) return true;
    }
    return false;
  });
}

function outline({ x, y, width, height }: Box): Point[] {
  return [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]];
}
