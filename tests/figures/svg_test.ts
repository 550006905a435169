/** The page's SVG beside what the drawing library makes of the same figure. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { FONT_FAMILIES, loadCanvas } from "../../src/figures/canvas_library.ts";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import { openCanvas as openPageCanvas } from "../../src/figures/page_canvas.ts";
import { type Scene, texts } from "../../src/figures/scene.ts";
import { svg } from "../../src/figures/svg.ts";
import { runs } from "../../src/figures/typeset.ts";
import { LabError } from "../../src/errors.ts";
import { pixelmatch, PNG } from "../dependencies.ts";
import { FIGURES } from "./samples.ts";

/** The part of the pixels that may look different: edges of letters, which are rounded differently. */
const TOLERANCE = 0.005;

const { examples, ...drawings } = FIGURES;
const native = await openCanvas();
const library = await loadCanvas();

async function rasterize(document: string, { width, height }: Scene): Promise<Uint8Array> {
  const canvas = library.createCanvas(width, height);
  const inPixels = document.replace(
    /width="[\d.]+pt" height="[\d.]+pt"/,
    `width="${width}" height="${height}"`,
  );
  const image = await library.loadImage(new TextEncoder().encode(inPixels));
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toBuffer("image/png");
}

function difference(one: Uint8Array, other: Uint8Array): number {
  const [a, b] = [one, other].map((bytes) => PNG.sync.read(Buffer.from(bytes)));
  const { width, height } = a!;
  return pixelmatch(a!.data, b!.data, undefined, width, height, { threshold: 0.3 }) /
    (width * height);
}

for (const [name, draw] of Object.entries(drawings)) {
  Deno.test(`a page's SVG looks as the library's drawing does: ${name}`, async () => {
    const page = await draw().page();
    const document = svg(page, FONT_FAMILIES[0]!);
    const drawn = native.png(page, 72, {});
    assert.ok(difference(await rasterize(document, page), drawn) <= TOLERANCE);
    const written = [...document.matchAll(/<text [^>]*>(.*?)<\/text>/g)].map(([, text]) =>
      text!.replaceAll(/<[^>]*>/g, "")
    );
    assert.deepEqual(
      written,
      texts(page.items, native.measure).map(({ text }) =>
        runs(text, 9).map(({ text }) => text).join("")
      ),
    );
  });
}

Deno.test("lines that are missing would be noticed", async () => {
  const page = await drawings["activations"]!().page();
  const document = svg(page, FONT_FAMILIES[0]!).replaceAll(/<path [^>]*>/g, "<path>");
  assert.ok(difference(await rasterize(document, page), native.png(page, 72, {})) > TOLERANCE);
});

Deno.test("a page's SVG has images as they are, and texts that are no markup", async () => {
  const [, url] = /href="data:image\/bmp;base64,([^"]+)"/.exec(
    svg(await examples!().page(), "Arimo"),
  )!;
  const image = await library.loadImage(Uint8Array.fromBase64(url!));
  const canvas = library.createCanvas(image.width, image.height);
  canvas.getContext("2d").drawImage(image, 0, 0);
  const { data } = canvas.getContext("2d").getImageData(0, 0, image.width, image.height);
  const { pixels, columns } = imageOf(await examples!().page());
  assert.deepEqual([image.width, image.height], [columns, pixels.length / columns]);
  assert.deepEqual(data.filter((_, i) => i % 4 === 1), Uint8ClampedArray.from(pixels));

  const hostile = { kind: "text", text: `<b>"&</b>`, x: 0, y: 0, align: "left", size: 9 } as const;
  const document = svg({ width: 9, height: 9, items: [hostile] }, `"x"`);
  assert.match(document, />&#60;b&#62;&#34;&#38;&#60;\/b&#62;<\/text>/);
  assert.match(document, /font-family="&#34;x&#34;"/);
});

Deno.test("where nothing measures texts, as here, a page's canvas says so", async () => {
  await assert.rejects(openPageCanvas(), LabError);
});

function imageOf({ items }: Scene): { pixels: Uint8Array; columns: number } {
  for (const item of items) {
    if (item.kind === "image") return item;
    if (item.kind === "group") return imageOf({ width: 0, height: 0, items: item.items });
  }
  throw new Error("no image");
}
