/** What docs/answers.md says of deep networks that are waited for: each sentence that has numbers. */
import assert from "node:assert/strict";
import { chanceOf } from "../../../src/study/results.ts";
import { epochsGuessed, readPacked } from "../studies.ts";
import { accuracy, found, rangeOf, shareOf } from "../writing.ts";

export async function patienceAnswers(): Promise<string[]> {
  const { study, records, cell, pair } = await readPacked("patience");
  const chance = chanceOf(study)!;
  const { depth, width, epochs, patience } = study.fixed;
  assert.equal(patience, epochs); // "without early stopping"
  const guessing = records.filter(({ config }) => config.activation === "swish")
    .map((run) => epochsGuessed(run, chance));
  assert.ok(Math.min(...guessing) > 40); // as is said in short
  const { n, untrained } = cell("swish");
  return [
    `has ${study.seeds.length} seeds of ReLU and Swish with ${depth} hidden layers of ${width} neurons, ` +
    `trained for ${epochs} epochs without early stopping`,
    `With ${epochs} epochs, Swish learns something with ${
      shareOf(n - untrained!, n, "seeds")
    }, after ${rangeOf(guessing)} epochs of guessing, and ends at ${accuracy(cell("swish"))}, ${
      found(pair("relu", "swish"), "relu")
    } below ReLU`,
  ];
}
