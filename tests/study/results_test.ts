import assert from "node:assert/strict";
import { parseCsv } from "../../src/study/csv.ts";
import { defineStudy } from "../../src/study/definition.ts";
import { runsOf } from "../../src/study/plan.ts";
import { chanceOf, runsCsv, runsTable } from "../../src/study/results.ts";
import { studyStatus } from "../../src/study/status.ts";
import type { StudyInput } from "../../src/study/study.ts";
import { parseTable } from "../../src/study/table.ts";
import { sampleRecord } from "./sample_record.ts";

/** Records of all runs of a study that are known, with accuracies from 0.9 downwards. */
function recorded(input: StudyInput, diverged: readonly number[] = []) {
  const study = defineStudy(input);
  return {
    study,
    records: runsOf(study, []).map(({ config }, i) =>
      sampleRecord(config, diverged.includes(i) ? undefined : (900 - i) / 1000)
    ),
  };
}

const SMALL: StudyInput = {
  fixed: { width: 4 },
  factors: { activation: ["relu", "elu"], depth: [2], batchSize: [8, 9] },
  seeds: [5, 6],
};

Deno.test("the table has the runs that are done, seed by seed, with all their digits", () => {
  const { study, records } = recorded(SMALL, [1]);
  const rows = runsTable({ study, records: records.slice(0, -1) });
  assert.equal(rows.length, 7);
  assert.deepEqual(Object.keys(rows[0]!), [
    ...["activation", "depth", "batch_size", "seed", "test_accuracy", "validation_accuracy"],
    ...["best_epoch", "epochs", "outcome", "device", "seconds", "id"],
  ]);
  assert.deepEqual(rows.map(({ seed }) => seed), [5, 5, 5, 5, 6, 6, 6]);
  assert.deepEqual(rows[1], {
    activation: "relu",
    depth: 2,
    batch_size: 9,
    seed: 5,
    test_accuracy: null,
    validation_accuracy: null,
    best_epoch: null,
    epochs: 1,
    outcome: "diverged",
    device: "a device",
    seconds: 2,
    id: records[1]!.id,
  });
  assert.deepEqual([rows[2]!.test_accuracy, rows[2]!.validation_accuracy], [0.798, 0.898]);
});

Deno.test("as CSV it is read as the same table, and has a header where nothing is done", () => {
  const results = recorded({ ...SMALL, factors: { ...SMALL.factors, activation: ["max(x, -1)"] } });
  const columns = { factor: "batch_size", pair: "seed", metric: "test_accuracy" };
  const csv = runsCsv(results);
  assert.match(csv, /\n"max\(x, -1\)",2,8,5,/);
  assert.deepEqual(parseTable(csv, columns, "runs.csv"), runsTable(results));
  const [header, ...none] = parseCsv(runsCsv({ ...results, records: [] }), () => new Error());
  assert.deepEqual(header!.fields, Object.keys(runsTable(results)[0]!));
  assert.deepEqual(none, []);
});

Deno.test("an activation that is fixed is in the table as well", () => {
  const results = recorded({
    fixed: { activation: "elu" },
    factors: { momentum: [0.5] },
    seeds: [1],
  });
  const [row] = runsTable(results);
  assert.deepEqual(Object.entries(row!).slice(0, 3), [
    ["activation", "elu"],
    ["momentum", 0.5],
    ["seed", 1],
  ]);
});

Deno.test("where the epochs vary, their column tells cells apart, however early runs stopped", () => {
  const results = recorded({
    fixed: { activation: "elu" },
    factors: { epochs: [20, 30] },
    seeds: [1],
  });
  assert.deepEqual(runsTable(results).map(({ epochs }) => epochs), [20, 30]);
  const columns = { factor: "epochs", pair: "seed", metric: "test_accuracy" };
  assert.deepEqual(parseTable(runsCsv(results), columns, "runs.csv"), runsTable(results));
});

