/** The check that a figure can be read: no text cut off, none over another. */

import assert from "node:assert/strict";
import { openCanvas } from "../../src/figures/native_canvas.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { type Box, texts } from "../../src/figures/scene.ts";

/** Fails unless the figure's texts are inside of its page and apart from each other. */
export async function assertLegible(figure: Figure): Promise<void> {
  const page = await figure.page();
  const all = texts(page.items, (await openCanvas()).measure);
  assert.ok(all.length > 0);
  for (const { text, box } of all) {
    const inside = box.x >= 0 && box.y >= 0 &&
      box.x + box.width <= page.width && box.y + box.height <= page.height;
    assert.ok(inside, `"${text}" is cut off: ${JSON.stringify(box)}`);
  }
  all.forEach((one, i) =>
    all.slice(i + 1).forEach((other) => {
      assert.ok(fitWithoutOverlap(one.box, other.box), `"${one.text}" and "${other.text}" overlap`);
    })
  );
}

function fitWithoutOverlap(a: Box, b: Box): boolean {
  return a.x + a.width <= b.x || b.x + b.width <= a.x ||
    a.y + a.height <= b.y || b.y + b.height <= a.y;
}
