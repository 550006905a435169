/**
 * Every figure beside the picture kept of it, with some tolerance, since machines round edges of
 * letters differently. After a change that is wanted, look at the new pictures that
 * `deno test -A tests/figures/snapshots_test.ts -- --update` keeps.
 */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { pixelmatch, PNG } from "../dependencies.ts";
import { COMPOSED } from "./compositions.ts";
import { FIGURES } from "./samples.ts";

const DPI = 60;

/** The part of the pixels that may look different. */
const TOLERANCE = 0.002;

/** The figures as they are drawn by default, and composed ones as they go into a column of a paper. */
const KEPT = {
  ...FIGURES,
  ...Object.fromEntries(
    Object.entries(COMPOSED).map(([name, draw]) => [
      `composed_${name}`,
      () => draw().with({ width: "column", style: "paper", palette: "colorblind" }),
    ]),
  ),
};

for (const [name, draw] of Object.entries(KEPT)) {
  Deno.test(`looks as before: ${name}`, async () => {
    const file = new URL(`snapshots/${name}.png`, import.meta.url);
    const drawn = await draw().toPng(DPI);
    if (Deno.args.includes("--update")) await Deno.writeFile(file, drawn);
    const different = difference(decode(drawn), decode(await Deno.readFile(file)));
    assert.ok(different <= TOLERANCE, `${100 * different} % of the pixels differ`);
  });
}

Deno.test("a line in another colour would be noticed", async () => {
  const drawn = await FIGURES["activations"]!().toPng(DPI);
  const image = decode(drawn), changed = decode(drawn);
  for (let i = 0; i < changed.data.length; i += 4) {
    if (changed.data[i]! < changed.data[i + 2]! - 40) changed.data[i] = 0xff;
  }
  assert.ok(difference(image, changed) > TOLERANCE);
});

/** The part of the pixels that look different. */
function difference(one: PNG, other: PNG): number {
  const { width, height } = one;
  assert.deepEqual([width, height], [other.width, other.height]);
  return pixelmatch(one.data, other.data, undefined, width, height) / (width * height);
}

function decode(png: Uint8Array): PNG {
  return PNG.sync.read(Buffer.from(png));
}
