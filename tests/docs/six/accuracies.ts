/** What docs/answers.md says of the accuracies of the tutorial's network, trained as there. */
import assert from "node:assert/strict";
import { checkpointPath, readCheckpoint } from "../../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../../src/checkpoints/paths.ts";
import { projectModels } from "../../../src/project_files.ts";
import { verdictOf } from "../../../src/report/study/pair_finding.ts";
import { inPercent, probability, span } from "../../../src/report/study/rounding.ts";
import { TEST_ACCURACIES } from "../../../src/report/tutorial.ts";
import type { ReadStudy } from "../studies.ts";
import { accuracy, difference, TITLES } from "../writing.ts";

/** The five that learn with every seed. */
const FIVE = ["tanh", "relu", "leakyrelu", "elu", "swish"];

/** Each sentence or row that has numbers of them. */
export async function accuracies(six: ReadStudy): Promise<string[]> {
  const { study, records, cell } = six;
  const { hiddenSizes, epochs, patience } = records[0]!.config;
  const ranked = FIVE.toSorted((one, other) => cell(other).mean! - cell(one).mean!);
  const pairs = FIVE.flatMap((one, i) => FIVE.slice(i + 1).map((other) => pairOf(six, one, other)));
  checkShortAnswer(six);
  const differing = pairs.filter(({ isFound }) => isFound);
  const single = await Promise.all(FIVE.map((name) => singleRuns(six, name)));
  const outside = single.flatMap(({ outside }) => outside);
  return [
    `has ${study.seeds.length} seeds of each activation in the tutorial's network, hidden layers of ` +
    `${
      hiddenSizes.join(", ")
    } neurons, trained as there, for at most ${epochs} epochs with a patience ` +
    `of ${patience}`,
    `Of the ${pairs.length} pairs of the other five, a difference is found in ${differing.length}`,
    `${TITLES[ranked[0]!]} has the highest mean, ${accuracy(cell(ranked[0]!))}`,
    `${TITLES[ranked.at(-1)!]} the lowest, ${accuracy(cell(ranked.at(-1)!))}`,
    ...pairs.map(({ row }) => row),
    ...single.map(({ row }) => row),
    `Of the ${outside.length} single runs below, the tutorial's and the project's [own], ${
      outside.filter(Boolean).length
    } are outside of where 95 % of new runs would be`,
  ];
}

/** Throws unless what the document says in short, without numbers, is so. */
function checkShortAnswer({ cell, pair }: ReadStudy): void {
  for (const worse of ["tanh", "swish", "elu"]) {
    const points = 100 * (cell("leakyrelu").mean! - cell(worse).mean!);
    assert.ok(points > 0.33 && points < 0.53, worse);
    assert.equal(verdictOf(pair("leakyrelu", worse)), "different");
  }
  assert.equal(verdictOf(pair("leakyrelu", "relu")), "no difference found");
}

/** Two activations, the better first. */
function pairOf({ cell, pair }: ReadStudy, one: string, other: string) {
  const [better, worse] = cell(one).mean! >= cell(other).mean! ? [one, other] : [other, one];
  const compared = pair(better, worse);
  const { points, ends } = difference(compared, better);
  const isFound = verdictOf(compared) === "different";
  const p = probability(compared.p_t_holm_all!);
  return {
    isFound,
    row: `| ${TITLES[better]} − ${TITLES[worse]} | ${points} (${ends}) | ${p} | ` +
      `${isFound ? "differ" : "no difference found"} |`,
  };
}

/** The tutorial's run and the project's own beside where 95 % of new runs would be. */
async function singleRuns({ cell }: ReadStudy, name: string) {
  const { accuracy: published } = TEST_ACCURACIES.find(({ activation }) => activation === name)!;
  const { test } = await readCheckpoint(checkpointPath(projectModels(), modelName(name)));
  const [low, high] = cell(name).prediction_interval!;
  const values = [published, test!.accuracy];
  const outside = values.map((value) => value < low || value > high);
  const shown = values.map((value, i) => `${inPercent(value)}${outside[i] ? ", outside" : ""}`);
  return {
    outside,
    row: `| ${TITLES[name]} | ${accuracy(cell(name))} | ${span([low, high], inPercent)} | ` +
      `${shown.join(" | ")} |`,
  };
}
