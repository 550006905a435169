/** What the runs that tune say of one learning rate for all activations. */
import assert from "node:assert/strict";
import { compare, type Comparison } from "../../../src/study/compare.ts";
import { planCells } from "../../../src/study/plan.ts";
import { chanceOf } from "../../../src/study/results.ts";
import type { RunRecord } from "../../../src/study/run_record.ts";
import type { Study } from "../../../src/study/study.ts";
import type { ReadStudy } from "../studies.ts";

/** The learning rate of the tutorial. */
export const TUTORIALS_RATE = 0.01;

/** The rates tried. */
export function ratesOf({ nuisance }: Study): readonly number[] {
  return nuisance["learningRate"] as readonly number[];
}

/** The runs that tune, of each activation at one rate. */
export function trialsAt({ study, records }: ReadStudy, rate: number): Map<string, RunRecord[]> {
  const index = ratesOf(study).indexOf(rate);
  assert.ok(index >= 0);
  const byId = new Map(records.map((record) => [record.id, record]));
  return new Map(
    planCells(study, records).map(({ cell, trials }) =>
      [`${cell["activation"]}`, trials[index]!.map(({ id }) => byId.get(id)!)] as const
    ),
  );
}

/** The activations compared at one rate, by those runs. */
export function comparedAt(read: ReadStudy, rate: number): Comparison {
  const rows = [...trialsAt(read, rate)].flatMap(([activation, runs]) =>
    runs.map(({ config, test }) => (
      { activation, seed: config.seed, test_accuracy: test?.accuracy ?? null }
    ))
  );
  return compare(rows, { factor: "activation", chance: chanceOf(read.study) });
}
