/** The legend: in the first corner of the axes where it covers no line, or else beside them. */

import { type Mark, type Point, SAMPLE, type View } from "./marks.ts";
import type { Box, Item, Measure } from "./page.ts";
import { HANG, LEGEND_EDGE, PANEL, RISE, SIZE } from "./theme.ts";

// matplotlib's proportions, in parts of the font's size.
const SIZE_PT = SIZE.legend;
const INSIDE = 0.4 * SIZE_PT;
const BETWEEN_ROWS = 0.5 * SIZE_PT;
const AFTER_SAMPLE = 0.8 * SIZE_PT;
const FROM_AXES = 0.5 * SIZE_PT;
const ROW = (RISE + HANG) * SIZE_PT;

/** The legend of the marks that have a key, for axes of the given size; nothing if none has. */
export function legend(
  marks: readonly Mark[],
  view: View,
  axes: { width: number; height: number },
  measure: Measure,
): Item[] {
  const keys = marks.flatMap(({ key }) => key ? [key] : []);
  if (keys.length === 0) return [];
  const longest = Math.max(...keys.map(({ label }) => measure(label, SIZE_PT)));
  const size = {
    width: INSIDE + SAMPLE + AFTER_SAMPLE + longest + INSIDE,
    height: INSIDE + keys.length * (ROW + BETWEEN_ROWS) - BETWEEN_ROWS + INSIDE,
  };
  const rows = keys.flatMap(({ label, sample }, i): Item[] => {
    const baseline = INSIDE + i * (ROW + BETWEEN_ROWS) + RISE * SIZE_PT;
    const x = INSIDE + SAMPLE + AFTER_SAMPLE;
    return [
      { kind: "group", x: INSIDE, y: baseline - 0.35 * SIZE_PT, items: [sample] },
      { kind: "text", text: label, x, y: baseline, align: "left", size: SIZE_PT },
    ];
  });
  return [{
    kind: "group",
    ...place(size, marks.flatMap(({ path }) => path ? [path(view)] : []), axes),
    items: [{
      kind: "rect",
      x: 0,
      y: 0,
      ...size,
      fill: PANEL,
      opacity: 0.8,
      stroke: LEGEND_EDGE,
      lineWidth: 1,
      radius: 0.2 * SIZE_PT,
    }, ...rows],
  }];
}

/** matplotlib's order of corners: upper right, upper left, lower left, lower right. */
function place(
  size: { width: number; height: number },
  paths: readonly Point[][],
  axes: { width: number; height: number },
): { x: number; y: number } {
  const left = FROM_AXES, right = axes.width - FROM_AXES - size.width;
  const top = FROM_AXES, bottom = axes.height - FROM_AXES - size.height;
  const free = [[right, top], [left, top], [left, bottom], [right, bottom]]
    .map(([x, y]) => ({ x: x!, y: y! }))
    .find((corner) => !paths.some((path) => crosses(path, { ...corner, ...size })));
  const fits = right >= FROM_AXES && bottom >= FROM_AXES;
  return free && fits ? free : { x: axes.width + 2 * FROM_AXES, y: 0 };
}

/** Whether the line through the points enters the box; looked up at steps along each piece. */
function crosses(path: readonly Point[], { x, y, width, height }: Box): boolean {
  const steps = 16;
  const inside = (px: number, py: number) =>
    px >= x && px <= x + width && py >= y && py <= y + height;
  return path.some(([px, py], i) => {
    const [qx, qy] = path[i + 1] ?? [px, py];
    return Array.from({ length: steps }, (_, k) => k / steps)
      .some((part) => inside(px + part * (qx - px), py + part * (qy - py)));
  });
}
