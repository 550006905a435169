/** Marks in their panels: what they draw, where, and the numbers that they tell. */

import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { curvesFigure } from "../../src/figures/curves.ts";
import { deadNeuronsFigure } from "../../src/figures/dead_neurons.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { band } from "../../src/figures/marks/band.ts";
import { bars } from "../../src/figures/marks/bars.ts";
import { heatMap } from "../../src/figures/marks/heat_map.ts";
import { histogram } from "../../src/figures/marks/histogram.ts";
import { line } from "../../src/figures/marks/line.ts";
import type { Mark } from "../../src/figures/marks/mark.ts";
import { points } from "../../src/figures/marks/points.ts";
import { rule } from "../../src/figures/marks/rule.ts";
import { text } from "../../src/figures/marks/text.ts";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import { paletteColor, PALETTES } from "../../src/figures/palette.ts";
import { facets, plot } from "../../src/figures/plot.ts";
import { scaleOf } from "../../src/figures/scales.ts";
import type { Node, Path, Rect } from "../../src/figures/scene.ts";
import { runs, shortened, superscript, wrap } from "../../src/figures/typeset.ts";
import { FIGURES } from "./samples.ts";

/** The size of a single panel, in points. */
const WIDTH = 360, HEIGHT = 240;

/** All items, groups opened, without their places. */
async function itemsOf(figure: Figure): Promise<Node[]> {
  const open = (item: Node): Node[] => item.kind === "group" ? item.items.flatMap(open) : [item];
  return (await figure.page()).items.flatMap(open);
}

async function rectsOf(figure: Figure, fill: string): Promise<Rect[]> {
  const items = await itemsOf(figure);
  return items.filter((item): item is Rect => item.kind === "rect" && item.fill === fill);
}

async function pathsOf(figure: Figure, color: string): Promise<Path[]> {
  const items = await itemsOf(figure);
  return items.filter((item): item is Path =>
    item.kind === "path" && (item.stroke === color || item.fill === color)
  );
}

/** The numbers of a path of straight lines. */
function corners({ d }: Path): number[][] {
  return d.slice(1).replace("Z", "").split("L").map((point) => point.split(",").map(Number));
}

/** Axes without margins, from 0 to `x` and to `y`. */
function axes(x: number, y: number) {
  return { x: { domain: [0, x] }, y: { domain: [0, y] } } as const;
}

Deno.test("a band goes along its upper edge and back along the lower one", async () => {
  const mark = band({ x: [0, 10], low: [0, 4], high: [8, 8] }, { color: 3 });
  const [path] = await pathsOf(plot({ ...axes(10, 8), marks: [mark] }), paletteColor(3));
  assert.deepEqual(corners(path!), [[0, 0], [WIDTH, 0], [WIDTH, HEIGHT / 2], [0, HEIGHT]]);
  assert.equal(path!.opacity, 0.25);
});

Deno.test("a rule crosses the axes, or joins its two ends", async () => {
  const marks = [
    rule({ y: 2 }, { color: 0 }),
    rule({ x: 5, from: 2, to: 6 }, { color: 1 }),
    rule({ y: 6, from: 1, to: 2 }, { color: 2, dash: "dashed" }),
  ];
  const figure = plot({ ...axes(10, 8), marks });
  const ends = async (color: number) => corners((await pathsOf(figure, paletteColor(color)))[0]!);
  assert.deepEqual(await ends(0), [[0, 180], [WIDTH, 180]]);
  assert.deepEqual(await ends(1), [[180, 180], [180, 60]]);
  assert.deepEqual(await ends(2), [[36, 60], [72, 60]]);
  assert.deepEqual((await pathsOf(figure, paletteColor(2)))[0]!.dash, [4, 2]);
});

Deno.test("bars of two series share a category, and hang down for numbers below 0", async () => {
  const figure = plot({
    x: { categories: ["a", "b"] },
    y: { domain: [-1, 1] },
    marks: [
      bars([1, 0.5], { color: 0, part: { index: 0, of: 2 } }),
      bars([-1, 0], { color: 1, part: { index: 1, of: 2 } }),
    ],
  });
  const [first, second] = await rectsOf(figure, paletteColor(0));
  const [below, none] = await rectsOf(figure, paletteColor(1));
  const place = ({ x, y, width, height }: Rect) => [x, y, width, height].map(Math.round);
  assert.deepEqual(place(first!), [18, 0, 72, 120]);
  assert.deepEqual(place(second!), [198, 60, 72, 60]);
  assert.deepEqual(place(below!), [90, 120, 72, 120]);
  assert.equal(none, undefined);
});

