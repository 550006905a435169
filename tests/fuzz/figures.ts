/** Hostile figures: what they say of how they were made is what they say, or it is refused. */
import assert from "node:assert/strict";
import type { Provenance } from "../../src/figures/provenance.ts";
import { textsOf } from "../../src/figures/provenance.ts";
import { readProvenance } from "../../src/figures/read_provenance.ts";
import { withSvgTexts } from "../../src/figures/svg_texts.ts";
import { fc } from "../dependencies.ts";
import { FIGURES } from "../figures/samples.ts";
import { amount, bytesOf, invalidCheckpoint, noise } from "./mutations.ts";
import type { Target } from "./run.ts";

const TOKENS = ["tEXtSeed\0", "<desc>", "</desc>", "/Info 1 0 R", "\nSeed: ", "/Subject (", "&#"];

const figure = FIGURES["dead_neurons"]!().withProvenance({
  title: "Dead neurons of ∇",
  command: "activation-lab dead-neurons",
  settings: { activation: "relu", hiddenSizes: [512] },
  seed: 7,
});
const encode = (text: string) => new TextEncoder().encode(text);
const files = [await figure.toPng(20), encode(await figure.toSvg()), await figure.toPdf()];

/** Texts that ask for much work in few bytes, more of it the larger n is. */
const LABORIOUS: ((n: number) => string)[] = [
  (n) => `<svg>${"<title ".repeat(n)}`,
  (n) => `<svg><desc>${"a".repeat(n)}`,
  (n) => `<svg><desc>${"a: ".repeat(n)}</desc>`,
  (n) => `<svg><desc>Software: activation-lab 1\nSettings: ${"[".repeat(n)}</desc>`,
  (n) => `%PDF-1.4${"/Info 1 0 R".repeat(n)}`,
  (n) => `%PDF-1.4\n1 0 obj${"/A (".repeat(n)}/Info 1 0 R`,
  (n) => `%PDF-1.4\n1 0 obj/Title <${"FEFF".repeat(n)}/Info 1 0 R`,
  (n) => `%PDF-1.4\n1 0 obj/Title (${"\\".repeat(n)}/Info 1 0 R`,
];

export const figures: Target<Uint8Array, Provenance> = {
  name: "figures",
  inputs: fc.oneof(
    { weight: 15, arbitrary: invalidCheckpoint(fc.constantFrom(...files), TOKENS) },
    {
      weight: 4,
      arbitrary: fc.tuple(fc.constantFrom(...LABORIOUS), amount(30_000)).map(([make, n]) =>
        bytesOf(make(n))
      ),
    },
    { weight: 1, arbitrary: noise },
  ),
  read: (bytes) => readProvenance(bytes, "FILE"),
  /** Said again, it is read as the same. */
  verify(provenance) {
    const again = readProvenance(encode(withSvgTexts("<svg >", textsOf(provenance))));
    assert.deepEqual(again, readProvenance(encode(withSvgTexts("<svg >", textsOf(again)))));
    assert.deepEqual(Object.keys(again), Object.keys(provenance));
  },
};
