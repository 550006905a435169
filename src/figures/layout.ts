/** From subplots to a page: a grid whose gaps grow with what is written into them, and a heading. */

import { bounds, type Group, type Measure, type Node, type Scene } from "./scene.ts";
import { DESCENT, PAD, SIZE } from "./theme.ts";

export interface Grid {
  readonly columns: number;
  /** Of every panel. */
  readonly width: number;
  readonly height: number;
  /** The least distance of neighbouring panels, across and down. */
  readonly gap: { readonly x: number; readonly y: number };
}

/** The least distance of what is written around neighbouring panels. */
const CLEAR = 8;

/** The page with the laid-out panels in a grid, row by row, under the heading. */
export function layoutGrid(
  panels: readonly (readonly Node[])[],
  { columns, width, height, gap }: Grid,
  measure: Measure,
  heading?: string,
): Scene {
  const around = panels.map((items) => bounds(items, measure));
  const across = around.map((box) => ({ before: -box.x, after: box.x + box.width - width }));
  const down = around.map((box) => ({ before: -box.y, after: box.y + box.height - height }));
  const column = (i: number) => i % columns, row = (i: number) => Math.floor(i / columns);
  const x = starts(width, gap.x, across, column);
  const y = starts(height, gap.y, down, row);
  const items: Node[] = panels.map((items, i): Group => (
    { kind: "group", x: x[column(i)]!, y: y[row(i)]!, items }
  ));
  if (heading) {
    const middle = (x.at(-1)! + width) / 2;
    const baseline = bounds(items, measure).y - PAD.title - DESCENT * SIZE.heading;
    const size = SIZE.heading;
    items.push({ kind: "text", text: heading, x: middle, y: baseline, align: "center", size });
  }
  return fitPage(items, measure);
}

/**
 * Where the columns (or rows) of panels start, given how far what is written around each panel
 * reaches out of it, and which column the i-th panel is in.
 */
function starts(
  size: number,
  gap: number,
  reaches: readonly { before: number; after: number }[],
  track: (i: number) => number,
): number[] {
  const before: number[] = [], after: number[] = [];
  reaches.forEach((reach, i) => {
    before[track(i)] = Math.max(before[track(i)] ?? 0, reach.before);
    after[track(i)] = Math.max(after[track(i)] ?? 0, reach.after);
  });
  const places = [0];
  for (let k = 1; k < before.length; k++) {
    places.push(places[k - 1]! + size + Math.max(gap, after[k - 1]! + CLEAR + before[k]!));
  }
  return places;
}

/** The page that holds the items and a margin around them, whole points in size. */
export function fitPage(items: readonly Node[], measure: Measure): Scene {
  const { x, y, width, height } = bounds(items, measure);
  return {
    width: Math.ceil(width + 2 * PAD.page),
    height: Math.ceil(height + 2 * PAD.page),
    items: [{ kind: "group", x: PAD.page - x, y: PAD.page - y, items }],
  };
}
