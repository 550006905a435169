import assert from "node:assert/strict";
import type { Document } from "../../src/report/document.ts";
import { toHtml } from "../../src/report/html.ts";
import { toMarkdown } from "../../src/report/markdown.ts";
import { describeReproduction, type Reproduction } from "../../src/report/reproduction.ts";
import { DEAD_NEURONS, TEST_ACCURACIES } from "../../src/report/tutorial.ts";
import { parseTrainingConfig, type TrainingRecord } from "../../src/training/config.ts";

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

function record(activation: string, accuracy: number): TrainingRecord {
  const epoch = { epoch: 1, loss: 1, trainAccuracy: 0.5, validationAccuracy: 0.5, seconds: 60 };
  return {
    config: parseTrainingConfig({ activation }),
    device: "test",
    history: [epoch, { ...epoch, epoch: 2 }],
    best: { epoch: 2, validationAccuracy: 0.5 },
    test: { accuracy, correct: accuracy * 10_000, total: 10_000 },
    stopped: "test",
  };
}

Deno.test("a reproduction's report says of each number whether it agrees", () => {
  const reproduction: Reproduction = {
    models: new Map([["elu", record("elu", 0.8843)], ["relu", record("relu", 0.8865)], [
      "tanh",
      record("tanh", 0.8),
    ]]),
    deadNeurons: { ...DEAD_NEURONS, trained: [0, 0, 1, 2] },
    figures: [],
    machine: "a machine",
    seconds: 30,
  };
  const lines = toMarkdown(describeReproduction(reproduction)).split("\n");
  const row = (start: string) =>
    lines.find((line) => line.startsWith(`| ${start} `))!.split("|").map((cell) => cell.trim());
  assert.deepEqual(row("ELU").slice(2, -1), ["88.32 %", "88.43 %", "2", "2", "within chance"]);
  assert.equal(row("ReLU").at(-2), "exactly");
  assert.equal(row("Tanh").at(-2), "no");
  assert.equal(row("Sigmoid").at(-2), "no", "it is missing");
  assert.equal(row("untrained").at(-2), "exactly");
  assert.equal(row("trained").at(-2), "within chance");
  assert.ok(lines.some((line) => line.includes("training took 6 minutes, this run 30 seconds")));
  assert.equal(TEST_ACCURACIES.length, 6);
});
