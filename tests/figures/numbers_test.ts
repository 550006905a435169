/** The numbers behind the pictures: what is drawn stands where its data says. */

import assert from "node:assert/strict";
import { LabError, UsageError } from "../../src/errors.ts";
import { activationsFigure } from "../../src/figures/activations.ts";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import { curvesFigure } from "../../src/figures/curves.ts";
import { deadNeuronsFigure } from "../../src/figures/dead_neurons.ts";
import { distributionsFigure } from "../../src/figures/distributions.ts";
import { examplesFigure } from "../../src/figures/examples.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { gradientNormsFigure } from "../../src/figures/gradient_norms.ts";
import { gradientsFigure } from "../../src/figures/gradients.ts";
import { lineFigure } from "../../src/figures/lines.ts";
import { type Node, type Rect, texts } from "../../src/figures/scene.ts";
import { paletteColor } from "../../src/figures/palette.ts";
import { activation, FIGURES, gradientLayers, valueLayers } from "./samples.ts";

/** All items of a figure, groups opened. */
async function itemsOf(figure: Figure): Promise<Node[]> {
  const open = (item: Node): Node[] => item.kind === "group" ? item.items.flatMap(open) : [item];
  return (await figure.page()).items.flatMap(open);
}

async function textsOf(figure: Figure): Promise<string[]> {
  const { measure } = await openCanvas();
  return texts((await figure.page()).items, measure).map(({ text }) => text);
}

/** Fails unless the bars stand as high as `values` over each other, none for a 0. */
function assertBars(bars: readonly Rect[], values: readonly number[]): void {
  const shown = values.filter((value) => value > 0);
  assert.equal(bars.length, shown.length);
  const scale = Math.max(...bars.map((bar) => bar.height)) / Math.max(...shown);
  bars.forEach((bar, i) => assert.ok(Math.abs(bar.height - shown[i]! * scale) <= 1e-9, `bar ${i}`));
}

Deno.test("gradients: a bar a bin, as high as its count", async () => {
  for (const layer of gradientLayers) {
    const figure = gradientsFigure({ activation: "ELU", color: 4, layers: [layer] });
    const bars = (await itemsOf(figure))
      .filter((item): item is Rect => item.kind === "rect" && item.fill === paletteColor(4));
    assertBars(bars, layer.histogram.counts);
  }
});

Deno.test("norms of gradients stand over their layers, on decades unless one is 0", async () => {
  const figure = (norms: readonly number[]) =>
    gradientNormsFigure({ title: "Norms", networks: [{ name: "ELU", color: 4, norms }] });
  const decades = figure([1e-5, 0.1, 1]);
  assert.deepEqual(decades.data.rows.map(({ x, y }) => [x, y]), [[1, 1e-5], [2, 0.1], [3, 1]]);
  assert.ok((await textsOf(decades)).includes("10⁻⁴"));
  assert.ok(!(await textsOf(figure([0, 0.1, 1]))).some((text) => text.startsWith("10")));
  assert.throws(() => figure([]), /^UsageError: gradients of ELU: expected at least one entry/);
  assert.throws(() => figure([NaN]), /gradients of ELU: expected finite numbers, got NaN/);
});

Deno.test("distributions: a bar a bin, as high as its density", async () => {
  for (const layer of valueLayers(4, "ReLU")) {
    const figure = distributionsFigure({ activation: "ReLU", color: 2, layers: [layer] });
    const bars = (await itemsOf(figure))
      .filter((item): item is Rect => item.kind === "rect" && item.fill === paletteColor(2));
    assertBars(bars, layer.histogram.density);
  }
});

Deno.test("dead neurons: a bar a layer, as high as its share, with the counts", async () => {
  const layers = [[3, 256], [0, 256], [7, 128]].map(([dead, width], i) => (
    { name: `Layer ${i}`, dead: dead!, width: width! }
  ));
  const figure = deadNeuronsFigure({ title: "Dead", color: 2, layers });
  const bars = (await itemsOf(figure))
    .filter((item): item is Rect => item.kind === "rect" && item.fill === paletteColor(2));
  assertBars(bars, layers.map(({ dead, width }) => dead / width));
  const shown = await textsOf(figure);
  for (const text of ["3 / 256", "0 / 256", "7 / 128", "Layer 0", "Layer 1", "Layer 2", "Dead"]) {
    assert.ok(shown.includes(text), text);
  }
});