Deno.test("a bar of 1 in 256 is seen beside one of 256, at every size and in every style", async () => {
  const layers = [1, 256, 0].map((dead, i) => ({ name: `Layer ${i}`, width: 256, dead }));
  const figure = deadNeuronsFigure({ title: "Dead", color: 2, layers });
  for (const style of ["tutorial", "paper", "talk"] as const) {
    for (const width of [undefined, "3.5in", "page"]) {
      const drawn = await rectsOf(figure.with({ style, width }), paletteColor(2));
      assert.equal(drawn.length, 2);
      assert.ok(drawn[0]!.height >= 1, `${drawn[0]!.height} points`);
      assert.equal(drawn[0]!.stroke, undefined); // which would hide it
    }
  }
});

Deno.test("a heat map's first row is at the bottom, darker is more, and null is white with a dash", async () => {
  const figure = plot({
    x: { categories: ["a", "b"] },
    y: { categories: ["c", "d"] },
    marks: [heatMap([[0, 1], [null, 0.5]], { format: ".1f", label: "Share" })],
  });
  const items = await itemsOf(figure);
  const cells = items.filter((item): item is Rect => item.kind === "rect" && item.width === 180);
  assert.deepEqual(cells.map(({ x, y, fill }) => [x, y, fill]), [
    [0, 120, "rgb(237, 242, 250)"],
    [180, 120, "rgb(22, 49, 92)"],
    [0, 0, "#ffffff"],
    [180, 0, "rgb(111, 155, 200)"],
  ]);
  const words = items.flatMap((item) => item.kind === "text" ? [item.text] : []);
  for (const word of ["0.0", "1.0", "–", "0.5", "Share", "a", "b", "c", "d"]) {
    assert.ok(words.includes(word), word);
  }
});

Deno.test("a long line has markers apart, and those of two series lie beside each other", async () => {
  const x = Array.from({ length: 361 }, (_, i) => i), y = x.map(() => 4);
  const marks = [0, 1].map((color) => line({ x, y }, { color, marker: true }));
  const { items } = await plot({ ...axes(360, 8), marks }).page();
  const places = (color: number): number[] => {
    const visit = (items: readonly Node[]): number[] =>
      items.flatMap((item) => {
        if (item.kind !== "group") return [];
        const [inner] = item.items;
        const found = inner?.kind === "path" && inner.fill === paletteColor(color);
        return found ? [item.x] : visit(item.items);
      });
    return visit(items);
  };
  const [first, second] = [places(0), places(1)];
  assert.deepEqual(first.slice(0, 3), [0, 36, 72]);
  assert.equal(first.length, 11);
  assert.ok(first.every((x) => second.every((other) => Math.abs(x - other) >= 6)));
});

Deno.test("lines are named at their ends where there is room, else in a legend", async () => {
  const lines = (ends: readonly number[]) =>
    plot({
      ...axes(1, 10),
      marks: ends.map((end, i) =>
        line({ x: [0, 1], y: [5, end] }, { color: i, label: `to ${end}` })
      ),
    }).with({ style: "paper" });
  const { measure } = await openCanvas();
  assert.ok(measure("to 2", 9) > 0);
  const swatches = async (figure: Figure, color: number) =>
    (await pathsOf(figure, paletteColor(color))).length - 1;
  assert.equal(await swatches(lines([2, 8]), 0), 0);
  assert.equal(await swatches(lines([5, 5.1]), 0), 1);
});

Deno.test("axes end where the data does, with a twentieth of margin, and bars stand on 0", () => {
  const ends = (marks: Mark[], axis = {}) => scaleOf(axis, marks, "y").domain;
  assert.deepEqual(ends([line({ x: [0, 1], y: [0, 20] })]), [-1, 21]);
  assert.deepEqual(ends([histogram({ edges: [0, 1, 2], heights: [5, 20] })]), [0, 21]);
  assert.deepEqual(ends([bars([-20, -5])]), [-21, 0]);
  assert.deepEqual(ends([line({ x: [0], y: [3] })], { integer: true }), [2.95, 4.05]);
  assert.deepEqual(ends([], { log: true }), [1, 10]);
  assert.deepEqual(
    ends([line({ x: [0], y: [2.9] })], { categories: ["a", "b", "c"] })[1]! > 2.9,
    true,
  );
  assert.deepEqual(ends([line({ x: [0], y: [1] })], { categories: ["a", "b", "c"] }), [-0.5, 2.5]);
});

