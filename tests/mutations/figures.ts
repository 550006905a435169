/** Slips in what figures show and where. */
import type { Mutation } from "./mutation.ts";

const NUMBERS = ["tests/figures/numbers_test.ts"];
const LOOKS = ["tests/figures/snapshots_test.ts"];
const TICKS = ["tests/figures/ticks_test.ts"];
const LEGIBLE = ["tests/figures/legible_test.ts"];
const FIGURE = ["tests/figures/figure_test.ts"];

const BY_EPOCH = ["tests/figures/by_epoch_test.ts"];

export const FIGURES: readonly Mutation[] = [
  {
    name: "bars hang from the top",
    file: "src/figures/marks/histogram.ts",
    find: "height: frame.y(0) - y,",
    replace: "height: y,",
    tests: NUMBERS,
  },
  {
    name: "empty bins get bars",
    file: "src/figures/marks/histogram.ts",
    find: "if (!(height > 0)) return [];",
    replace: "if (!(height >= 0)) return [];",
    tests: NUMBERS,
  },
  {
    name: "the vertical axis points down",
    file: "src/figures/axes.ts",
    find: "y: place(scales.y, [height, 0])",
    replace: "y: place(scales.y, [0, height])",
    tests: NUMBERS,
  },
  {
    name: "margins are a tenth",
    file: "src/figures/scales.ts",
    find: "const margin = 0.05 * (high - low)",
    replace: "const margin = 0.1 * (high - low)",
    tests: NUMBERS,
  },
  {
    name: "the marked epoch is one too early",
    file: "src/figures/curves.ts",
    find: "validation.indexOf(max(validation)!) + 1",
    replace: "validation.indexOf(max(validation)!)",
    tests: [...NUMBERS, ...LOOKS],
  },
  {
    name: "training and validation change places",
    file: "src/figures/curves.ts",
    find: 'curve(training, "dashed"',
    replace: 'curve(validation, "dashed"',
    tests: [...NUMBERS, ...LOOKS],
  },
  {
    name: "a gradient's curve is the function's",
    file: "src/figures/activations.ts",
    find: "{ x, y: dy },",
    replace: "{ x, y },",
    tests: [...NUMBERS, ...LOOKS],
  },
  {
    name: "images are tiled column by column",
    file: "src/figures/examples.ts",
    find:
      "PADDING + (i % COLUMNS) * (width + PADDING);\n    const top = PADDING + Math.floor(i / COLUMNS) *",
    replace:
      "PADDING + Math.floor(i / COLUMNS) * (width + PADDING);\n    const top = PADDING + (i % COLUMNS) *",
    tests: NUMBERS,
  },
  {
    name: "a share is that of the widest layer",
    file: "src/figures/dead_neurons.ts",
    find: "layers.map(({ dead, width }) => dead / width)",
    replace: "layers.map(({ dead }) => dead / layers[0]!.width)",
    tests: NUMBERS,
  },
  {
    name: "logarithmic margins are those of the numbers",
    file: "src/figures/scales.ts",
    find: "withMargin(Math.log10(low), Math.log10(told))",
    replace: "withMargin(low, told).map(Math.log10) as [number, number]",
    tests: NUMBERS,
  },
  {
    name: "a logarithmic axis ends where it begins, but for rounding",
    file: "src/figures/scales.ts",
    find: "const LEAST_RATIO = 1 + 1e-12;",
    replace: "const LEAST_RATIO = 1;",
    tests: LEGIBLE,
  },
  {
    name: "a logarithmic axis takes 0",
    file: "src/figures/scales.ts",
    find: "if (!(low > 0)) {",
    replace: "if (!(low >= 0)) {",
    tests: NUMBERS,
  },
  {
    name: "the legend covers a line",
    file: "src/figures/legend.ts",
    find: "!covered.some(({ path, reach }) =>",
    replace: "covered || !covered!.some(({ path, reach }) =>",
    tests: [...LEGIBLE, ...LOOKS],
  },
  {
    name: "panels do not keep clear of what is written around them",
    file: "src/figures/layout.ts",
    find: "Math.max(gap, after[k - 1]! + clear + before[k]!)",
    replace: "gap",
    tests: LEGIBLE,
  },
  {
    name: "tick labels may overlap",
    file: "src/figures/axes.ts",
    find: "place - places[i - 1]! >= half[i]! + half[i - 1]!",
    replace: "place - places[i - 1]! >= half[i]!",
    tests: LEGIBLE,
  },
  {
    name: "labels have the decimals of the number, not of the step",
    file: "src/figures/ticks.ts",
    find: "precisionFixed(step / 10 ** exponent)",
    replace: "precisionFixed(10 * step / 10 ** exponent)",
    tests: TICKS,
  },
  {
    name: "epochs have halves",
    file: "src/figures/ticks.ts",
    find: "|| (integer && step < 1)",
    replace: "",
    tests: TICKS,
  },
  {
    name: "a million is written out",
    file: "src/figures/ticks.ts",
    find: "magnitude >= 6;",
    replace: "magnitude >= 7;",
    tests: TICKS,
  },
  {
    name: "the eleventh colour is none",
    file: "src/figures/palette.ts",
    find: "colors[index % colors.length]!",
    replace: "colors[index]!",
    tests: [...NUMBERS, ...LEGIBLE, ...LOOKS],
  },
  {
    name: "a PNG states dots per inch as dots per metre",
    file: "src/figures/png_chunks.ts",
    find: "Math.round(dpi / METRES_PER_INCH)",
    replace: "Math.round(dpi)",
    tests: FIGURE,
  },
  {
    name: "two drawings' names are the same",
    file: "src/figures/encoding.ts",
    find: "`f${mark}_${name}`",
    replace: "name",
    tests: FIGURE,
  },
  {
    name: "a page's drawing starts its texts where their middle is to be",
    file: "src/figures/svg.ts",
    find: 'center: "middle"',
    replace: 'center: "start"',
    tests: ["tests/figures/svg_test.ts"],
  },
  {
    name: "numbers that are not finite are drawn",
    file: "src/figures/check.ts",
    find: "if (!Number.isFinite(values[i])) {",
    replace: "if (values[i] === undefined) {",
    tests: NUMBERS,
  },
  {
    name: "models in panels of their own have axes of their own",
    file: "src/figures/curves.ts",
    find: "{ shareX: true, shareY: true }",
    replace: "{ shareY: true }",
    tests: [...NUMBERS, ...LOOKS],
  },
  {
    name: "saturation is drawn where it is known of some layers only",
    file: "src/figures/dead_neurons.ts",
    find: "saturated.length === layers.length",
    replace: "saturated.length > 0",
    tests: NUMBERS,
  },
  {
    name: "layers are counted from 0",
    file: "src/figures/gradient_norms.ts",
    find: "norms.map((_, i) => i + 1)",
    replace: "norms.map((_, i) => i)",
    tests: NUMBERS,
  },
  {
    name: "gradients have no panels of their own",
    file: "src/figures/activations.ts",
    find: "return gradientPanels\n",
    replace: "return !gradientPanels\n",
    tests: [...NUMBERS, ...LOOKS],
  },
  {
    name: "the first ridge alone sets the scale",
    file: "src/figures/ridges.ts",
    find: "Math.max(...roots.flat())",
    replace: "Math.max(...roots[0]!)",
    tests: BY_EPOCH,
  },
  {
    name: "a ridge's density forgets the bin's width",
    file: "src/figures/ridges.ts",
    find: "/ (total * width)",
    replace: "/ total",
    tests: BY_EPOCH,
  },
  {
    name: "of many epochs the first are drawn",
    file: "src/figures/ridges.ts",
    find: "Math.round(i * (epochs.length - 1) / (MAX_RIDGES - 1))",
    replace: "i",
    tests: BY_EPOCH,
  },
  {
    name: "those that died are drawn from 0 on",
    file: "src/figures/dead_neuron_history.ts",
    find: "low: bornDead, high: dead",
    replace: "low: x.map(() => 0), high: dead",
    tests: BY_EPOCH,
  },
  {
    name: "a figure of dead neurons does not say over which images",
    file: "src/figures/dead_neuron_history.ts",
    find: "`, over ${images} images`",
    replace: '""',
    tests: BY_EPOCH,
  },
];