Deno.test("saturated values have bars of their own, with their share", async () => {
  const layers = [0.5, 0.0001, 0, 0.25].map((fractionSaturated, i) => (
    { name: `Layer ${i}`, width: 8, dead: i === 3 ? 1 : 0, fractionSaturated }
  ));
  const figure = deadNeuronsFigure({ title: "Both", color: 0, layers });
  const [dead, ...bars] = (await itemsOf(figure))
    .filter((item): item is Rect => item.kind === "rect" && item.fill === paletteColor(0));
  assert.ok(dead);
  assert.equal(bars.length, 3, "one of them the thinnest there is");
  assert.ok(Math.abs(bars[0]!.height / bars[2]!.height - 2) < 1e-9);
  const shown = await textsOf(figure);
  for (const text of ["50.0%", "0.01%", "0.0%", "25.0%", "0 / 8", "Both", "Saturated values"]) {
    assert.ok(shown.includes(text), text);
  }
  const alive = deadNeuronsFigure({
    title: "Both",
    color: 0,
    layers: layers.map((layer) => ({ ...layer, dead: 0 })),
  });
  const instead = await textsOf(alive);
  assert.ok(instead.includes("No dead neurons") && !instead.includes("0 / 8"));
  assert.deepEqual(alive.data.rows.map(({ series }) => series).slice(3, 5), ["dead", "saturated"]);
  const [first, ...others] = layers;
  const partly = [{ ...first!, fractionSaturated: undefined }, ...others];
  assert.deepEqual(
    (await textsOf(deadNeuronsFigure({ title: "", color: 0, layers: partly }))).filter(
      (text) => text === "Saturated values",
    ),
    [],
  );
  const wrong = [{ ...first!, fractionSaturated: 1.5 }];
  assert.throws(
    () => deadNeuronsFigure({ title: "", color: 0, layers: wrong }),
    /Layer 0: expected 0 to 1 as the share of saturated values, got 1.5/,
  );
});

Deno.test("lines go through their points", async () => {
  const series = [{ name: "a", x: [1, 10, 100], y: [0, 5, 10] }];
  const figure = lineFigure({ title: "T", xLabel: "x", yLabel: "y", series, logX: true });
  const line = (await itemsOf(figure))
    .flatMap((item) => item.kind === "path" && item.stroke === paletteColor(0) ? [item.d] : [])[0]!;
  const points = line.slice(1).split("L").map((point) => point.split(",").map(Number));
  const [first, middle, last] = points as [number[], number[], number[]];
  // A margin of 5 % at both ends of 360 and 240 points, d3 rounding to 0.001.
  for (const [at, x, y] of [[first, 1, 21], [middle, 11, 11], [last, 21, 1]] as const) {
    assert.ok(Math.abs(at[0]! - 360 * x / 22) <= 0.001);
    assert.ok(Math.abs(at[1]! - 240 * y / 22) <= 0.001);
  }
});

Deno.test("the eleventh line begins with the colours anew", async () => {
  const series = Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, x: [0, 1], y: [i, i] }));
  const figure = lineFigure({ title: "T", xLabel: "x", yLabel: "y", series });
  const named = series.map((_, i) => paletteColor(i));
  assert.equal(new Set(named).size, 10);
  assert.equal(named[10], named[0]);
  const strokes = (await itemsOf(figure))
    .flatMap((item) =>
      item.kind === "path" && named.includes(item.stroke ?? "") ? [item.stroke!] : []
    );
  assert.deepEqual(strokes.slice(0, 11), named);
});

Deno.test("the examples are tiled with two pixels of grey", async () => {
  const images = [10, 20, 30, 40, 50].map((grey) => new Uint8Array(784).fill(grey));
  const image = (await itemsOf(examplesFigure(images))).find((item) => item.kind === "image")!;
  assert.equal(image.columns, 4 * 30 + 2);
  assert.equal(image.pixels.length, image.columns * (2 * 30 + 2));
  const at = (x: number, y: number) => image.pixels[y * image.columns + x];
  assert.deepEqual([at(0, 0), at(1, 1), at(2, 2), at(29, 29), at(30, 29), at(32, 2)], [
    ...[127, 127, 10, 10, 127, 20],
  ]);
  assert.deepEqual([at(2, 32), at(32, 32)], [50, 127]);
});

Deno.test("examples that are no squares are tiled by their width", async () => {
  const images = [10, 20, 30, 40, 50].map((grey) => new Uint8Array(9 * 7).fill(grey));
  const figure = examplesFigure(images, "Glyphs", 7);
  const image = (await itemsOf(figure)).find((item) => item.kind === "image")!;
  assert.equal(image.columns, 4 * 9 + 2);
  assert.equal(image.pixels.length, image.columns * (2 * 11 + 2));
  const at = (x: number, y: number) => image.pixels[y * image.columns + x];
  assert.deepEqual([at(8, 10), at(9, 10), at(8, 11), at(11, 2), at(2, 13)], [10, 127, 127, 20, 50]);
  assert.ok(Math.abs(image.height / image.width - 24 / 38) < 1e-12);
  assert.throws(
    () => examplesFigure(images, "Glyphs", 8),
    /^UsageError: image 0: expected the bytes of rows of 8, as large as the others, got 63$/,
  );
});

