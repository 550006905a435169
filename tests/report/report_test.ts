import assert from "node:assert/strict";
import type { Document } from "../../src/report/document.ts";
import { toHtml } from "../../src/report/html.ts";
import { toMarkdown } from "../../src/report/markdown.ts";
import { describeReproduction, type Reproduction } from "../../src/report/reproduction.ts";
import { tutorialClaims } from "../../src/report/claims.ts";
import { DEAD_NEURONS, TEST_ACCURACIES } from "../../src/report/tutorial.ts";
import type { NoEvidence, SeedEvidence } from "../../src/report/seed_evidence.ts";
import { gradientLayer, MEASURED, valueLayers } from "./measurements.ts";
import { reproducedModel } from "./reproduced_model.ts";

const document: Document = {
  title: "A <b> & *c*",
  blocks: [
    { kind: "heading", text: "One & <two>" },
    { kind: "paragraph", text: "x < y | z_1" },
    { kind: "list", items: ["~one~", "t*o, $x$"] },
    { kind: "commands", lines: ["a <b>", "c_d"] },
    { kind: "table", header: ["a", "b"], align: "lr", rows: [["a/b", "<2>"], ["c", "12 %"]] },
    { kind: "figure", path: "a b.svg", svg: "<svg/>", caption: 'It says "hi"' },
  ],
};

