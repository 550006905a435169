/** What a figure's files say of how it was made, and what is read back from them and from others. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { LabError } from "../../src/errors.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import { type Provenance, textsOf } from "../../src/figures/provenance.ts";
import { readProvenance } from "../../src/figures/read_provenance.ts";
import { svg } from "../../src/figures/svg.ts";
import { withSvgTexts } from "../../src/figures/svg_texts.ts";
import { VERSION } from "../../src/version.ts";
import { PNG } from "../dependencies.ts";
import { FIGURES } from "./samples.ts";

const figure = FIGURES["dead_neurons"]!();

/** The figure's file in every format, as bytes. */
async function files(figure: Figure): Promise<Uint8Array[]> {
  const encoded = new TextEncoder().encode(await figure.toSvg());
  return [await figure.toPng(20), encoded, await figure.toPdf()];
}

const PLAIN: Provenance = {
  title: "Dead neurons",
  software: `activation-lab ${VERSION}`,
  command: "activation-lab dead-neurons --act relu",
  settings: { activation: "relu", hiddenSizes: [512, 256], splitSeed: 42 },
  seed: 7,
  device: "cpu (8 threads)",
};

/** Markup, brackets, backslashes, other scripts, and what a terminal would obey. */
const HOSTILE: Provenance = {
  title: '<b>"(\\) & ]]> ∇f 日本 \u{1F600} ü',
  software: `activation-lab ${VERSION}`,
  command: "activation-lab curves --output '\u001b[31m\nSeed: 9' --name (a\\051",
  settings: { "</desc>": "\u202e\n\u0000", nested: { list: [1, "\\(", null] } },
  device: "gpu & <more> (((",
};

for (const [name, provenance] of Object.entries({ plain: PLAIN, hostile: HOSTILE })) {
  Deno.test(`what was said of a figure is read back from every format: ${name}`, async () => {
    const expected = Object.fromEntries(
      Object.entries(provenance).map(([key, value]) => [
        key,
        key === "command" ? value.replace("\u001b", "\\u001b").replace("\n", "\\u000a") : value,
      ]),
    );
    for (const bytes of await files(figure.withProvenance(provenance))) {
      assert.deepEqual(readProvenance(bytes), expected);
    }
    const page = svg(await figure.page(), "Arimo");
    const document = withSvgTexts(page, textsOf(provenance));
    assert.deepEqual(readProvenance(new TextEncoder().encode(document)), expected);
  });
}

Deno.test("a figure of which nothing was said has the version", async () => {
  for (const bytes of await files(figure)) {
    assert.deepEqual(readProvenance(bytes), { software: `activation-lab ${VERSION}` });
  }
});

Deno.test("later words of a figure's making are added to earlier ones, and the picture is the same", async () => {
  const said = figure.withProvenance({ seed: 1, command: "a" }).withProvenance({ seed: 2 });
  assert.deepEqual(said.provenance, { seed: 2, command: "a" });
  assert.deepEqual(figure.provenance, {});
  const [one, other] = [await figure.toPng(20), await said.toPng(20)];
  const pixels = (png: Uint8Array) => PNG.sync.read(Buffer.from(png), { checkCRC: true }).data;
  assert.deepEqual(pixels(one), pixels(other));
});

Deno.test("Latin-1 is in tEXt chunks, which every reader knows, and only the rest in iTXt", async () => {
  const png = Buffer.from(await figure.withProvenance({ title: "für", device: "日" }).toPng(20));
  assert.ok(png.includes(Buffer.from("tEXtTitle\0für", "latin1")));
  assert.ok(png.includes("iTXtDevice\0\0\0\0\0日"));
  assert.ok(png.includes("tEXtSoftware\0activation-lab "));
});

Deno.test("a PDF shows its title, and the program as its creator", async () => {
  const pdf = Buffer.from(await figure.withProvenance({ title: "Squares" }).toPdf())
    .toString("latin1");
  assert.match(pdf, /\/Title \(Squares\)/);
  assert.match(pdf, new RegExp(`/Creator \\(activation-lab ${VERSION}\\)`));
});

Deno.test("files that do not say how they were made are refused by name", async () => {
  const { measure: _, ...canvas } = await openCanvas();
  const page = await figure.page();
  const foreign = [canvas.png(page, 20, {}), canvas.pdf(page, { Software: "Word 6" })];
  const texts = ["<svg></svg>", "<?xml?><svg><desc>Software: Inkscape</desc></svg>", "%PDF-1.4\n"];
  const encoder = new TextEncoder();
  for (const bytes of [...foreign, ...texts.map((text) => encoder.encode(text))]) {
    assert.throws(() => readProvenance(bytes, "a.png"), (error: Error) => {
      assert.ok(error instanceof LabError);
      assert.match(error.message, /^a\.png does not say how it was made, expected a figure of /);
      return true;
    });
  }
  for (const text of ["", "PNG", "a,b\n1,2\n", "<html>"]) {
    assert.throws(
      () => readProvenance(encoder.encode(text), "b"),
      { name: "LabError", message: "b is neither PNG, SVG nor PDF, expected a figure" },
    );
  }
});

Deno.test("forged settings and seeds are refused, in one line that a terminal only shows", () => {
  const forged = (line: string) =>
    new TextEncoder().encode(`<svg><desc>Software: activation-lab 1\n${line}</desc></svg>`);
  for (const line of ["Settings: {", "Settings: [1]", "Settings: null", "Settings: \u001b[2J"]) {
    assert.throws(
      () => readProvenance(forged(line), "a.svg"),
      /^LabError: settings of a\.svg: expected a JSON object, got "[ -~]*"$/,
    );
  }
  assert.throws(() => readProvenance(forged("Seed: x"), "a.svg"), /expected an integer, got "x"$/);
});
