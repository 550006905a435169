/** The check that a figure can be read: no text cut off, too small, over another, or crossed by the grid. */

import assert from "node:assert/strict";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { type Box, type Node, type Scene, textBox } from "../../src/figures/scene.ts";
import { MIN_TEXT, STYLES } from "../../src/figures/theme.ts";

/** What is drawn, in the order of drawing: places on the page. */
type Drawn =
  | { readonly kind: "text"; readonly text: string; readonly size: number; readonly box: Box }
  | { readonly kind: "ground"; readonly box: Box; readonly legend: boolean }
  | { readonly kind: "marker"; readonly box: Box }
  | { readonly kind: "grid"; readonly box: Box };

/** Fails unless the figure's texts are inside of what shows them, and apart from each other, and no legend covers a marker. */
export async function assertLegible(figure: Figure): Promise<void> {
  const page = await figure.page();
  const drawn = await drawnOn(page);
  const texts = drawn.filter((item) => item.kind === "text");
  assert.ok(texts.length > 0);
  for (const { text, size } of texts) assert.ok(size >= MIN_TEXT, `"${text}" has ${size} points`);
  texts.forEach((one, i) =>
    texts.slice(i + 1).forEach((other) => {
      assert.ok(apart(one.box, other.box), `"${one.text}" and "${other.text}" overlap`);
    })
  );
  drawn.forEach((item, i) => {
    if (item.kind === "marker") {
      const covered = drawn.slice(i).some((over) =>
        over.kind === "ground" && over.legend && !apart(over.box, item.box)
      );
      assert.ok(!covered, `a legend covers the marker at ${JSON.stringify(item.box)}`);
    }
    if (item.kind !== "text") return;
    drawn.slice(0, i).forEach((line, k) => {
      if (line.kind !== "grid" || apart(line.box, item.box)) return;
      const hidden = drawn.slice(k, i).some(({ kind, box }) =>
        kind === "ground" && within(item.box, box)
      );
      assert.ok(hidden, `a line of the grid runs through "${item.text}"`);
    });
  });
}

/** Every text, filled rectangle and line of a grid. Fails for a text that is cut off. */
async function drawnOn(page: Scene): Promise<Drawn[]> {
  const { measure } = await openCanvas();
  const grids = Object.values(STYLES).map(({ colors }) => colors.grid);
  const visit = (items: readonly Node[], x: number, y: number, shown: Box): Drawn[] =>
    items.flatMap((item): Drawn[] => {
      const moved = (box: Box) => ({ ...box, x: box.x + x, y: box.y + y });
      switch (item.kind) {
        case "text": {
          const box = moved(textBox(item, measure));
          assert.ok(within(box, shown), `"${item.text}" is cut off: ${JSON.stringify(box)}`);
          return [{ kind: "text", text: item.text, size: item.size, box }];
        }
        case "rect":
          return item.fill && (item.opacity ?? 1) === 1
            ? [{ kind: "ground", box: moved(item), legend: item.radius !== undefined }]
            : [];
        case "path":
          return item.fill || !grids.includes(item.stroke ?? "") ? [] : straightLines(item.d)
            .map((box) => ({ kind: "grid", box: moved(box) }));
        case "group": {
          const [shape] = item.items;
          if (!item.clip && item.items.length === 1 && shape?.kind === "path") {
            return [{ kind: "marker", box: around(shape.d, x + item.x, y + item.y) }];
          }
          const inner = item.clip ? { ...item.clip, x: x + item.x, y: y + item.y } : shown;
          return visit(item.items, x + item.x, y + item.y, inner);
        }
        case "image":
          return [];
      }
    });
  return visit(page.items, 0, 0, { x: 0, y: 0, width: page.width, height: page.height });
}

/** Around the points of a path of lines or curves. */
function around(d: string, x: number, y: number): Box {
  const numbers = Array.from(d.matchAll(/-?[\d.]+(?:e-?\d+)?/g), Number);
  const across = numbers.filter((_, i) => i % 2 === 0),
    down = numbers.filter((_, i) => i % 2 === 1);
  const [left, top] = [Math.min(...across), Math.min(...down)];
  const [width, height] = [Math.max(...across) - left, Math.max(...down) - top];
  return { x: x + left, y: y + top, width, height };
}

/** The lines of a path that are vertical or horizontal, as boxes of no width or no height. */
function straightLines(d: string): Box[] {
  return Array.from(d.matchAll(/M([-\d.e]+),([-\d.e]+)([HV])([-\d.e]+)/g), ([, a, b, way, c]) => {
    const [x, y, to] = [Number(a), Number(b), Number(c)];
    return way === "H"
      ? { x: Math.min(x, to), y, width: Math.abs(to - x), height: 0 }
      : { x, y: Math.min(y, to), width: 0, height: Math.abs(to - y) };
  });
}

/** How far rounding may put a text over an edge, in points. */
const ROUNDING = 1e-6;

function within(inner: Box, outer: Box): boolean {
  return inner.x >= outer.x - ROUNDING && inner.y >= outer.y - ROUNDING &&
    inner.x + inner.width <= outer.x + outer.width + ROUNDING &&
    inner.y + inner.height <= outer.y + outer.height + ROUNDING;
}

function apart(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x ||
    a.y + a.height <= b.y || b.y + b.height <= a.y;
}
