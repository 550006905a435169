import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { UsageError } from "../../src/errors.ts";
import { curvesFigure } from "../../src/figures/curves.ts";
import { PNG } from "../dependencies.ts";
import { FIGURES } from "./samples.ts";

for (const [name, draw] of Object.entries(FIGURES)) {
  Deno.test(`the same bytes every time: ${name}`, async () => {
    assert.deepEqual(await draw().toPng(40), await draw().toPng(40));
    assert.deepEqual(await draw().toPdf(), await draw().toPdf());
    assert.equal(await draw().toSvg(), await draw().toSvg());
  });
}

Deno.test("a PNG has the size of its page at its resolution, and says so", async () => {
  const figure = FIGURES["lines"]!();
  const { width, height } = await figure.page();
  for (const [dpi, dotsPerMetre] of [[72, 2835], [150, 5906]] as const) {
    const bytes = await figure.toPng(dpi);
    const png = PNG.sync.read(Buffer.from(bytes), { checkCRC: true });
    assert.equal(png.width, Math.round(width * dpi / 72));
    assert.equal(png.height, Math.round(height * dpi / 72));
    const scales = new DataView(bytes.buffer, bytes.byteOffset);
    const chunk = Buffer.from(bytes).indexOf("pHYs");
    assert.equal(scales.getUint32(chunk + 4), dotsPerMetre);
    assert.equal(scales.getUint32(chunk + 8), dotsPerMetre);
    assert.equal(bytes[chunk + 12], 1);
  }
  assert.deepEqual(await figure.toPng(), await figure.toPng(150));
});

Deno.test("an SVG has outlines for texts, and names that no other drawing has", async () => {
  const [one, other] = [await FIGURES["lines"]!().toSvg(), await FIGURES["curves"]!().toSvg()];
  assert.match(one, /^<\?xml[^>]*>\s*<svg [^>]*width="\d+pt" height="\d+pt" viewBox="0 0 \d+ \d+"/);
  assert.doesNotMatch(one, /<text|font/);
  const names = (svg: string) => [...svg.matchAll(/id="([^"]+)"/g)].map(([, name]) => name!);
  assert.ok(names(one).length > 0);
  assert.deepEqual(names(one).filter((name) => names(other).includes(name)), []);
  for (const name of names(one)) assert.match(one, new RegExp(`url\\(#${name}\\)`));
  assert.match(one, / d="M[^"]*\d\.\d\d[^"]*"/);
  assert.doesNotMatch(one, / d="[^"]*\.\d{3}/, "a hundredth of a point is enough");
});

Deno.test("a PDF is one page with its font inside, and no date", async () => {
  const pdf = Buffer.from(await FIGURES["lines"]!().toPdf()).toString("latin1");
  assert.match(pdf, /^%PDF-1\.\d/);
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1);
  assert.match(pdf, /\/FontFile2/);
  assert.doesNotMatch(pdf, /Date/);
});

Deno.test("a notebook is given the PNG", async () => {
  const figure = FIGURES["dead_neurons"]!();
  const show = Reflect.get(figure, Symbol.for("Jupyter.display")) as () => Promise<
    Record<string, string>
  >;
  const shown = await show.call(figure);
  assert.deepEqual(Object.keys(shown), ["image/png"]);
  assert.deepEqual(Uint8Array.fromBase64(shown["image/png"]!), await figure.toPng());
});

Deno.test("a dpi that makes no picture is refused", async () => {
  for (const dpi of [0, -1, 9, 1201, NaN, Infinity]) {
    await assert.rejects(FIGURES["lines"]!().toPng(dpi), UsageError);
  }
});

Deno.test("a colour that is no index into the palette is refused, and not left out", () => {
  for (const color of [-1, 0.5, undefined as unknown as number]) {
    const draw = () => curvesFigure([{ name: "ELU", color, training: [0.5], validation: [0.5] }]);
    assert.throws(draw, UsageError);
  }
});