const TUNED: StudyInput = {
  factors: { activation: ["relu", "elu"] },
  nuisance: { learningRate: [0.1, 0.2], weightDecay: [0, 0.5, 1] },
  seeds: [1],
  tuneSeeds: [8],
};

Deno.test("what was tuned has columns, and says where it is not settled", () => {
  const trials = recorded(TUNED);
  const { study } = trials;
  assert.deepEqual(runsTable(trials), []);
  assert.deepEqual(runsTable({ study, records: trials.records.slice(0, -1) }), []);
  const compared = runsOf(study, trials.records).slice(12);
  const records = [...trials.records, ...compared.map(({ config }) => sampleRecord(config, 0.5))];
  const rows = runsTable({ study, records });
  assert.deepEqual(rows.map((row) => Object.values(row).slice(0, 5)), [
    ["relu", 0.1, 0, "learning_rate weight_decay", 1],
    ["elu", 0.1, 0, "learning_rate weight_decay", 1],
  ]);
  const header = runsCsv({ study, records: [] }).split(",").slice(0, 5);
  assert.deepEqual(header, Object.keys(rows[0]!).slice(0, 5));
  const settled = { ...TUNED, nuisance: { optimizer: ["sgd", "nesterov"] } } as StudyInput;
  const others = recorded(settled);
  const more = runsOf(others.study, others.records).slice(4);
  const all = [...others.records, ...more.map(({ config }) => sampleRecord(config, 0.5))];
  assert.equal(runsTable({ study: others.study, records: all })[0]!.at_edge, null);
});

Deno.test("chance is one by the classes, if all data sets have as many", () => {
  const own = { name: "mine", rows: 2, columns: 2, classes: 4, images: 12, sha256: "0".repeat(64) };
  const study = (dataset: unknown[]) =>
    defineStudy({
      fixed: { activation: "elu", batchSize: 2 },
      factors: { dataset },
      seeds: [1],
    } as StudyInput);
  assert.equal(chanceOf(study(["MNIST", "KMNIST"])), 0.1);
  assert.equal(chanceOf(study([own])), 0.25);
  assert.equal(chanceOf(study(["MNIST", own])), undefined);
});

Deno.test("the status counts runs by cell: done, diverged, untrained", () => {
  const { study, records } = recorded(SMALL, [1]);
  const [untrained] = runsOf(study, []).slice(4);
  const kept = [sampleRecord(untrained!.config, 0.2), ...records.slice(0, 4)];
  const status = studyStatus({ study, records: kept });
  assert.deepEqual(status.runs, { planned: 8, done: 5, diverged: 1 });
  assert.deepEqual(status.cells.slice(0, 2), [
    {
      cell: { activation: "relu", depth: 2, batchSize: 8 },
      runs: { planned: 2, done: 2, diverged: 0 },
      untrained: 1,
    },
    {
      cell: { activation: "relu", depth: 2, batchSize: 9 },
      runs: { planned: 2, done: 1, diverged: 1 },
      untrained: 0,
    },
  ]);
  assert.equal(status.others, 0);
});

Deno.test("the status of what is tuned says how far that is, and what was found", () => {
  const { study, records } = recorded(TUNED);
  const stray = sampleRecord({ ...records[0]!.config, seed: 99 }, 0.5);
  // Trials go seed by seed, then cell by cell: the last is elu's.
  const status = studyStatus({ study, records: [...records.slice(0, -1), stray] });
  assert.deepEqual(status.runs, { planned: 14, done: 11, diverged: 0 });
  assert.equal(status.others, 1);
  const [relu, elu] = status.cells;
  assert.deepEqual(relu, {
    cell: { activation: "relu" },
    tuning: { planned: 6, done: 6, diverged: 0 },
    tuned: { learningRate: 0.1, weightDecay: 0 },
    atEdge: ["learningRate", "weightDecay"],
    runs: { planned: 1, done: 0, diverged: 0 },
    untrained: 0,
  });
  assert.deepEqual(elu!.tuning, { planned: 6, done: 5, diverged: 0 });
  assert.equal(elu!.tuned, undefined);
});
