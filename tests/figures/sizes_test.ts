/** Every figure at every size and in every style: it fills the page, and all its texts can be read. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { UsageError } from "../../src/errors.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { parseWidth } from "../../src/figures/look.ts";
import type { Node } from "../../src/figures/scene.ts";
import { type StyleName, STYLES } from "../../src/figures/theme.ts";
import { PNG } from "../dependencies.ts";
import { COMPOSED } from "./compositions.ts";
import { assertLegible } from "./legible.ts";
import { FIGURES } from "./samples.ts";

const ALL: Record<string, () => Figure> = { ...FIGURES, ...COMPOSED };
const STYLE_NAMES = Object.keys(STYLES) as StyleName[];

for (const [name, draw] of Object.entries(ALL)) {
  Deno.test(`legible at every size and in every style: ${name}`, async () => {
    for (const style of STYLE_NAMES) {
      const figure = draw().with({ style });
      await assertLegible(figure);
      for (const width of ["column", "page", "16cm", "40in"]) {
        // The text of a talk is too large for a column.
        if (style === "talk" && width === "column") continue;
        const sized = figure.with({ width });
        await assertLegible(sized);
        assert.equal((await sized.page()).width, parseWidth(width));
      }
    }
  });

  Deno.test(`legible or refused, however small: ${name}`, async () => {
    for (
      const [width, fontSize] of [["1in", 6], ["column", 14], ["2in", 30], ["page", 72]] as const
    ) {
      try {
        await assertLegible(draw().with({ width, fontSize }));
      } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        assert.match(
          error.message,
          /^expected room for data, got text of \d+ points in so narrow a figure; /,
        );
      }
    }
  });
}

/** Figures whose horizontal axis has names, and figures without axes. */
const CATEGORIES = [
  ...["dead_neurons", "saturation", "saturation_alone"],
  ...["seeds", "seeds_by_depth", "factor_heat_map", "untrained_runs"],
];
const WITHOUT_AXES = ["examples", "critical_difference"];

Deno.test("every axis of numbers has two ticks or more", async () => {
  for (const [name, draw] of Object.entries(FIGURES)) {
    for (const width of [undefined, "column", "page"]) {
      const { items } = await draw().with(width === undefined ? {} : { width }).page();
      const grids = open(items).flatMap((item) =>
        item.kind === "path" && item.stroke === "#ffffff" && !item.fill ? [item.d] : []
      );
      assert.equal(grids.length > 0, !WITHOUT_AXES.includes(name));
      for (const d of grids) {
        assert.ok(d.match(/H/g)!.length >= 2, `${name}: ${d}`);
        if (!CATEGORIES.includes(name)) assert.ok(d.match(/V/g)!.length >= 2, `${name}: ${d}`);
      }
    }
  }
});

Deno.test("a figure has one size as PNG, SVG and PDF", async () => {
  const figure = FIGURES["lines"]!().with({ width: "16cm" });
  const { width, height } = await figure.page();
  assert.equal(width, 453.543);
  const png = PNG.sync.read(Buffer.from(await figure.toPng(300)));
  assert.deepEqual([png.width, png.height], [1890, Math.round(height * 300 / 72)]);
  const svg = await figure.toSvg();
  const sizes = /width="([\d.]+)pt" height="([\d.]+)pt" viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!;
  assert.deepEqual(sizes.slice(1).map(Number), [width, height, width, height]);
  const pdf = Buffer.from(await figure.toPdf()).toString("latin1");
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.slice(1).map(Number);
  assert.deepEqual(box, [width, height]);
  const [, table] = /\nxref\n0 \d+\n([\s\S]*)trailer/.exec(pdf)!;
  const offsets = Array.from(table!.matchAll(/^(\d{10}) \d{5} n/gm), ([, at]) => Number(at));
  assert.ok(offsets.length > 3);
  offsets.forEach((at, i) =>
    assert.ok(pdf.slice(at).startsWith(`${i + 1} 0 obj`), `object ${i + 1}`)
  );
  assert.ok(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)![1])).startsWith("xref\n"));
});

Deno.test("text has the size that is asked for, and no tick less than six points", async () => {
  const sizes = async (figure: Figure) =>
    open((await figure.page()).items).flatMap((item) => item.kind === "text" ? [item.size] : []);
  const figure = FIGURES["lines"]!();
  assert.equal(Math.max(...await sizes(figure.with({ width: "page" }))), 9);
  assert.equal(Math.max(...await sizes(figure.with({ width: "page", fontSize: 12 }))), 12);
  assert.equal(Math.max(...await sizes(figure)), 12);
  assert.equal(Math.min(...await sizes(figure.with({ width: "page", fontSize: 6 }))), 6);
});

Deno.test("panels stand in fewer columns where the page is narrow", async () => {
  const rows = async (width: string) => {
    const { items } = await FIGURES["distributions"]!().with({ width }).page();
    const tops = open(items, 0).flatMap((item) =>
      item.kind === "text" && /^Layer/.test(item.text) ? [item.y] : []
    );
    return new Set(tops.map(Math.round)).size;
  };
  assert.ok(await rows("column") > await rows("page"));
});

Deno.test("a size or look that isn't there is refused, with what there is", () => {
  const figure = FIGURES["lines"]!();
  const refused = [
    [{ width: "0.9in" }, /^expected column, page, or 1in to 40in .* got "0.9in"$/],
    [{ width: "41in" }, /got "41in"$/],
    [{ width: "102cm" }, /got "102cm"$/],
    [{ width: "wide" }, /got "wide"$/],
    [{ width: "-3in" }, /got "-3in"$/],
    [{ width: "6" }, /got "6"$/],
    [{ fontSize: 5.9 }, /^expected 6 to 72 points as a figure's font size, got 5.9$/],
    [{ fontSize: NaN }, /got NaN$/],
    [
      { style: "poster" as "talk" },
      /^expected tutorial, paper, talk as a figure's style, got "poster"$/,
    ],
    [{ palette: "toString" as "deep" }, /^expected deep, colorblind as a palette, got "toString"$/],
  ] as const;
  for (const [settings, message] of refused) {
    assert.throws(() => figure.with(settings), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  }
  for (const width of ["1in", "40in", "6.5in", "16 cm", "160mm", "468pt"]) {
    figure.with({ width });
  }
});

/** All items, groups opened, with the heights of panels added to those of texts. */
function open(items: readonly Node[], y = 0): Node[] {
  return items.flatMap((item): Node[] => {
    if (item.kind === "group") return open(item.items, y + item.y);
    return item.kind === "text" ? [{ ...item, y: y + item.y }] : [item];
  });
}
