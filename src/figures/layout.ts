/** From panels to a page: a grid whose gaps grow with what is written into them, and a heading. */

import type { Size } from "./axes.ts";
import type { Look } from "./look.ts";
import { NoRoomError } from "./no_room.ts";
import { bounds, type Group, type Node, type Scene } from "./scene.ts";
import { DESCENT } from "./theme.ts";
import { paragraph } from "./typeset.ts";

/** Panels of one size in rows, at a font size of 12. */
export interface Grid extends Size {
  /** The most in a row. */
  readonly columns: number;
  /** The least distance of neighbouring panels, across and down. */
  readonly gap: { readonly x: number; readonly y: number };
  /** Whether they are as high at any width, as panels of lines of text are. Default: no. */
  readonly fixedHeight?: boolean;
}

/** The panels, drawn in axes of this size. */
export type DrawPanels = (size: Size) => readonly (readonly Node[])[];

/** What stands around all panels. */
export interface Around {
  readonly heading?: string | undefined;
  /** What stands below them, from the top left, in lines of so many points. */
  readonly below?: (width: number) => readonly Node[];
}

/** The least distance of what is written around neighbouring panels, at a font size of 12. */
const CLEAR = 8;

/** On a page of given width, panels are at least so wide, of their natural size, or in fewer columns. */
const NARROWEST = 0.5;

/** They are at most so high, of their natural size, unless they are so much wider. */
const HIGHEST = 1.35, LEAST_SLOPE = 0.4;

/** How often a size is tried. */
const MOST_TURNS = 8;

/** A page that is higher than a paper's, and than so many times its width, takes more columns. */
const TALLEST = 9 * 72, TALL = 4 / 3;

/** Axes are at least as large as so many letters. */
const LEAST_LETTERS = 4;

/**
 * The page with `count` panels, row by row, with what is around them: each in its natural size, or, if
 * the page has a width, as large as that allows. Throws `UsageError` where there is no room for them.
 */
export function layoutGrid(
  count: number,
  draw: DrawPanels,
  grid: Grid,
  look: Look,
  { heading, below = () => [] }: Around = {},
): Scene {
  const { width: page, theme: { scale, pad } } = look;
  if (page === undefined) {
    const columns = Math.min(grid.columns, count);
    const panel = { width: grid.width * scale, height: grid.height * scale };
    const items = arrange(draw(panel), panel, columns, grid, look);
    const middle = (Math.max(...items.map(({ x }) => x)) + panel.width) / 2;
    return fitPage([...items, ...headingText(heading, items, { middle }, look)], look);
  }
  const room = page - 2 * pad.page;
  const withColumns = (columns: number): Scene | undefined => {
    const items = fitPanels(draw, columns, grid, room, look);
    if (!items) return undefined;
    const text = headingText(heading, items, { room }, look);
    return fitPage([...items, ...footer(below, room, items, look), ...text], look);
  };
  const columns = balanced(count);
  const fewer = columns.filter((number) => number <= grid.columns).reverse();
  const more = columns.filter((number) => number > grid.columns);
  let scene: Scene | undefined = fewer.values().map(withColumns).find((scene) => scene);
  if (!scene) throw new NoRoomError(look.theme);
  for (const number of more) {
    if (scene.height <= Math.max(TALLEST, TALL * page)) break;
    const lower: Scene | undefined = withColumns(number);
    if (!lower) break;
    scene = lower;
  }
  return scene;
}

/** Numbers of columns for so many panels, of which no smaller one makes as few rows. */
function balanced(count: number): number[] {
  const all = Array.from({ length: count }, (_, i) => i + 1);
  return all.filter((columns) => Math.ceil(count / Math.ceil(count / columns)) === columns);
}

/**
 * The panels, as wide as fits into `room`; undefined where they would be too narrow. What is written
 * beside a panel depends on its size, so the size is looked for step by step.
 */
