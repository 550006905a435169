/** What docs/answers.md says of the study of initial weights: each sentence or row that has numbers. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inPercent } from "../../../src/report/study/rounding.ts";
import { probesTable } from "../../../src/study/probes_table.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import { chanceOf, runsTable } from "../../../src/study/results.ts";
import { describe } from "../../../src/study/statistics/describe.ts";
import { mean } from "../../../src/study/statistics/moments.ts";
import { isUntrained } from "../../../src/study/statistics/untrained.ts";
import type { Row } from "../../../src/study/table.ts";
import { accuracy, meanRatio } from "../writing.ts";

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
    const { length } = values.filter((value) => isUntrained(value, chance));
    if (length === values.length) return "untrained";
    const share = length === 0 ? "" : `, ${length} of ${values.length} untrained`;
    return accuracy(describe(values)) + share;
  };
  const names = Object.keys(TITLES) as (keyof typeof TITLES)[];
  const weights = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
  const deep = (activation: string, initializer: string) =>
    accuracies(activation, initializer, depths.at(-1)!);
  assert.ok(deep("relu", "tutorial").every((value) => isUntrained(value, chance)));
  assert.ok(deep("tanh", "tutorial").every((value) => value < 0.25));
  assert.equal(deep("selu", "he_normal").length, 0); // all diverged
  const shallow = weights.flatMap((weight) =>
    names.map((name) => mean(accuracies(name, weight, depths[0]!)))
  );
  assert.ok(Math.max(...shallow) - Math.min(...shallow) < 0.02);
  const others = weights.slice(1).flatMap((weight) => names.flatMap((name) => deep(name, weight)));
  const variances = (initializer: string) => {
    const start = select(probes, "selu", initializer, depths.at(-1)!)
      .filter(({ epoch, layer }) => epoch === 0 && layer === depths.at(-1));
    return start.map((row) => Number(row.activation_variance));
  };
  return [
    `has ${study.seeds.length} seeds of three activations with four initial weights, each with ` +
    `${depths.join(" and ")} hidden layers of ${study.fixed.width} neurons`,
    ...names.flatMap((name) =>
      weights.map((initializer) =>
        `| ${TITLES[name]} | ${WEIGHTS[initializer]} | ` +
        `${depths.map((depth) => shown(name, initializer, depth)).join(" | ")} |`
      )
    ),
    `all ${others.length} that do not diverge end at ${inPercent(Math.min(...others))} to ${
      inPercent(Math.max(...others))
    } %`,
    `with the tutorial's, SELU alone learns, and ends at ${
      accuracy(describe(deep("selu", "tutorial")))
    }`,
    `the last of 16 hidden layers has activations of variance ${
      meanRatio(variances("lecun_normal"))
    } with LeCun's weights, and of ${meanRatio(variances("tutorial"))} with the tutorial's`,
  ];
}
