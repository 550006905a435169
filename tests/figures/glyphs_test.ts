/** Every character of a figure is drawn, or refused by name: none becomes a box. */
import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { examplesFigure } from "../../src/figures/examples.ts";

const titled = (title: string) => examplesFigure([Uint8Array.of(0, 255, 255, 0)], title);

Deno.test("mathematics, accents, Greek and Cyrillic have their glyphs", async () => {
  const text = "‖∇f‖₂ ≤ 10⁻⁸ ∂L/∂w σ̂ ∑√∞≈→±·×− ℓ₁ é ő α Ж “a” – b…";
  assert.ok((await titled(text).toPng(20)).length > 0);
});

Deno.test("a character that no font has is named, in every format", async () => {
  for (const [text, name] of [["日本", '日" \\(U\\+65E5\\)'], ["x \u{20000}", "\\(U\\+20000\\)"]]) {
    const figure = titled(text!);
    for (const draw of [() => figure.toPng(), () => figure.toSvg(), () => figure.toPdf()]) {
      await assert.rejects(draw, (error: Error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, new RegExp(`fonts have, got .*${name} in ".*; `));
        return true;
      });
    }
  }
});
