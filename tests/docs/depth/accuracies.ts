/** What docs/answers.md says of the accuracies of shallow and deep networks. */
import assert from "node:assert/strict";
import { detectableDifference, familyOf } from "../../../src/report/study/pair_finding.ts";
import { inPoints } from "../../../src/report/study/rounding.ts";
import { accuracy, found, notFound, rangeOf, shareOf, TITLES } from "../writing.ts";
import type { ReadStudy } from "../studies.ts";
import { chanceOf } from "../../../src/study/results.ts";
import { isUntrained } from "../../../src/study/statistics/untrained.ts";

/** Each sentence or row that has numbers of them. */
export function accuracies({ study, records, comparison, cell, pair }: ReadStudy): string[] {
  const depths = study.factors["depth"] as readonly number[];
  const { learningRate, momentum, patience } = records[0]!.config;
  const lost = records.filter(({ test }) => isUntrained(test!.accuracy, chanceOf(study)!))
    .map(({ history }) => history.length);
  const shown = (name: string, depth: number) => {
    const { untrained, n } = cell(name, depth);
    return untrained === n ? "untrained" : accuracy(cell(name, depth));
  };
  const trains = (name: string, depth: number) => {
    const { untrained, n } = cell(name, depth);
    return shareOf(n - untrained!, n, "seeds");
  };
  const above = (first: string, second: string, depth: number) =>
    found(pair(first, second, depth), first);
  const alike = (first: string, second: string, depth: number) =>
    notFound(pair(first, second, depth), first);
  checkShortAnswer((name, depth) => cell(name, depth).mean!);
  return [
    `has ${study.seeds.length} seeds of each activation with ${
      depths.slice(0, -1).join(", ")
    } and ` +
    `${depths.at(-1)} hidden layers of ${study.fixed.width} neurons, trained for at most ` +
    `${study.fixed.epochs} epochs with learning rate ${learningRate}, momentum ${momentum} and a ` +
    `patience of ${patience}: a run that learns nothing ends after ${rangeOf(lost)} ` +
    "epochs",
    ...Object.entries(TITLES).map(([name, title]) =>
      `| ${title} | ${depths.map((depth) => shown(name, depth)).join(" | ")} |`
    ),
    `With two hidden layers, ReLU is ${above("relu", "elu", 2)} above ELU and ` +
    `${above("relu", "swish", 2)} above Swish`,
    `nothing is found between ReLU and LeakyReLU, ${
      alike("relu", "leakyrelu", 2)
    }, nor between ReLU ` +
    `and tanh, ${alike("relu", "tanh", 2)}`,
    `With eight, tanh is ${above("tanh", "leakyrelu", 8)} above LeakyReLU and ` +
    `${above("tanh", "relu", 8)} above ReLU`,
    `nothing is found between tanh and ELU, ${alike("tanh", "elu", 8)}`,
    `With two hidden layers, sigmoid learns something with ${trains("sigmoid", 2)}, but ends ` +
    `${above("relu", "sigmoid", 2)} below ReLU; with eight, with ${trains("sigmoid", 8)}`,
    `With eight hidden layers and ten epochs, Swish learns something with ${
      trains("swish", 8)
    }, ReLU with ` +
    `${trains("relu", 8)}, and ends ${above("relu", "swish", 8)} above it`,
    "no difference is found between the two, LeakyReLU " +
    `${alike("leakyrelu", "relu", 8)} above; ten seeds would have found ${
      inPoints(detectableDifference(pair("leakyrelu", "relu", 8), familyOf(comparison.pairs))!)
    } points`,
  ];
}

/** Throws unless what the document says in short, without numbers, is so. */
function checkShortAnswer(mean: (name: string, depth: number) => number): void {
  const others = ["elu", "swish"];
  for (const best of ["relu", "leakyrelu", "tanh"]) {
    for (const name of others) {
      const above = mean(best, 2) - mean(name, 2);
      assert.ok(0 < above && above < 0.01, `${best} ${name}`);
    }
  }
  for (const best of ["tanh", "elu"]) {
    for (const name of ["leakyrelu", "relu"]) {
      const below = mean(best, 8) - mean(name, 8);
      assert.ok(0.0195 < below && below < 0.0305, `${best} ${name}`);
    }
  }
  for (const name of Object.keys(TITLES)) assert.equal(mean(name, 32), 0.1, name);
}
