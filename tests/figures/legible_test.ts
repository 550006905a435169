import { binEdges } from "../../src/analysis/histogram.ts";
import { activationsFigure } from "../../src/figures/activations.ts";
import { curvesFigure } from "../../src/figures/curves.ts";
import { deadNeuronsFigure } from "../../src/figures/dead_neurons.ts";
import { distributionsFigure } from "../../src/figures/distributions.ts";
import { gradientsFigure } from "../../src/figures/gradients.ts";
import { lineFigure } from "../../src/figures/lines.ts";
import { points } from "../../src/figures/marks/points.ts";
import { plot } from "../../src/figures/plot.ts";
import { fc } from "../dependencies.ts";
import { assertLegible } from "./legible.ts";
import { activation, FIGURES, gradientLayers, valueLayers } from "./samples.ts";
import { steps } from "./steps.ts";

const LONG = "AnActivationFunctionWhoseAuthorCouldNotDecideOnAShorterNameForIt";

for (const [name, draw] of Object.entries(FIGURES)) {
  Deno.test(`legible: ${name}`, () => assertLegible(draw()));
}

Deno.test("legible: long names", async () => {
  const layers = gradientLayers.map((layer) => ({ ...layer, title: `${layer.title} of ${LONG}` }));
  await assertLegible(activationsFigure([activation, { ...activation, name: LONG }]));
  await assertLegible(gradientsFigure({ activation: LONG, color: 7, layers }));
  await assertLegible(
    distributionsFigure({ activation: LONG, color: 8, layers: valueLayers(1, LONG) }),
  );
  await assertLegible(
    distributionsFigure({ activation: LONG, color: 9, layers: valueLayers(8, LONG) }),
  );
  const training = [0.5, 0.6];
  await assertLegible(curvesFigure([{ name: LONG, color: 0, training, validation: training }]));
  const dead = Array.from({ length: 12 }, (_, i) => ({ name: `${LONG} ${i}`, width: 9, dead: 9 }));
  await assertLegible(deadNeuronsFigure({ title: LONG + LONG, color: 0, layers: dead }));
  const series = steps(1, 20, 20).map((i) => ({ name: `${LONG} ${i}`, x: [0, 1], y: [0, i] }));
  await assertLegible(lineFigure({ title: LONG, xLabel: LONG, yLabel: LONG, series }));
});

Deno.test("legible: twelve layers", async () => {
  const layers = [...gradientLayers, ...gradientLayers, ...gradientLayers.slice(3)];
  await assertLegible(gradientsFigure({ activation: "ReLU", color: 2, layers }));
  await assertLegible(
    distributionsFigure({ activation: "ReLU", color: 2, layers: valueLayers(24, "ReLU") }),
  );
});

Deno.test("legible: a single bin, equal values, an empty layer of bars, one epoch", async () => {
  const one = {
    title: "One",
    histogram: { edges: [2.5, 3.5], counts: [7] },
    density: { x: [], y: [] },
  };
  const none = { ...one, histogram: { edges: [0, 1], counts: [0] } };
  await assertLegible(gradientsFigure({ activation: "ReLU", color: 2, layers: [one, none] }));
  await assertLegible(
    curvesFigure([{ name: "ReLU", color: 2, training: [0.1], validation: [0.1] }]),
  );
  const layers = [{ name: "Layer 1", width: 256, dead: 0 }];
  await assertLegible(deadNeuronsFigure({ title: "Dead neurons", color: 2, layers }));
  const series = [{ name: "one", x: [3], y: [3] }];
  await assertLegible(lineFigure({ title: "", xLabel: "", yLabel: "", series }));
  await assertLegible(
    lineFigure({ title: "T", xLabel: "x", yLabel: "y", series, logX: true, logY: true }),
  );
});

Deno.test("legible: numbers of any size", async () => {
  const number = fc.tuple(
    fc.double({ min: -10, max: 10, noNaN: true }),
    fc.integer({ min: -40, max: 40 }),
  )
    .map(([mantissa, exponent]) => mantissa * 10 ** exponent);
  const points = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(points, fc.boolean(), async (points, log) => {
      const x = points.map(([x]) => log ? Math.abs(x) + 1e-45 : x);
      const y = points.map(([, y]) => log ? Math.abs(y) + 1e-45 : y);
      const series = [{ name: "random", x, y }];
      const labels = { title: "Some numbers", xLabel: "a label of some length", yLabel: "y" };
      await assertLegible(lineFigure({ ...labels, series, logX: log, logY: log }));
    }),
    { numRuns: 200 },
  );
});

Deno.test("legible: numbers with much in common", async () => {
  const series = [{ name: "close", x: [1e6, 1e6 + 0.3], y: [0.3, 0.3 + 2e-9] }];
  const figure = lineFigure({ title: "Some numbers", xLabel: "x", yLabel: "y", series });
  for (const width of ["40in", "page", "column", "2in"]) {
    await assertLegible(figure.with({ width, style: "paper" }));
  }
});

Deno.test("legible: numbers that differ in their last digits", async () => {
  const labels = { title: "Some numbers", xLabel: "x", yLabel: "y" };
  for (const start of [1, 2996.9543651663497, 3.7529518845272024e29, 8e-31]) {
    for (const ulps of [1, 10, 50, 1000, 10_000, 1e6]) {
      const close = [start, start * (1 + ulps * Number.EPSILON)], apart = [0.5, 1];
      for (const [x, y] of [[close, apart], [apart, close]]) {
        const series = [{ name: "close", x: x!, y: y! }];
        for (const log of [false, true]) {
          await assertLegible(lineFigure({ ...labels, series, logX: log, logY: log }));
        }
      }
    }
  }
});

Deno.test("legible: a marker next to the legend", async () => {
  const ends = { x: { domain: [0, 10] }, y: { domain: [0, 8] } } as const;
  for (const y of steps(6.5, 8, 16)) { // in steps of three points
    await assertLegible(plot({ ...ends, marks: [points({ x: [9.5], y: [y] }, { label: "one" })] }));
  }
});

Deno.test("legible: bars of any range", async () => {
  const ends = fc.tuple(
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.integer({ min: -8, max: 8 }).map((exponent) => 10 ** exponent),
    fc.integer({ min: 0, max: 2_000_000 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(ends, { minLength: 1, maxLength: 5 }), async (ranges) => {
      const layers = ranges.map(([low, width, count], i) => ({
        title: `Layer ${i} - weights`,
        histogram: { edges: binEdges(low, low + width, 3), counts: [count, 1, 0] },
        density: { x: [], y: [] },
      }));
      await assertLegible(gradientsFigure({ activation: "ReLU", color: 2, layers }));
    }),
    { numRuns: 100 },
  );
});
