import assert from "node:assert/strict";
import { findActivation } from "../../src/nn/activations.ts";
import type { Document } from "../../src/report/document.ts";
import { toHtml } from "../../src/report/html.ts";
import { toMarkdown } from "../../src/report/markdown.ts";
import {
  describeReproduction,
  type ReproducedModel,
  type Reproduction,
} from "../../src/report/reproduction.ts";
import { DEAD_NEURONS, TEST_ACCURACIES } from "../../src/report/tutorial.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";

const document: Document = {
  title: "A <b> & *c*",
  blocks: [
    { kind: "heading", text: "One" },
    { kind: "paragraph", text: "x < y | z_1" },
    { kind: "table", header: ["a", "b"], rows: [["1", "<2>"]] },
    { kind: "figure", path: "a b.png", png: Uint8Array.of(1, 2, 3), caption: 'It says "hi"' },
  ],
};

Deno.test("Markdown keeps texts from being markup, and names pictures", () => {
  assert.equal(
    toMarkdown(document),
    `# A \\<b\\> & \\*c\\*

## One

x \\< y \\| z\\_1

| a | b     |
| - | ----- |
| 1 | \\<2\\> |

![It says "hi"](a%20b.png)
`,
  );
});

Deno.test("HTML keeps texts from being markup, and holds the pictures", () => {
  const html = toHtml(document);
  assert.ok(html.includes("<h1>A &lt;b&gt; &amp; *c*</h1>"));
  assert.ok(html.includes("<td>&lt;2&gt;</td>"));
  assert.ok(html.includes('<img alt="It says &quot;hi&quot;" src="data:image/png;base64,AQID">'));
  assert.doesNotMatch(html, /(src|href)="(?!data:)/, "nothing lies outside of the page");
});

/** A model with this accuracy; `stored` is what its file says. */
function model(activation: string, accuracy: number, stored = accuracy): ReproducedModel {
  const epoch = { epoch: 1, loss: 1, trainAccuracy: 0.5, validationAccuracy: 0.5, seconds: 60 };
  const test = (accuracy: number) => ({ accuracy, correct: accuracy * 10_000, total: 10_000 });
  const record = {
    config: parseTrainingConfig({ activation }),
    device: `its ${activation} device`,
    history: [epoch, { ...epoch, epoch: 2 }],
    best: { epoch: 2, validationAccuracy: 0.5 },
    test: test(stored),
    stopped: "test",
  };
  return { file: `models/${activation}`, record, tested: test(accuracy) };
}

/** The cells of a report's rows that begin with `start`. */
function rows(models: readonly ReproducedModel[], start: string): string[][] {
  const reproduction = { ...REPRODUCTION, models };
  return toMarkdown(describeReproduction(reproduction)).split("\n")
    .filter((line) => line.startsWith(`| ${start} `))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

const REPRODUCTION: Reproduction = {
  models: [model("elu", 0.8843), model("relu", 0.8865, 0.8864), model("tanh", 0.8)],
  deadNeurons: { ...DEAD_NEURONS, trained: [0, 0, 1, 2] },
  figures: [],
  machine: "a machine",
  seconds: 30,
};

Deno.test("a reproduction's report says of each number whether it agrees, and whose it is", () => {
  const row = (start: string) => rows(REPRODUCTION.models, start)[0]!;
  assert.deepEqual(row("ELU").slice(1), ["88.32 %", "88.43 %", "2", "2", "within chance"]);
  assert.deepEqual(row("ReLU").slice(2), ["88.65 % (88.64 %)", "2", "2", "exactly"]);
  assert.equal(row("Tanh").at(-1), "no");
  assert.equal(row("Sigmoid").at(-1), "no", "it is missing");
  assert.equal(row("untrained").at(-1), "exactly");
  assert.equal(row("trained").at(-1), "within chance");
  const [, origin] = rows(REPRODUCTION.models, "ELU");
  assert.deepEqual(origin, ["ELU", "models/elu", "its elu device"]);
  const text = toMarkdown(describeReproduction(REPRODUCTION));
  assert.match(
    text,
    /^Tested and drawn on a machine. The models' training took 6 minutes, this run 30 seconds.$/m,
  );
  assert.equal(TEST_ACCURACIES.length, 6);
});

Deno.test("an accuracy agrees from the lower end of its band to the upper, and no further", () => {
  const bands = new Map(TEST_ACCURACIES.map(({ activation }) => [activation, [0.875, 0.9]]));
  bands.set("sigmoid", [0.76, 0.8]);
  for (const [activation, [low, high]] of bands) {
    const { title } = findActivation(activation);
    const verdict = (accuracy: number) => rows([model(activation, accuracy)], title)[0]!.at(-1);
    const found = [low! - 1e-4, low!, high!, high! + 1e-4].map(verdict);
    assert.deepEqual(found, ["no", "within chance", "within chance", "no"], activation);
  }
});
