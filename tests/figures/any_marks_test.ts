/** Whatever marks a script composes, at whatever size: their texts can be read, or the figure is refused. */

import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import type { FigureSettings } from "../../src/figures/look.ts";
import { band } from "../../src/figures/marks/band.ts";
import { bars } from "../../src/figures/marks/bars.ts";
import { heatMap } from "../../src/figures/marks/heat_map.ts";
import { line } from "../../src/figures/marks/line.ts";
import type { Mark } from "../../src/figures/marks/mark.ts";
import { points } from "../../src/figures/marks/points.ts";
import { rule } from "../../src/figures/marks/rule.ts";
import { text } from "../../src/figures/marks/text.ts";
import { facets, type Panel } from "../../src/figures/plot.ts";
import type { Axis } from "../../src/figures/scales.ts";
import { fc } from "../dependencies.ts";
import { assertLegible } from "./legible.ts";

const number = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -9, max: 9 }))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);
const word = fc.constantFrom(
  ...["", "a", "Validation accuracy", "10⁻⁸ and x₂", "Layer 12 - LeakyReLU"],
  "AnActivationFunctionWhoseAuthorCouldNotDecideOnAShorterNameForIt",
);
const color = fc.nat({ max: 45 });
const numbers = fc.array(number, { minLength: 1, maxLength: 30 });
const curve = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 30 })
  .map((all) => ({ x: all.map(([x]) => x), y: all.map(([, y]) => y) }));
const options = fc.record({ color, marker: fc.boolean(), label: word });

const silent: fc.Arbitrary<Mark> = fc.oneof(
  fc.tuple(curve, options).map(([at, options]) => line(at, options)),
  fc.tuple(curve, color, word).map(([at, color, label]) => points(at, { color, label })),
  fc.tuple(curve, color).map(([{ x, y }, color]) =>
    band({ x, low: y, high: y.map((value) => value + 1) }, { color })
  ),
  number.map((y) => rule({ y }, { label: "theory" })),
);

/** Marks with texts of their own, which keep clear of each other, but not of other marks'. */
const written: fc.Arbitrary<Mark> = fc.oneof(
  numbers.map((heights) => bars(heights, { notes: heights.map((value) => value.toPrecision(3)) })),
  fc.tuple(curve, word).map(([{ x, y }, words]) =>
    text(x.slice(0, 4).map((x, i) => ({ x, y: y[i]!, text: words })))
  ),
  numbers.map((row) => heatMap([[...row, null], [null, ...row]], { label: "value" })),
);

const axis: fc.Arbitrary<Axis> = fc.oneof(
  fc.record({ label: word, percent: fc.boolean(), hidden: fc.boolean() }),
  fc.record({ label: word, categories: fc.array(word, { minLength: 1, maxLength: 40 }) }),
  fc.record({ label: word, integer: fc.constant(true) }),
);

const panel: fc.Arbitrary<Panel> = fc.record({
  title: word,
  x: axis,
  y: axis,
  marks: fc.tuple(fc.array(silent, { maxLength: 3 }), written).map((
    [marks, last],
  ) => [...marks, last]),
});

const settings: fc.Arbitrary<FigureSettings> = fc.record({
  width: fc.constantFrom(undefined, "1in", "column", "page", "20in"),
  fontSize: fc.constantFrom(undefined, 6, 14, 30),
  style: fc.constantFrom("tutorial", "paper", "talk"),
});

Deno.test("legible or refused, whatever is composed", async () => {
  let legible = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(panel, { minLength: 1, maxLength: 5 }),
      settings,
      fc.boolean(),
      async (panels, settings, shared) => {
        const figure = facets(panels, { heading: "All", shareX: shared, shareY: shared });
        try {
          await assertLegible(figure.with(settings));
          legible++;
        } catch (error) {
          if (!(error instanceof UsageError)) throw error;
          assert.match(error.message, /^expected room for data/);
        }
      },
    ),
    { numRuns: 100 },
  );
  assert.ok(legible >= 20, `${legible} of 100`);
});

Deno.test("names of lines keep clear of a scale of colours", async () => {
  const marks = [
    heatMap([[0, 1], [2, 3]], { label: "value" }),
    line({ x: [0, 1.5], y: [0, -0.5] }, { label: "a long name" }),
    line({ x: [0, 1.5], y: [0, 1.4] }, { label: "another" }),
  ];
  await assertLegible(facets([{ marks }]).with({ style: "paper" }));
});