Deno.test("Markdown keeps texts from being markup, and names pictures", () => {
  assert.equal(
    toMarkdown(document),
    `# A \\<b\\> \\& \\*c\\*

- [One \\& \\<two\\>](#one--two)

## One \\& \\<two\\>

x \\< y \\| z\\_1

- \\~one\\~
- t\\*o, \\$x\\$

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
  assert.ok(html.includes("<ul>\n<li>~one~</li>\n<li>t*o, $x$</li>\n</ul>"));
  assert.ok(html.includes("<pre><code>a &lt;b&gt;\nc_d</code></pre>"));
  assert.ok(html.includes("<td>a/<wbr>b</td>"), "a path may be broken, a number may not");
  assert.ok(html.includes('<a href="#one--two">One &amp; &lt;two&gt;</a>'));
  assert.ok(html.includes('<h2 id="one--two">One &amp; &lt;two&gt;</h2>'));
  const source = `data:image/svg+xml;base64,${btoa("<svg/>")}`;
  assert.ok(html.includes(`<img alt="It says &quot;hi&quot;" src="${source}">`));
  assert.doesNotMatch(html, /(src|href)="(?!data:|#)/, "nothing lies outside of the page");
  assert.match(html, /color: light-dark\(#222,#ddd\); background: light-dark\(#fff,#181818\)/);
});

/** The cells of a report's rows that begin with `start`. */
function rows(start: string, changed: Partial<Reproduction> = {}): string[][] {
  return toMarkdown(describeReproduction({ ...REPRODUCTION, ...changed })).split("\n")
    .filter((line) => line.startsWith(`| ${start} `))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

const NO_STUDY: NoEvidence = { problem: "there is no study" };

const REPRODUCTION: Reproduction = {
  models: [reproducedModel("elu", 0.8843), reproducedModel("relu", 0.8865)],
  measured: { ...MEASURED, deadNeurons: { ...DEAD_NEURONS, trained: [0, 0, 1, 2] } },
  evidence: NO_STUDY,
  figures: [],
  machine: "a machine",
  seconds: 30,
};

Deno.test("a reproduction's report has its numbers, and says what it was made on", () => {
  const [, gradients, saturation] = rows("Sigmoid");
  assert.deepEqual(gradients, ["Sigmoid", "0.00100", "0.500"]);
  assert.deepEqual(saturation, ["Sigmoid", "10.00 %", "0.00 %", "0.00 %", "20.00 %"]);
  assert.equal(rows("ELU")[0]![2], "88.43 %");
  const text = toMarkdown(describeReproduction(REPRODUCTION));
  assert.match(
    text,
    /^Tested and drawn on a machine. The models' training took 4 minutes, this run 30 seconds.$/m,
  );
  assert.match(text, / not said here: there is no study\.$/m);
  assert.match(text, / takes in for the first 256 training images, the share /);
  assert.match(text, / exactly 0 for every one of the 50,000 training images\. /);
});

/** What a study of these says besides. */
const EVIDENCE: SeedEvidence = {
  ...{ study: "six.study.gz", seeds: 20, sampled: "", accuracies: [] },
  otherPairs: { compared: 10, different: 4 },
  deadNeurons: { runs: 20, layers: [[0, 0], [0, 2], [1, 5], [2, 9]] },
};

Deno.test("counts of dead neurons are the tutorial's, or in the range of other runs", () => {
  const verdict = (trained: readonly number[], evidence: Reproduction["evidence"]) => {
    const deadNeurons = { ...DEAD_NEURONS, trained };
    return rows("trained", { measured: { ...MEASURED, deadNeurons }, evidence })[0]!.at(-1);
  };
  assert.equal(rows("untrained")[0]!.at(-1), "exactly");
  assert.equal(verdict([0, 0, 3, 3], EVIDENCE), "exactly");
  assert.equal(verdict([0, 0, 2, 5], NO_STUDY), "not exactly");
  assert.equal(verdict([0, 0, 1, 9], EVIDENCE), "within the range of 20 runs");
  assert.equal(verdict([0, 0, 1, 10], EVIDENCE), "ours outside the range of 20 runs");
  const layers = EVIDENCE.deadNeurons!.layers.with(3, [4, 9]);
  const many = { ...EVIDENCE, deadNeurons: { runs: 5, layers } };
  assert.equal(verdict([0, 0, 1, 9], many), "the tutorial's outside the range of 5 runs");
  assert.equal(
    verdict([0, 0, 1, 3], many),
    "the tutorial's and ours outside the range of 5 runs",
  );
  assert.equal(
    rows("trained, 20 runs", { evidence: EVIDENCE })[0]![2],
    "0, 0 to 2, 1 to 5, 2 to 9",
  );
  assert.equal(rows("trained,").length, 0, "without a study");
  const text = toMarkdown(describeReproduction({ ...REPRODUCTION, evidence: EVIDENCE }));
  assert.match(text, / outside the range of 20 runs at most 2 times in 21\.$/m);
});

const MODELS = TEST_ACCURACIES.map(({ activation, accuracy }) => {
  const trained = reproducedModel(activation, accuracy);
  const [epoch] = trained.record.history;
  const history = [0.1, 0.11, 0.4].map((validationAccuracy) => ({ ...epoch!, validationAccuracy }));
  return { ...trained, record: { ...trained.record, history } };
});

Deno.test("each claim of the tutorial's holds where the numbers bear it out", () => {
  const claims = tutorialClaims(MEASURED, MODELS, NO_STUDY);
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
    tutorialClaims({ ...MEASURED, ...changed }, models, NO_STUDY)
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

Deno.test("what is claimed of one run is held against many where a study has them", () => {
  const accuracy = (activation: string, mean: number, untrained = 0) => ({
    ...{ activation, mean, untrained, n: 20, diverged: 0, p_holm: null, trained: null },
    ...{ prediction_interval: null, published: null, ours: null },
  });
  const claims = (untrained: number, elu: number) => {
    const accuracies = [
      accuracy("sigmoid", 0.5, untrained),
      accuracy("relu", 0.8862),
      accuracy("elu", elu),
    ];
    return tutorialClaims(MEASURED, MODELS, { ...EVIDENCE, accuracies })
      .filter(({ claim }) => /depends on the initial|over many seeds/.test(claim))
      .map(({ here, holds }) => [here, holds]);
  };
  assert.deepEqual(claims(8, 0.8812), [
    ["it trains in 12 of 20 runs", true],
    ["88.12 to 88.62 %; differences are found in 4 of their 10 pairs", true],
  ]);
  assert.deepEqual(claims(0, 0.875), [
    ["it trains in 20 of 20 runs", false],
    ["87.50 to 88.62 %; differences are found in 4 of their 10 pairs", false],
  ]);
  assert.deepEqual(claims(20, 0.875)[0], ["it trains in 0 of 20 runs", false]);
  assert.equal(tutorialClaims(MEASURED, MODELS, EVIDENCE).length, 14, "of no runs nothing is said");
});
