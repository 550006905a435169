/** Slips in the marks of figures, in how they are laid out and told apart. */
import type { Mutation } from "./mutation.ts";

const MARKS = ["tests/figures/marks_test.ts"];
const SIZES = ["tests/figures/sizes_test.ts"];
const TOLD_APART = ["tests/figures/told_apart_test.ts"];
const TICKS = ["tests/figures/ticks_test.ts"];

export const FIGURE_MARKS: readonly Mutation[] = [
  {
    name: "a bar of 1 in 256 is as low as it is",
    file: "src/figures/marks/bars.ts",
    find: "Math.max(Math.abs(length), LEAST * frame.theme.scale)",
    replace: "Math.abs(length)",
    tests: MARKS,
  },
  {
    name: "a heat map's first row is at the top of its cell",
    file: "src/figures/marks/heat_map.ts",
    find: "y: frame.y(y + 0.5), width",
    replace: "y: frame.y(y - 0.5), width",
    tests: MARKS,
  },
  {
    name: "a band's lower edge goes the same way as its upper one",
    file: "src/figures/marks/band.ts",
    find: "through({ x, y: low }, frame).reverse()",
    replace: "through({ x, y: low }, frame)",
    tests: MARKS,
  },
  {
    name: "a rule ends at the edges of the axes whatever its ends",
    file: "src/figures/marks/rule.ts",
    find: "const high = to === undefined ? 0 : frame.y(to);",
    replace: "const high = 0;",
    tests: MARKS,
  },
  {
    name: "words stay where they are cut off",
    file: "src/figures/marks/note.ts",
    find: "const dx = inward(box.x, box.width, width), dy",
    replace: "const dx = 0, dy",
    tests: MARKS,
  },
  {
    name: "lines are named at their ends although the names meet",
    file: "src/figures/direct_labels.ts",
    find: "y - heights[i - 1]! >= room",
    replace: "y - heights[i - 1]! >= 0",
    tests: MARKS,
  },
  {
    name: "exponents hang below the line",
    file: "src/figures/typeset.ts",
    find: "0.42 * size : -0.14 * size",
    replace: "-0.14 * size : 0.42 * size",
    tests: MARKS,
  },
  {
    name: "settings left undefined are the defaults again",
    file: "src/figures/figure.ts",
    find: ".filter(([, value]) => value !== undefined)",
    replace: "",
    tests: MARKS,
  },
  {
    name: "the eleventh series looks as the first",
    file: "src/figures/palette.ts",
    find: "Math.floor(index / PALETTES.deep.length) % dashes.length",
    replace: "0",
    tests: TOLD_APART,
  },
  {
    name: "the eleventh series has the first one's colour and marker",
    file: "src/figures/marks/marker.ts",
    find: "(index + Math.floor(index / names.length)) % names.length",
    replace: "index % names.length",
    tests: TOLD_APART,
  },
  {
    name: "validation is dashed as training is",
    file: "src/figures/curves.ts",
    find: 'curve(validation, "solid", "Validation")',
    replace: 'curve(validation, "dashed", "Validation")',
    tests: TOLD_APART,
  },
  {
    name: "a table of one panel lacks its name",
    file: "src/figures/plot.ts",
    find: "rowsOf(panel).map((row) => ({ panel: panel.title ?? `${i + 1}`, ...row }))",
    replace: "rowsOf(panel).map((row) => ({ ...(i > 0 && { panel: panel.title ?? '' }), ...row }))",
    tests: MARKS,
  },
  {
    name: "a title ends with one word on a line",
    file: "src/figures/typeset.ts",
    find: "while (high - low > 1) {",
    replace: "while (high - low > width) {",
    tests: ["tests/figures/marks_test.ts"],
  },
  {
    name: "markers of lines on each other hide each other",
    file: "src/figures/marks/line.ts",
    find: "const first = series * Math.ceil(stride / BESIDE) % stride;",
    replace: "const first = 0;",
    tests: ["tests/figures/marks_test.ts"],
  },
  {
    name: "of two models with one best epoch, one is hidden",
    file: "src/figures/curves.ts",
    find: "open: true,",
    replace: "open: false,",
    tests: TOLD_APART,
  },
  {
    name: "a centimetre is half an inch",
    file: "src/figures/look.ts",
    find: "cm: 72 / 2.54",
    replace: "cm: 72 / 2",
    tests: SIZES,
  },
  {
    name: "ticks are smaller than six points",
    file: "src/figures/theme.ts",
    find: "Math.max(size, MIN_TEXT)",
    replace: "size",
    tests: SIZES,
  },
  {
    name: "a PDF's table of offsets stays as it is",
    file: "src/figures/pdf_size.ts",
    find: "(Number(offset) > start ? longer : 0)",
    replace: "0",
    tests: SIZES,
  },
  {
    name: "what is wider than the page is cut off",
    file: "src/figures/layout.ts",
    find: "bounds(all, look.measure).width <= room + ROUNDING;",
    replace: "true;",
    tests: SIZES,
  },
  {
    name: "the grid runs through what is written above bars",
    file: "src/figures/marks/note.ts",
    find: '{ kind: "rect", ...box, x: box.x + dx, y: box.y + dy, fill },',
    replace: "",
    tests: SIZES,
  },
  {
    name: "numbers are written as the coarsest axis needs",
    file: "src/figures/ticks.ts",
    find: "decimals: Math.max(...alike",
    replace: "decimals: Math.min(...alike",
    tests: TICKS,
  },
  {
    name: "one tick is enough",
    file: "src/figures/ticks.ts",
    find: "if (values.length < 2 || (integer && step < 1)) continue;",
    replace: "if (integer && step < 1) continue;",
    tests: TICKS,
  },
];