Deno.test("panels share their axes if they are to", async () => {
  const panels = [2, 8].map((y) => ({ marks: [line({ x: [0, 1], y: [0, y] }, { color: 0 })] }));
  const heights = async (figure: Figure) =>
    (await pathsOf(figure, paletteColor(0))).map((path) => corners(path)[1]![1]!);
  const [apart, shared] = [facets(panels), facets(panels, { shareY: true })];
  assert.equal(new Set(await heights(apart)).size, 1);
  assert.equal(new Set(await heights(shared)).size, 2);
});

Deno.test("panels that share their axes share the room above bars with notes, too", async () => {
  const notes = ["half of them"];
  const panels = [bars([0.5], { color: 1, notes }), bars([0.25], { color: 1 })];
  const figure = facets(panels.map((mark) => ({ marks: [mark] })), { shareY: true });
  const [half, quarter] = await rectsOf(figure, paletteColor(1));
  assert.ok(Math.abs(half!.height - 2 * quarter!.height) < 1e-9);
});

Deno.test("panels of the same marks have one legend on a page of given width", async () => {
  const names = async (figure: Figure) =>
    (await itemsOf(figure)).filter((item) => item.kind === "text" && item.text === "ActFn").length;
  const figure = FIGURES["activations"]!();
  assert.equal(await names(figure), 3);
  assert.equal(await names(figure.with({ width: "page" })), 1);
  assert.equal(await names(FIGURES["activations_panels"]!()), 0, "where titles say the same");
});

Deno.test("a figure tells its numbers, one row an observation", () => {
  const models = [
    { name: "ELU", color: 4, training: [0.5, 0.6], validation: [0.4, 0.7] },
    { name: "ReLU", color: 2, training: [0.5], validation: [0.3] },
  ];
  const { columns, rows } = curvesFigure(models, { panels: true }).data;
  assert.deepEqual(curvesFigure(models).data.rows, rows, "also where they share a panel");
  assert.deepEqual(columns, ["panel", "mark", "series", "x", "y"]);
  assert.deepEqual(rows.slice(0, 3), [
    { panel: "ELU", mark: "line", series: "Training", x: 1, y: 0.5 },
    { panel: "ELU", mark: "line", series: "Training", x: 2, y: 0.6 },
    { panel: "ELU", mark: "line", series: "Validation", x: 1, y: 0.4 },
  ]);
  assert.equal(rows.length, 8);
  const alone = curvesFigure([{ name: "ELU", color: 4, training: [0.5], validation: [0.4] }]).data;
  assert.deepEqual(alone.columns, columns, "tables of one panel and of several can be stacked");
  assert.deepEqual(plot({ marks: [heatMap([[1, null]])] }).data.rows, [
    { mark: "heat map", x: 0, y: 0, value: 1 },
    { mark: "heat map", x: 1, y: 0 },
  ]);
});

Deno.test("the numbers of categories are their names in the table", () => {
  const categories = ["Layer 1", "Layer 2"];
  const { rows } = plot({ marks: [bars([3, 4])], x: { categories } }).data;
  assert.deepEqual(rows.map(({ x, y }) => [x, y]), [["Layer 1", 3], ["Layer 2", 4]]);
  const beside = plot({ marks: [points({ x: [0, 0.5], y: [1, 0] })], y: { categories } }).data;
  assert.deepEqual(beside.rows.map(({ x, y }) => [x, y]), [[0, "Layer 2"], [0.5, "Layer 1"]]);
});

Deno.test("settings add up, and a figure itself stays as it is", async () => {
  const figure = FIGURES["lines"]!();
  const paper = figure.with({ style: "paper" }).with({ width: "column", style: undefined });
  assert.equal((await paper.page()).width, 234);
  assert.ok((await pathsOf(paper, "#e6e6e6")).length > 0);
  assert.ok((await figure.page()).width > 400);
  const [named] = await pathsOf(figure.with({ palette: "colorblind" }), PALETTES.colorblind[0]!);
  assert.ok(named);
});

Deno.test("exponents and indices are written smaller, above and below the line", () => {
  assert.deepEqual(runs("2×10⁻¹²", 10), [
    { text: "2×10", size: 10, rise: 0 },
    { text: "−12", size: 7.199999999999999, rise: 4.2 },
  ]);
  assert.deepEqual(runs("x₂", 7)[1], { text: "2", size: 6, rise: -0.14 * 7 });
  assert.deepEqual([superscript(-8), superscript(0), superscript(12)], ["⁻⁸", "⁰", "¹²"]);
});