Deno.test("titles are the tutorial's, all axes have a name, and the numbers of all panels written alike", async () => {
  assert.deepEqual(await textsOf(FIGURES["gradients"]!()), [
    ...["−1", "0", "1", "×10⁻⁵", "Grad magnitude"],
    ...["0", "20000", "40000", "60000", "Count", "Layer 0 - weights"],
    ...["−4", "−2", "0", "2", "4", "×10⁻⁵", "Grad magnitude"],
    ...["0", "5000", "10000", "15000", "Count", "Layer 2 - weights"],
    ...["−2", "0", "2", "×10⁻⁴", "Grad magnitude"],
    ...["0", "2000", "4000", "6000", "8000", "Count", "Layer 4 - weights"],
    ...["−2", "−1", "0", "1", "2", "×10⁻³", "Grad magnitude"],
    ...["0", "1000", "2000", "3000", "Count", "Layer 6 - weights"],
    ...["−2", "0", "2", "4", "×10⁻²", "Grad magnitude"],
    ...["0", "50", "100", "150", "Count", "Layer 8 - weights"],
    "Gradient magnitude distribution for activation function Sigmoid",
  ]);
  assert.deepEqual(await textsOf(activationsFigure([activation])), [
    ...["−4", "−2", "0", "2", "4", "x"],
    ...["−1", "0", "1", "2", "3", "4", "5", "Tanh"],
    ...["ActFn", "Gradient"],
  ]);
  const values = await textsOf(FIGURES["distributions"]!());
  assert.equal(values.at(-1), "Activation distribution for activation function ReLU");
  assert.deepEqual(values.filter((text) => /^Layer/.test(text)), [
    ...["Layer 0 - Dense", "Layer 1 - ReLU", "Layer 2 - Dense", "Layer 3 - ReLU"],
    ...["Layer 4 - Dense", "Layer 5 - ReLU", "Layer 6 - Dense", "Layer 7 - ReLU"],
  ]);
  for (const name of ["Density", "Value"]) {
    assert.equal(values.filter((text) => text === name).length, 8);
  }
});

Deno.test("gradients of activations have panels of their own where that is asked for", async () => {
  const { rows } = activationsFigure([activation], { gradientPanels: true }).data;
  const panels = [["Tanh", "ActFn", "y"], ["Gradient of Tanh", "Gradient", "dy"]] as const;
  for (const [panel, series, values] of panels) {
    const own = rows.filter((row) => row["panel"] === panel);
    assert.equal(own.length, activation.x.length);
    assert.ok(own.every((row) => row["series"] === series));
    assert.deepEqual(own.map(({ y }) => y), activation[values]);
  }
  const shown = await textsOf(activationsFigure([activation], { gradientPanels: true }));
  assert.ok(shown.includes("Gradient of Tanh"));
});

Deno.test("the best epoch is the first of the best", async () => {
  const training = [0.5, 0.6, 0.7, 0.8], validation = [0.5, 0.7, 0.6, 0.7];
  const shown = await textsOf(curvesFigure([{ name: "ReLU", color: 2, training, validation }]));
  assert.ok(shown.includes("Epoch (best: 2)"));
});

Deno.test("all models share one panel and one legend, or have panels on the same axes", async () => {
  const models = [
    { name: "ReLU", color: 2, training: [0.5, 0.6], validation: [0.5, 0.7], loss: [2, 1] },
    { name: "ELU", color: 4, training: [0.9], validation: [0.8], loss: [3] },
  ];
  const together = await textsOf(curvesFigure(models));
  assert.ok(together.includes("ReLU, best epoch: 2") && together.includes("ELU, best epoch: 1"));
  const apart = await textsOf(curvesFigure(models, { panels: true }));
  for (const text of ["ReLU", "ELU", "Validation", "Best epoch", "Epoch (best: 1)"]) {
    assert.equal(apart.filter((shown) => shown === text).length, 1, text);
  }
  assert.equal(apart.filter((text) => text === "2.0" || text === "2").length, 2, "one x range");
  const { rows } = curvesFigure(models, { metric: "loss" }).data;
  assert.deepEqual(rows, [
    { panel: "ReLU", mark: "line", series: "Training", x: 1, y: 2 },
    { panel: "ReLU", mark: "line", series: "Training", x: 2, y: 1 },
    { panel: "ReLU", mark: "points", series: "Best epoch", x: 2, y: 1 },
    { panel: "ELU", mark: "line", series: "Training", x: 1, y: 3 },
    { panel: "ELU", mark: "points", series: "Best epoch", x: 1, y: 3 },
  ]);
  const { loss: _, ...lossless } = models[0]!;
  assert.throws(() => curvesFigure([lossless], { metric: "loss" }), /expected a loss for each/);
});

