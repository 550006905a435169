/** What docs/answers.md says of the tutorial's network with sigmoid. */
import assert from "node:assert/strict";
import { inPercent } from "../../../src/report/study/rounding.ts";
import { TEST_ACCURACIES } from "../../../src/report/tutorial.ts";
import { isUntrained } from "../../../src/study/statistics/untrained.ts";
import { epochsGuessed, type ReadStudy } from "../studies.ts";
import { rangeOf, shareOf } from "../writing.ts";

/** The accuracy of guessing one of ten classes. */
const CHANCE = 0.1;

/** Each sentence that has numbers of it. */
export function sigmoid({ records }: ReadStudy): string[] {
  const runs = records.filter(({ config }) => config.activation === "sigmoid");
  const lost = runs.filter(({ test }) => isUntrained(test!.accuracy, CHANCE));
  const trained = runs.filter((run) => !lost.includes(run));
  const { patience, epochs } = runs[0]!.config;
  const isWhole = ({ history }: typeof runs[number]) => history.length === epochs;
  const whole = trained.filter(isWhole), cut = trained.filter((run) => !isWhole(run));
  const accuracies = whole.map(({ test }) => test!.accuracy);
  const guessing = whole.map((run) => epochsGuessed(run, CHANCE));
  const stopped = lost.map(({ history }) => history.length);
  assert.ok(!lost.some(isWhole)); // each was ended by the patience
  assert.equal(cut.length, 1); // "one of them"
  const guesses = cut[0]!.history.filter(({ validationAccuracy }) =>
    isUntrained(validationAccuracy, CHANCE)
  );
  assert.equal(guesses.length, cut[0]!.history.length - 1); // "in a single epoch"
  assert.ok(lost.length > runs.length / 2); // "most", as is said in short
  assert.ok(whole.every(({ best }) => best!.epoch >= epochs - 1)); // "the last or the last but one"
  const published = TEST_ACCURACIES.find(({ activation }) => activation === "sigmoid")!.accuracy;
  assert.ok(published > Math.min(...accuracies) && published < Math.max(...accuracies));
  return [
    `In the tutorial's network, sigmoid learns something with ${
      shareOf(trained.length, runs.length, "seeds")
    }`,
    `Each of the other ${lost.length} is stopped by the patience of ${patience} epochs while it still ` +
    `guesses, after ${rangeOf(stopped)} epochs`,
    `at ${inPercent(cut[0]!.test!.accuracy)} %`,
    `The ${whole.length} left guess for ${rangeOf(guessing)} epochs before they learn, and end at ${
      rangeOf(accuracies, inPercent)
    } %`,
    `the tutorial's ${inPercent(published)} % is among these`,
  ];
}
