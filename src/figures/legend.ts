/** The legend: in the first corner of the axes where it covers no line, or else beside them. */

import { type Mark, type Point, type Scales, SWATCH_WIDTH } from "./marks.ts";
import type { Box, Measure, Node } from "./scene.ts";
import { ASCENT, AXES_BACKGROUND, DESCENT, LEGEND_EDGE, SIZE } from "./theme.ts";

// matplotlib's proportions, in parts of the font's size.
const SIZE_PT = SIZE.legend;
const INSIDE = 0.4 * SIZE_PT;
const BETWEEN_ROWS = 0.5 * SIZE_PT;
const AFTER_SWATCH = 0.8 * SIZE_PT;
const FROM_AXES = 0.5 * SIZE_PT;
const ROW = (ASCENT + DESCENT) * SIZE_PT;

/** The legend of the marks that have a key, for axes of the given size; nothing if none has. */
export function legend(
  marks: readonly Mark[],
  scales: Scales,
  axes: { width: number; height: number },
  measure: Measure,
): Node[] {
  const entries = marks.flatMap(({ legend }) => legend ? [legend] : []);
  if (entries.length === 0) return [];
  const longest = Math.max(...entries.map(({ label }) => measure(label, SIZE_PT)));
  const size = {
    width: INSIDE + SWATCH_WIDTH + AFTER_SWATCH + longest + INSIDE,
    height: INSIDE + entries.length * (ROW + BETWEEN_ROWS) - BETWEEN_ROWS + INSIDE,
  };
  const rows = entries.flatMap(({ label, swatch }, i): Node[] => {
    const baseline = INSIDE + i * (ROW + BETWEEN_ROWS) + ASCENT * SIZE_PT;
    const x = INSIDE + SWATCH_WIDTH + AFTER_SWATCH;
    return [
      { kind: "group", x: INSIDE, y: baseline - 0.35 * SIZE_PT, items: [swatch] },
      { kind: "text", text: label, x, y: baseline, align: "left", size: SIZE_PT },
    ];
  });
  return [{
    kind: "group",
    ...place(size, marks.flatMap(({ path }) => path ? [path(scales)] : []), axes),
    items: [{
      kind: "rect",
      x: 0,
      y: 0,
      ...size,
      fill: AXES_BACKGROUND,
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