function fitPanels(
  draw: DrawPanels,
  columns: number,
  grid: Grid,
  room: number,
  look: Look,
): Group[] | undefined {
  const { scale, size: { label } } = look.theme;
  const readable = columns === 1 ? 0 : NARROWEST * grid.width * scale;
  const narrowest = Math.max(readable, LEAST_LETTERS * label);
  const gaps = (columns - 1) * grid.gap.x * scale;
  let best: { width: number; items: Group[] } | undefined;
  let width = Math.max(narrowest, (room - gaps) / columns - 4 * label);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const panel = { width, height: heightAt(width, grid, scale) };
    const drawn = drawIfRoom(draw, panel);
    if (!drawn) break;
    const items = arrange(drawn, panel, columns, grid, look);
    const excess = bounds(items, look.measure).width - room;
    if (excess <= 0 && width > (best?.width ?? 0)) best = { width, items };
    if (excess <= 0 && excess > -0.5) break;
    const next = Math.max(narrowest, width - (excess + 0.1) / columns);
    if (next === width) break;
    width = next;
  }
  return best?.items;
}

/** The panels; undefined where their text has no room. */
function drawIfRoom(draw: DrawPanels, size: Size): ReturnType<DrawPanels> | undefined {
  try {
    return draw(size);
  } catch (error) {
    if (error instanceof NoRoomError) return undefined;
    throw error;
  }
}

/** What stands below the panels, from the first one's axes to the end of the page. */
function footer(
  below: NonNullable<Around["below"]>,
  room: number,
  panels: readonly Node[],
  look: Look,
): Node[] {
  const { x, y, height } = bounds(panels, look.measure);
  const items = below(room + Math.min(x, 0));
  if (items.length === 0) return [];
  return [{ kind: "group", x: 0, y: y + height + CLEAR * look.theme.scale, items }];
}

/** In the natural proportions, but not too low to be read, and no higher than a wide panel needs. */
function heightAt(width: number, grid: Grid, scale: number): number {
  const natural = grid.height * scale;
  if (grid.fixedHeight) return natural;
  const most = Math.max(HIGHEST * natural, LEAST_SLOPE * width);
  return Math.min(Math.max(width * grid.height / grid.width, NARROWEST * natural), most);
}

/** The laid-out panels in rows. */
function arrange(
  panels: readonly (readonly Node[])[],
  { width, height }: Size,
  columns: number,
  { gap }: Grid,
  { measure, theme: { scale } }: Look,
): Group[] {
  const around = panels.map((items) => bounds(items, measure));
  const across = around.map((box) => ({ before: -box.x, after: box.x + box.width - width }));
  const down = around.map((box) => ({ before: -box.y, after: box.y + box.height - height }));
  const column = (i: number) => i % columns, row = (i: number) => Math.floor(i / columns);
  const x = starts(width, gap.x * scale, CLEAR * scale, across, column);
  const y = starts(height, gap.y * scale, CLEAR * scale, down, row);
  return panels.map((items, i): Group => (
    { kind: "group", x: x[column(i)]!, y: y[row(i)]!, items }
  ));
}

/**
 * Where the columns (or rows) of panels start, given how far what is written around each panel
 * reaches out of it, and which column the i-th panel is in.
 */
function starts(
  size: number,
  gap: number,
  clear: number,
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
    places.push(places[k - 1]! + size + Math.max(gap, after[k - 1]! + clear + before[k]!));
  }
  return places;
}

/** The heading above the items: around `middle`, or in lines no wider than the `room` that they are in. */
function headingText(
  heading: string | undefined,
  items: readonly Node[],
  { middle, room = Infinity }: { middle?: number; room?: number },
  { theme: { size, pad }, measure }: Look,
): Node[] {
  if (!heading) return [];
  const box = bounds(items, measure);
  return paragraph(
    {
      text: heading,
      x: middle ?? box.x + box.width / 2,
      y: box.y - pad.title - DESCENT * size.heading,
      size: size.heading,
    },
    room,
    measure,
  );
}

/** The page that holds the items and a margin around them: whole points, or as wide as it was asked for. */
function fitPage(
  items: readonly Node[],
  { measure, width: asked, theme: { pad } }: Look,
): Scene {
  const { x, y, width, height } = bounds(items, measure);
  const page = asked ?? Math.ceil(width + 2 * pad.page);
  const left = asked === undefined ? pad.page : (page - width) / 2;
  return {
    width: page,
    height: Math.ceil(height + 2 * pad.page),
    items: [{ kind: "group", x: left - x, y: pad.page - y, items }],
  };
}
