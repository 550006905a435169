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
import { tutorialClaims } from "../../src/report/claims.ts";
import { DEAD_NEURONS, TEST_ACCURACIES } from "../../src/report/tutorial.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { gradientLayer, MEASURED, valueLayers } from "./measurements.ts";

const document: Document = {
  title: "A <b> & *c*",
  blocks: [
    { kind: "heading", text: "One & <two>" },
    { kind: "paragraph", text: "x < y | z_1" },
    { kind: "list", items: ["one", "t*o"] },
    { kind: "commands", lines: ["a <b>", "c_d"] },
    { kind: "table", header: ["a", "b"], align: "lr", rows: [["a/b", "<2>"], ["c", "12 %"]] },
    { kind: "figure", path: "a b.svg", svg: "<svg/>", caption: 'It says "hi"' },
  ],
};

Deno.test("Markdown keeps texts from being markup, and names pictures", () => {
  assert.equal(
    toMarkdown(document),
    `# A \\<b\\> & \\*c\\*

- [One & \\<two\\>](#one--two)

## One & \\<two\\>

x \\< y \\| z\\_1

- one
- t\\*o

\`\`\`sh
a <b>
c_d
\`\`\`

| a   |     b |
| --- | ----: |
| a/b | \\<2\\> |
| c   |  12 % |

![It says "hi"](a%20b.svg)
`,
  );
});

Deno.test("HTML keeps texts from being markup, and holds the pictures", () => {
  const html = toHtml(document);
  assert.ok(html.includes("<h1>A &lt;b&gt; &amp; *c*</h1>"));
  assert.ok(html.includes('<td class="number">&lt;2&gt;</td>'));
  assert.ok(html.includes("<ul>\n<li>one</li>\n<li>t*o</li>\n</ul>"));
  assert.ok(html.includes("<pre><code>a &lt;b&gt;\nc_d</code></pre>"));
  assert.ok(html.includes("<td>a/<wbr>b</td>"), "a path may be broken, a number may not");
  assert.ok(html.includes('<a href="#one--two">One &amp; &lt;two&gt;</a>'));
  assert.ok(html.includes('<h2 id="one--two">One &amp; &lt;two&gt;</h2>'));
  const source = `data:image/svg+xml;base64,${btoa("<svg/>")}`;
  assert.ok(html.includes(`<img alt="It says &quot;hi&quot;" src="${source}">`));
  assert.doesNotMatch(html, /(src|href)="(?!data:|#)/, "nothing lies outside of the page");
  assert.match(html, /color: light-dark\(#222,#ddd\); background: light-dark\(#fff,#181818\)/);
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
  measured: { ...MEASURED, deadNeurons: { ...DEAD_NEURONS, trained: [0, 0, 1, 2] } },
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
  const [, gradients, saturation] = rows(REPRODUCTION.models, "Sigmoid");
  assert.deepEqual(gradients, ["Sigmoid", "0.00100", "0.500"]);
  assert.deepEqual(saturation, ["Sigmoid", "10.00 %", "0.00 %", "0.00 %", "20.00 %"]);
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

const MODELS = TEST_ACCURACIES.map(({ activation, accuracy }) => {
  const trained = model(activation, accuracy);
  const [epoch] = trained.record.history;
  const history = [0.1, 0.11, 0.4].map((validationAccuracy) => ({ ...epoch!, validationAccuracy }));
  return { ...trained, record: { ...trained.record, history } };
});

Deno.test("each claim of the tutorial's holds where the numbers bear it out", () => {
  const claims = tutorialClaims(MEASURED, MODELS);
  assert.deepEqual(claims.filter(({ holds }) => !holds), []);
  assert.equal(claims.length, 14);
  const here = (part: string) => claims.find(({ claim }) => claim.includes(part))!.here;
  assert.equal(here("derivative"), "0.2500");
  assert.equal(here("nearly vanish"), "up to 1.0e-5");
  assert.equal(here("least norm"), "0.0010, the next 0.30");
  assert.equal(
    here("similar norms"),
    "the greatest at most 1.5 times the least, with sigmoid 500 times",
  );
  assert.equal(here("spike"), "60.00 % of a layer's in one of 30 bins, with tanh 40.00 %");
  assert.equal(here("chance level"), "2 epochs");
  assert.equal(here("similar test"), "88.32 to 88.65 %");
  assert.equal(here("near saturation"), "saturated by layer: 10 %, 0 %, 0 %, 20 %");
  assert.equal(here("Tanh"), "deviation by layer: 0.60, 0.50, 0.40, 0.70");
  assert.equal(here("ten layers"), "50.00 %");
});

Deno.test("a claim does not hold where the numbers speak against it", () => {
  const broken = (changed: Partial<typeof MEASURED>, models = MODELS) =>
    tutorialClaims({ ...MEASURED, ...changed }, models)
      .filter(({ holds }) => !holds).map(({ claim }) => claim.split(" ").slice(0, 3).join(" "));
  const { gradients, distributions, activations, deadNeurons } = MEASURED;
  const [sigmoid] = activations;
  assert.deepEqual(broken({ activations: [{ ...sigmoid!, dy: [0.26] }] }), [
    "The sigmoid's derivative",
  ]);
  const layers = [gradientLayer(0.4, 4e-6), gradientLayer(0.2, 0.01)];
  assert.deepEqual(broken({ gradients: { ...gradients, sigmoid: layers } }), [
    "Sigmoid, untrained: the",
    "Sigmoid, untrained: the",
  ]);
  const steep = [gradientLayer(0.9, 0.01), gradientLayer(0.1, 0.01)];
  assert.deepEqual(broken({ gradients: { ...gradients, elu: steep } }), ["The other five"]);
  assert.deepEqual(broken({ gradients: { ...gradients, relu: gradients["tanh"]! } }), [
    "ReLU's gradients have",
  ]);
  const others = {
    ...distributions,
    elu: valueLayers([{ max: 16 }]),
    tanh: valueLayers([{}, {}, {}]),
  };
  assert.deepEqual(broken({ distributions: others }), [
    "Tanh, trained: the",
    "Swish, trained: its",
  ]);
  const dead = { ...deadNeurons, trained: [0, 0, 3, 8], tenLayers: Array(10).fill(0) };
  assert.deepEqual(broken({ deadNeurons: dead }), ["Untrained, the deeper", "Of ten layers,"]);
  const apart = MODELS.map((trained, i) =>
    i < 5 ? trained : { ...trained, tested: { ...trained.tested, accuracy: 0.7 } }
  );
  assert.deepEqual(broken({}, apart), ["The other five"]);
});