Deno.test("a text is broken between words, and within one that is too long", () => {
  const measure = (text: string, size: number) => text.length * size;
  assert.deepEqual(wrap("one two three", 7, 1, measure), ["one two", "three"]);
  assert.deepEqual(wrap("a longer-than-that one", 6, 1, measure), [
    "a",
    "longer",
    "-than-",
    "that",
    "one",
  ]);
  assert.deepEqual(wrap("no word is left alone at an end", 28, 1, measure), [
    "no word is left",
    "alone at an end",
  ]);
  assert.deepEqual(wrap("Layer 0 - ReLU", 9, 1, measure), ["Layer 0 -", "ReLU"]);
  assert.deepEqual(wrap("Layer 0 - ReLU", 6, 1, measure), ["Layer", "0 -", "ReLU"]);
  assert.deepEqual(wrap("as it is", Infinity, 9, measure), ["as it is"]);
  assert.deepEqual(wrap("", 5, 1, measure), [""]);
});

Deno.test("words that would meet stand a line apart, and those at an end of the axes move inwards", async () => {
  const notes = [0, 0.01, 10].map((x) => ({ x, y: 4, text: "a note" }));
  const figure = plot({ ...axes(10, 8), marks: [text(notes)] });
  const found = (await itemsOf(figure)).flatMap((item) =>
    item.kind === "text" && item.text === "a note" ? [item] : []
  );
  const { measure } = await openCanvas();
  const half = measure("a note", 11) / 2;
  assert.ok(Math.abs(found[0]!.x - half) < 1e-9 && Math.abs(found[2]!.x - (WIDTH - half)) < 1e-9);
  assert.equal(found[0]!.y, found[2]!.y);
  assert.ok(Math.abs(found[0]!.y - found[1]!.y) > 11);
});

Deno.test("a text that is too long loses its middle, and no more than it has to", () => {
  const measure = (text: string, size: number) => size * [...text].length;
  const short = (text: string, letters: number) => shortened(text, 10 * letters, 10, measure);
  assert.equal(short("sigmoid", 7), "sigmoid");
  assert.equal(short("sigmoid", 6), "sig…id");
  assert.equal(short("sigmoid", 5), "si…id");
  assert.equal(short("sigmoid", 0.5), "…");
});

Deno.test("marks that cannot be drawn are refused, by name", () => {
  const refused: [() => unknown, RegExp][] = [
    [
      () => line({ x: [1], y: [NaN] }, { label: "loss" }),
      /^loss: expected finite numbers, got NaN/,
    ],
    [() => line({ x: [], y: [] }), /^a line: expected at least one entry/],
    [
      () => band({ x: [1, 2], low: [1], high: [2, 3] }),
      /^a band, lower edge: expected a value for/,
    ],
    [() => points({ x: [1], y: [] }), /^points: expected a value for each of 1 places, got 0/],
    [() => bars([1, 2], { notes: ["one"] }), /^expected a note for each of 2 bars, got 1/],
    [() => heatMap([[1], [1, 2]]), /^row 1 of a heat map: expected 1 values, got 2/],
    [() => heatMap([[null]]), /^a heat map: expected at least one number, got none/],
    [() => rule({ x: 1, y: 1 } as never), /^a rule: expected either x or y, got both or none/],
    [() => rule({ y: Infinity }), /^a rule: expected finite numbers, got Infinity/],
    [() => text([]), /^texts: expected at least one entry/],
    [
      () => points({ x: [1], y: [1] }, { color: -1 }),
      /^expected an index into the palette as color/,
    ],
    [
      () => line({ x: [1], y: [1] }, { dash: "wavy" as never }),
      /^expected solid, dashed, dotted, dashdot as a line's dash, got "wavy"$/,
    ],
    [() => rule({ y: 1 }, { dash: "wavy" as never }), /as a rule's dash, got "wavy"$/],
    [
      () => points({ x: [1], y: [1] }, { marker: "heart" as never }),
      /^expected circle, square, .* as a marker, got "heart"$/,
    ],
    [
      () => facets([{ marks: [] }], { columns: 1.5 }),
      /^expected 1 column of panels or more, got 1\.5$/,
    ],
    [() => facets([]), /^the list of panels: expected at least one entry/],
    [
      () => plot({ marks: [bars([1])], y: { log: true, label: "n" } }),
      /^n: expected numbers above 0/,
    ],
    [
      () => plot({ marks: [], x: { domain: [1, 1], label: "Epoch" } }),
      /^Epoch: expected a least and a greater number as the ends of an axis, got \[ 1, 1 \]/,
    ],
  ];
  for (const [make, message] of refused) {
    assert.throws(make, (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  }
});
