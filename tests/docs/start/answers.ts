/** What docs/answers.md says of the study of initial weights: each sentence or row that has numbers. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inPercent, span } from "../../../src/report/study/rounding.ts";
import { probesTable } from "../../../src/study/probes_table.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import { chanceOf, runsTable } from "../../../src/study/results.ts";
import { describe } from "../../../src/study/statistics/describe.ts";
import { mean } from "../../../src/study/statistics/moments.ts";
import { isUntrained } from "../../../src/study/statistics/untrained.ts";
import type { Row } from "../../../src/study/table.ts";
import { accuracy, meanRatio, rangeOf } from "../writing.ts";

const TITLES = { relu: "ReLU", tanh: "Tanh", selu: "SELU" };

const WEIGHTS = {
  tutorial: "the tutorial's",
  he_normal: "He's, normal",
  lecun_normal: "LeCun's, normal",
  orthogonal: "orthogonal",
};

/** The sentences and rows, and what the text says of them in words is asserted. */
export async function startAnswers(): Promise<string[]> {
  const path = fileURLToPath(new URL("../../../studies/start.study.gz", import.meta.url));
  const results = await readStudy(path);
  const { study } = results;
  const runs = runsTable(results), probes = probesTable(results);
  const chance = chanceOf(study)!;
  const depths = study.factors["depth"] as readonly number[];
  const select = (rows: readonly Row[], activation: string, initializer: string, depth: number) =>
    rows.filter((row) =>
      row.activation === activation && row.initializer === initializer && row.depth === depth
    );
  const accuracies = (activation: string, initializer: string, depth: number) =>
    select(runs, activation, initializer, depth).flatMap((row) =>
      row.test_accuracy === null ? [] : Number(row.test_accuracy)
    );
  const shown = (activation: string, initializer: string, depth: number) => {
    const values = accuracies(activation, initializer, depth);
    if (values.length === 0) return "diverged";
    const trained = values.filter((value) => !isUntrained(value, chance));
    if (trained.length === 0) return "untrained";
    if (trained.length === values.length) return accuracy(describe(values));
    return `${
      rangeOf(trained, inPercent)
    } % with ${trained.length} of ${values.length}, the others untrained`;
  };
  const names = Object.keys(TITLES) as (keyof typeof TITLES)[];
  const weights = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
  const deep = (activation: string, initializer: string) =>
    accuracies(activation, initializer, depths.at(-1)!);
  assert.ok(deep("relu", "tutorial").every((value) => isUntrained(value, chance)));
  assert.ok(!deep("selu", "tutorial").some((value) => isUntrained(value, chance)));
  assert.equal(deep("selu", "he_normal").length, 0); // all diverged
  const shallow = weights.flatMap((weight) =>
    names.map((name) => mean(accuracies(name, weight, depths[0]!)))
  );
  assert.ok(Math.max(...shallow) - Math.min(...shallow) < 0.02);
  const others = weights.slice(1).flatMap((weight) => names.flatMap((name) => deep(name, weight)));
  const inLastLayer = (initializer: string, column: string) =>
    select(probes, "selu", initializer, depths.at(-1)!)
      .filter(({ epoch, layer }) => epoch === 0 && layer === depths.at(-1))
      .map((row) => Number(row[column]));
  const variance = (initializer: string) =>
    meanRatio(inLastLayer(initializer, "activation_variance"), 3);
  return [
    `has ${study.seeds.length} seeds of three activations with four initial weights, each with ` +
    `${depths.join(" and ")} hidden layers of ${study.fixed.width} neurons`,
    ...names.flatMap((name) =>
      weights.map((initializer) =>
        `| ${TITLES[name]} | ${WEIGHTS[initializer]} | ` +
        `${depths.map((depth) => shown(name, initializer, depth)).join(" | ")} |`
      )
    ),
    `all ${others.length} runs that do not diverge end at ${rangeOf(others, inPercent)} %`,
    `with the tutorial's, SELU alone gets beyond ${
      Math.ceil(100 * Math.max(...deep("tanh", "tutorial")))
    } %, and ends at ${accuracy(describe(deep("selu", "tutorial")))}`,
    `the last of ${depths.at(-1)} hidden layers has activations of mean ${
      inThousandths(inLastLayer("lecun_normal", "activation_mean"))
    } and variance ${variance("lecun_normal")} with LeCun's weights, and of variance ${
      variance("tutorial")
    } with the tutorial's`,
  ];
}

/** A mean of numbers near 0, with its interval: "0.012 (-0.004 to 0.028)". */
function inThousandths(values: readonly number[]): string {
  const { mean, t_interval } = describe(values);
  const write = (value: number) => value.toFixed(3).replace(/^-(0\.0*)$/, "$1");
  return `${write(mean!)} (${span(t_interval, write)})`;
}