Deno.test("what can't be drawn is refused at once, by name", () => {
  const [layer] = gradientLayers as [(typeof gradientLayers)[0]];
  const [values] = valueLayers(1, "") as [ReturnType<typeof valueLayers>[0]];
  const style = { activation: "ReLU", color: 2 };
  const labels = { title: "T", xLabel: "rate", yLabel: "accuracy" };
  const broken: [() => Figure, RegExp][] = [
    [
      () => activationsFigure([]),
      /^the list of .*: expected at least one entry, got none$/,
    ],
    [
      () => activationsFigure([{ ...activation, x: [], y: [], dy: [] }]),
      /Tanh: expected at least one entry, got none/,
    ],
    [
      () => activationsFigure([{ ...activation, dy: [1] }]),
      /gradient of Tanh: expected a value for each of 200 places, got 1/,
    ],
    [
      () => activationsFigure([{ ...activation, y: [...activation.y.slice(1), NaN] }]),
      /Tanh: expected finite numbers, got NaN as value 199/,
    ],
    [
      () => examplesFigure([]),
      /^the list of .*: expected at least one entry, got none$/,
    ],
    [
      () => examplesFigure([new Uint8Array(784), new Uint8Array(783)]),
      /image 1: expected the bytes of a square, .*, got 783/,
    ],
    [
      () => examplesFigure([new Uint8Array(0)]),
      /image 0: expected the bytes of a square, .*, got 0/,
    ],
    [
      () => gradientsFigure({ ...style, layers: [] }),
      /list of layers: expected at least one entry/,
    ],
    [
      () =>
        gradientsFigure({
          ...style,
          layers: [{ ...layer, histogram: { edges: [0, 1], counts: [NaN] } }],
        }),
      /Layer 0 - weights: expected finite numbers, got NaN as value 0/,
    ],
    [
      () =>
        gradientsFigure({
          ...style,
          layers: [{ ...layer, histogram: { edges: [0], counts: [] } }],
        }),
      /histogram of Layer 0 - weights: expected at least one entry/,
    ],
    [
      () =>
        gradientsFigure({
          ...style,
          layers: [{ ...layer, histogram: { edges: [0], counts: [1] } }],
        }),
      /expected 2 edges of 1 bars, got 1/,
    ],
    [
      () =>
        gradientsFigure({ ...style, layers: [{ ...layer, density: { x: [1], y: [Infinity] } }] }),
      /density of Layer 0 - weights: expected finite numbers, got Infinity as value 0/,
    ],
    [
      () =>
        distributionsFigure({
          ...style,
          layers: [{ ...values, histogram: { edges: [0, NaN], density: [1] } }],
        }),
      /edges of Layer 0 - Dense: expected finite numbers, got NaN as value 1/,
    ],
    [() => curvesFigure([]), /^the list of .*: expected at least one entry, got none$/],
    [
      () => curvesFigure([{ name: "ReLU", color: 2, training: [], validation: [] }]),
      /accuracy of ReLU: expected at least one entry/,
    ],
    [
      () => deadNeuronsFigure({ title: "", color: 0, layers: [] }),
      /list of layers: expected at least one entry/,
    ],
    ...[[3, 2], [-1, 2], [NaN, 2], [0, 0], [0, NaN]].map((
      [dead, width],
    ): [() => Figure, RegExp] => [
      () =>
        deadNeuronsFigure({
          title: "",
          color: 0,
          layers: [{ name: "Layer 1", dead: dead!, width: width! }],
        }),
      /Layer 1: expected 0 to as many dead neurons as there are, got/,
    ]),
    [() => lineFigure({ ...labels, series: [] }), /list of series: expected at least one entry/],
    [
      () => lineFigure({ ...labels, series: [{ name: "a", x: [NaN], y: [1] }] }),
      /a, places: expected finite numbers, got NaN as value 0/,
    ],
    [
      () => lineFigure({ ...labels, series: [{ name: "a", x: [0, 1], y: [1, 1] }], logX: true }),
      /rate: expected numbers above 0 on a logarithmic axis, got 0/,
    ],
  ];
  for (const [draw, message] of broken) {
    assert.throws(draw, (error) => {
      assert.ok(error instanceof UsageError && error instanceof LabError, String(error));
      assert.match(error.message, message);
      return true;
    });
  }
});
