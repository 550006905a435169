/** A study of tiny networks on a few made-up images: many runs in a moment. */
import type { Dataset } from "../../src/data/dataset.ts";
import { defineStudy } from "../../src/study/definition.ts";
import type { RunRecord } from "../../src/study/run_record.ts";
import { readRecords } from "../../src/study/records.ts";
import type { Study, StudyInput } from "../../src/study/study.ts";
import { striped } from "../training/striped.ts";

/** Few and small images. */
export const datasets: readonly Dataset[] = [
  { train: striped(1, 240, 28), test: striped(2, 60, 28), source: "made up" },
];

/** Each of its runs takes some milliseconds. */
export function smallStudy(more: Partial<StudyInput> = {}): Study {
  return defineStudy({
    fixed: { hiddenSizes: [8], batchSize: 20, epochs: 2, learningRate: 0.02 },
    factors: { activation: ["relu", "tanh"] },
    seeds: "0..2",
    ...more,
  });
}

/** Two runs a seed, of as many epochs. */
export function longStudy(seeds: number, epochs: number): Study {
  const fixed = { hiddenSizes: [8], batchSize: 20, learningRate: 0.02, epochs, patience: epochs };
  return smallStudy({ fixed, seeds: `0..${seeds - 1}` });
}

/** What of a folder's records does not depend on time, by the names of the runs. */
export async function results(folder: string): Promise<Map<string, unknown>> {
  const results = new Map<string, unknown>();
  for await (const record of readRecords(folder)) results.set(record.id, timeless(record));
  return results;
}

/** What of a record does not depend on time. */
export function timeless({ seconds: _, history, ...record }: RunRecord): unknown {
  return { ...record, history: history.map(({ seconds: _, ...epoch }) => epoch) };
}
