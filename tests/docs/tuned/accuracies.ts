/** What docs/answers.md says of the accuracies with tuned learning rates. */
import assert from "node:assert/strict";
import type { ComparedCell } from "../../../src/study/compare_cells.ts";
import type { ReadStudy } from "../studies.ts";
import { accuracy, found, shareOf, TITLES } from "../writing.ts";
import { comparedAt, ratesOf, trialsAt, TUTORIALS_RATE } from "./tuned_studies.ts";

/** Each sentence or row that has numbers of them. */
export function accuracies(rate: ReadStudy): string[] {
  const { study, records, cell, pair } = rate;
  const untuned = comparedAt(rate, TUTORIALS_RATE).cells;
  const { epochs, momentum } = records[0]!.config;
  const rates = ratesOf(study);
  const greatest = rates.at(-1)!;
  const lost = ["relu", "leakyrelu", "elu", "swish"].map((name) =>
    trialsAt(rate, greatest).get(name)!
  );
  assert.ok(lost.every((runs) => runs.every(({ test }) => test === null || test.accuracy === 0.1)));
  const diverged = lost.flat().filter(({ test }) => test === null).length;
  const sigmoid = cell("sigmoid"), leaky = cell("leakyrelu");
  assert.equal(sigmoid.untrained, 0);
  return [
    `has ${study.tuneSeeds.length} seeds of each activation at each of the learning rates ` +
    `${
      rates.slice(0, -1).join(", ")
    } and ${greatest}, and ${study.seeds.length} others at the best ` +
    `of them by validation accuracy, in the tutorial's network, with momentum ${momentum}, for ` +
    `${epochs} epochs`,
    `| activation | at ${TUTORIALS_RATE} | best rate | at that |`,
    ...Object.entries(TITLES).map(([name, title]) => {
      const before = untuned.find(({ activation }) => activation === name)!;
      return `| ${title} | ${shown(before)} | ${bestRate(cell(name))} | ${shown(cell(name))} |`;
    }),
    `With a learning rate of ${sigmoid["learning_rate"]}, sigmoid learns something with ${
      shareOf(sigmoid.n, sigmoid.runs, "seeds")
    }, and ends at ${accuracy(sigmoid)}, ${found(pair("swish", "sigmoid"), "swish")} below Swish`,
    `${diverged} of the ${lost.flat().length} runs with ReLU, LeakyReLU, ELU and Swish diverge`,
    `At LeakyReLU's best rate, ${
      leaky["learning_rate"]
    }, ${leaky.diverged} of its ${leaky.runs} runs diverge`,
  ];
}

/** The rate that a cell was tuned to, and whether a better one may lie beyond. */
export function bestRate(cell: ComparedCell): string {
  return `${cell["learning_rate"]}${cell["at_edge"] ? ", at the edge" : ""}`;
}

/** The mean, and how many runs have none. */
export function shown(cell: ComparedCell): string {
  const { n, untrained, diverged, runs } = cell;
  if (untrained === n) return "untrained";
  assert.equal(untrained, 0); // else the mean describes neither
  return accuracy(cell) + (diverged > 0 ? `, ${diverged} of ${runs} diverged` : "");
}
