/** What the report says of test accuracies, of models and studies that nobody ran. */
import assert from "node:assert/strict";
import { toMarkdown } from "../../src/report/markdown.ts";
import {
  type AccuracyEvidence,
  type SeedEvidence,
  seedEvidence,
} from "../../src/report/seed_evidence.ts";
import { testAccuracy } from "../../src/report/test_accuracy.ts";
import { reproducedModel } from "./reproduced_model.ts";
import { mixedSigmoid, sixMadeUp } from "./six_made_up.ts";

const MODELS = [
  reproducedModel("elu", 0.8843),
  reproducedModel("relu", 0.8865, 0.8864),
  reproducedModel("tanh", 0.8811),
];

const EVIDENCE = seedEvidence("six.study.gz", sixMadeUp(mixedSigmoid), MODELS);

/** The section's lines, those of tables by their cells. */
function section(evidence: Parameters<typeof testAccuracy>[1], models = MODELS) {
  const lines = toMarkdown({ title: "", blocks: testAccuracy(models, evidence) }).split("\n");
  const rows = lines.filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  return {
    text: lines.join("\n"),
    rows: (start: string) => rows.filter(([name]) => name === start),
  };
}

/** The evidence with one activation's changed. */
function changed(activation: string, change: Partial<AccuracyEvidence>): SeedEvidence {
  const accuracies = EVIDENCE.accuracies.map((evidence) =>
    evidence.activation === activation ? { ...evidence, ...change } : evidence
  );
  return { ...EVIDENCE, accuracies };
}

/** Evidence in which each published accuracy is within its interval, but for some of the changes. */
function inside(changes: Readonly<Record<string, Partial<AccuracyEvidence>>> = {}): SeedEvidence {
  const published = { value: 0.88, t: 0.1, p: 0.9, within_prediction_interval: true };
  const accuracies = EVIDENCE.accuracies.map((evidence) => (
    { ...evidence, published, p_holm: 1, ours: published, ...changes[evidence.activation] }
  ));
  return { ...EVIDENCE, accuracies };
}

Deno.test("each accuracy stands beside the tutorial's, with the file's where that is another", () => {
  const { rows } = section({ problem: "there is no study" });
  assert.deepEqual(rows("ELU"), [
    ["ELU", "88.32 %", "88.43 %", "0.11", "2", "2"],
    ["ELU", "models/elu", "its elu device"],
  ]);
  assert.deepEqual(rows("ReLU")[0]!.slice(2, 4), ["88.65 % (88.64 %)", "0"]);
  assert.deepEqual(rows("Tanh")[0]!.slice(1, 4), ["88.57 %", "88.11 %", "-0.46"]);
  assert.deepEqual(rows("Sigmoid"), [["Sigmoid", "78.46 %", "not tested", "", "", ""]]);
});

Deno.test("without a study, what it would say is left out, and why", () => {
  const { text } = section({ problem: "there is no study" });
  assert.match(text, /^How far chance moves a run is not said here: there is no study\.$/m);
  assert.doesNotMatch(text, /Holm|One new run/);
});

Deno.test("the intervals of many seeds say which accuracies are within, above and below", () => {
  const { text, rows } = section(EVIDENCE);
  assert.match(
    text,
    /: 20 with each activation, in six\.study\.gz\. The 20 seeds \(0 to 19\) vary/,
  );
  const [, interval] = rows("Tanh");
  assert.deepEqual(interval, [
    ...["Tanh", "20", "0", "88.20 %", "87.76 to 88.64 %", "within", "0.38", "within"],
  ]);
  assert.deepEqual(rows("ReLU")[1]!.slice(4), [
    ...["86.76 to 87.64 %", "above", "\\< 0.0001", "above"],
  ]);
  assert.deepEqual(rows("Swish")[1]!.slice(4), ["88.58 to 89.02 %", "below", "0.0013", "-"]);
  assert.deepEqual(rows("Sigmoid")[1], [
    ...["Sigmoid", "20", "4", "64.80 %", "4.50 to 125.10 %", "within", "1", "-"],
  ]);
  assert.deepEqual(rows("Sigmoid, trained runs"), [
    ["Sigmoid, trained runs", "16", "0", "78.50 %", "77.37 to 79.63 %", "within", "-", "-"],
  ]);
});

