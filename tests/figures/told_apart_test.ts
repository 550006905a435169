/** Series of one panel are told apart by those who see no red or no green, and in grey. */

import assert from "node:assert/strict";
import { curvesFigure } from "../../src/figures/curves.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { lineFigure } from "../../src/figures/lines.ts";
import { seriesMarker } from "../../src/figures/marks/marker.ts";
import {
  distinctColors,
  paletteColor,
  type PaletteName,
  PALETTES,
  seriesDash,
} from "../../src/figures/palette.ts";
import type { Node } from "../../src/figures/scene.ts";
import { BLINDNESSES, deltaE2000, difference } from "./color_difference.ts";
import { COMPOSED } from "./compositions.ts";
import { FIGURES } from "./samples.ts";

/** The least difference of two colours, ΔE2000. */
const LEAST = 15;

/** A name in a legend, the colour of what is shown beside it, and all else of it. */
interface Entry {
  readonly label: string;
  readonly color: string;
  readonly shape: string;
}

/** The legends of a figure. */
async function legends(figure: Figure): Promise<Entry[][]> {
  const visit = (items: readonly Node[]): Entry[][] => [
    items.flatMap((item, i) => {
      const next = items[i + 1];
      return item.kind === "group" && next?.kind === "text" ? [entry(next.text, item.items)] : [];
    }),
    ...items.flatMap((item) => item.kind === "group" ? visit(item.items) : []),
  ];
  return visit((await figure.page()).items).filter((entries) => entries.length > 0);
}

function entry(label: string, swatch: readonly Node[]): Entry {
  const flat = (items: readonly Node[]): Node[] =>
    items.flatMap((item) => item.kind === "group" ? flat(item.items) : [item]);
  const parts = flat(swatch);
  const colors = parts.flatMap((part) => {
    if (part.kind !== "path" && part.kind !== "rect") return [];
    return [part.fill, part.stroke].filter((color) => color && color !== "#ffffff") as string[];
  });
  const shapes = parts.map((part) => ({ ...part, fill: 0, stroke: 0, opacity: 0 }));
  return { label, color: colors[0]!, shape: JSON.stringify(shapes) };
}

function assertToldApart(entries: readonly Entry[], figure: string): void {
  entries.forEach((one, i) =>
    entries.slice(i + 1).forEach((other) => {
      if (one.shape !== other.shape) return;
      for (const blindness of BLINDNESSES) {
        const seen = difference(one.color, other.color, blindness);
        assert.ok(
          seen >= LEAST,
          `${figure}: "${one.label}" and "${other.label}" differ by ${seen} in ${blindness}`,
        );
      }
    })
  );
}

for (const palette of Object.keys(PALETTES) as PaletteName[]) {
  Deno.test(`two series of a panel are told apart in the palette ${palette}`, async () => {
    let compared = 0;
    for (const [name, draw] of Object.entries({ ...FIGURES, ...COMPOSED })) {
      for (const entries of await legends(draw().with({ palette }))) {
        assertToldApart(entries, name);
        compared += entries.length;
      }
    }
    assert.ok(compared >= 25, `${compared}`);
  });
}

Deno.test("training and validation are told apart whatever the colour, dashed series too", async () => {
  for (let color = 0; color < 40; color++) {
    const figure = curvesFigure([{ name: "N", color, training: [0.5], validation: [0.6] }]);
    for (const entries of await legends(figure)) assertToldApart(entries, `colour ${color}`);
  }
});

Deno.test("curves of several models have their markers, and none hides another's best epoch", async () => {
  const accuracies = { training: [0.5, 0.6, 0.7], validation: [0.5, 0.6, 0.7] };
  const models = ["ELU", "Swish"].map((name, i) => ({ name, color: 4 + i, ...accuracies }));
  const open = (items: readonly Node[]): Node[] =>
    items.flatMap((item) => item.kind === "group" ? open(item.items) : [item]);
  const items = open((await curvesFigure(models).page()).items);
  for (const color of [4, 5].map((i) => paletteColor(i))) {
    const paths = items.filter((item) => item.kind === "path");
    assert.ok(paths.filter(({ fill }) => fill === color).length >= 2, "on both lines");
    const outlines = paths.filter(({ stroke, fill, d }) =>
      stroke === color && !fill && /Z$/.test(d)
    );
    assert.equal(outlines.length, 2, "at the best epoch and in the legend");
  }
});

Deno.test("forty series of a panel differ in dash or marker, whatever their colours", async () => {
  const series = Array.from({ length: 40 }, (_, i) => ({ name: `${i}`, x: [0, 1], y: [i, i] }));
  const figure = lineFigure({ title: "T", xLabel: "x", yLabel: "y", series });
  const [entries] = await legends(figure);
  assert.equal(new Set(entries!.map(({ shape }) => shape)).size, 40);
});

Deno.test("a hundred series differ in colour or marker, where dashes mean something else", () => {
  const all = Array.from({ length: 100 }, (_, i) => `${paletteColor(i)} ${seriesMarker(i)}`);
  assert.equal(new Set(all).size, 100);
});

Deno.test("indices that are one colour become others, and the first ten stay", () => {
  assert.deepEqual(distinctColors([2, 1, 11]), [2, 1, 3]);
  assert.deepEqual(distinctColors([11, 1, 12]), [2, 1, 3]);
  assert.deepEqual(distinctColors([11, 19, 29]), [1, 9, 0]);
  const twelve = Array.from({ length: 12 }, (_, i) => 3 + i);
  assert.deepEqual(distinctColors(twelve), [3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 13, 14]);
});

Deno.test("the six have C0 to C5 and a marker each, and none is dashed; more are", () => {
  const six = [0, 1, 2, 3, 4, 5];
  assert.deepEqual(six.map((i) => paletteColor(i)), PALETTES.deep.slice(0, 6));
  assert.deepEqual(six.map(seriesMarker), [
    ...["circle", "square", "triangle", "diamond", "triangle-down", "plus"],
  ]);
  assert.deepEqual(six.map(seriesDash), Array(6).fill("solid"));
  assert.deepEqual([10, 19, 20, 30].map(seriesDash), ["dashed", "dashed", "dotted", "dashdot"]);
});

Deno.test("the difference of colours is the CIE's, and red is near green to the colour-blind", () => {
  // Sharma, Wu and Dalal (2005), table 1.
  const pairs = [
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ] as const;
  for (const [one, other, expected] of pairs) {
    assert.ok(Math.abs(deltaE2000(one, other) - expected) < 5e-5, `${one}, ${other}`);
  }
  const [red, green] = ["#c44e52", "#55a868"];
  assert.ok(difference(red, green) > 40);
  assert.ok(difference(red, green, "deuteranopia") < 20);
  assert.equal(difference(red, red, "protanopia"), 0);
});