Deno.test("a sentence says whether the tutorial's runs differ from ours by more than chance", () => {
  const verdict = (evidence: SeedEvidence) =>
    /^(?:Outside|Every|So few).*?(?:\. (?=Each|Outside its interval is our|Our model)|$)/m.exec(
      section(evidence).text,
    )![0];
  const adjusted = "Adjusted by Holm's method over the 6, ";
  const chance = "no p is below 0.05: no difference beyond chance is found. ";
  assert.equal(
    verdict(EVIDENCE),
    `Outside its interval is the published accuracy of ReLU and Swish. ${adjusted}` +
      "p is below 0.05 for ReLU and Swish: that is more than chance. ",
  );
  assert.equal(
    verdict(inside()),
    `Every published accuracy is within its interval. ${adjusted}${chance}`,
  );
  const above = { value: 0.89, t: 2.2, p: 0.04, within_prediction_interval: false };
  assert.equal(
    verdict(inside({ tanh: { published: above, p_holm: 0.24 } })),
    `Outside its interval is the published accuracy of Tanh. ${adjusted}${chance}`,
  );
  const { trained } = EVIDENCE.accuracies[0]!;
  assert.equal(
    verdict(inside({ sigmoid: { trained: { ...trained!, published: above } } })),
    `Outside its interval is the published accuracy of Sigmoid. ${adjusted}${chance}`,
    "of runs that tell, the trained ones",
  );
  const one = seedEvidence("six.study.gz", sixMadeUp(() => undefined, { seeds: [3] }), []);
  assert.equal(verdict(one), "So few runs, or so equal ones, define no interval.");
});

Deno.test("a sentence says whether our models are among the runs", () => {
  const { text } = section(EVIDENCE);
  assert.match(text, / Outside its interval is our model with ReLU\. /);
  assert.match(
    text,
    / Our model with Sigmoid, LeakyReLU and Swish is not held against the runs, which have other settings\.$/m,
  );
  assert.match(section(inside()).text, / Each of our models is within its interval\.$/m);
  const below = { value: 0.87, t: -3, p: 0.01, within_prediction_interval: false };
  const ours = section(inside({ tanh: { ours: below } })).text;
  assert.match(ours, /^Every published .* Outside its interval is our model with Tanh\.$/m);
});

Deno.test("runs that learned nothing or diverged are told beside an interval", () => {
  const mixed =
    /^4 of 20 runs with Sigmoid learned nothing\. An interval of all runs says little .*\.$/m;
  const [note] = mixed.exec(section(EVIDENCE).text)!;
  assert.match(note, / go by the 16 trained runs alone; Holm's p is of all\. /);
  assert.match(note, / is within their interval \(p = 0\.94, not adjusted\)\.$/);
  const { trained } = EVIDENCE.accuracies[0]!;
  const few = changed("sigmoid", { trained: { ...trained!, n: 1, published: null } });
  assert.match(
    section(few).text,
    / by the 1 trained run alone; .* They define no interval\./,
  );
  for (
    const [low, high, tells] of [[-0.01, 0.9, false], [0.7, 1.01, false], [0, 1, true]] as const
  ) {
    const wide = changed("sigmoid", { trained: { ...trained!, prediction_interval: [low, high] } });
    assert.equal(section(wide).text.includes("it ends where no accuracy can be"), !tells);
  }
  const lost = changed("sigmoid", { untrained: 20, trained: null });
  assert.match(section(lost).text, /^No run with Sigmoid learned anything\.$/m);
  const diverged = section(changed("elu", { n: 19, diverged: 1 })).text;
  assert.match(diverged, / 1 of 20 runs with ELU diverged, and enters no number\.$/m);
  assert.doesNotMatch(
    section(inside({ sigmoid: { untrained: 0, trained: null } })).text,
    /learned/,
  );
});
