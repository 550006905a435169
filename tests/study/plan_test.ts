import assert from "node:assert/strict";
import { defineStudy } from "../../src/study/definition.ts";
import { countRuns, planCells, type PlannedRun, runsOf } from "../../src/study/plan.ts";
import { runId } from "../../src/study/run_id.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";

const summary = ({ purpose, cell, tuned, seed }: PlannedRun) =>
  [purpose, ...Object.values(cell), ...Object.values(tuned), seed].join(" ");

Deno.test("runs go seed by seed over all cells, the first factor's values changing last", () => {
  const study = defineStudy({
    fixed: { width: 8, epochs: 3 },
    factors: { activation: ["relu", "tanh"], depth: [3, 2] },
    seeds: [5, 4],
  });
  const runs = runsOf(study, []);
  assert.deepEqual(runs.map(summary), [
    "compare relu 3 5",
    "compare relu 2 5",
    "compare tanh 3 5",
    "compare tanh 2 5",
    "compare relu 3 4",
    "compare relu 2 4",
    "compare tanh 3 4",
    "compare tanh 2 4",
  ]);
  assert.equal(countRuns(study), 8);
  const config = parseTrainingConfig({
    activation: "tanh",
    hiddenSizes: [8, 8],
    epochs: 3,
    seed: 5,
  });
  assert.deepEqual(runs[3], {
    id: runId(config),
    cell: { activation: "tanh", depth: 2 },
    tuned: {},
    seed: 5,
    config,
    purpose: "compare",
  });
});

Deno.test("fields vary together under a name, and lists and data sets have one as well", () => {
  const sha256 = "0".repeat(64);
  const own = { name: "mine", rows: 2, columns: 2, classes: 3, images: 12, sha256 };
  const study = defineStudy({
    fixed: { activation: "relu", batchSize: 2 },
    factors: {
      method: { a: { optimizer: "adam", clipNorm: 2 }, b: { learningRate: 0.5 } },
      hiddenSizes: [[4], [3, 2]],
      dataset: ["MNIST", own],
    },
    seeds: [1],
    varySplit: true,
  });
  const runs = runsOf(study, []);
  assert.deepEqual(runs.map(({ cell }) => Object.values(cell).join(" ")), [
    "a 4 MNIST",
    "a 4 mine",
    "a 3,2 MNIST",
    "a 3,2 mine",
    "b 4 MNIST",
    "b 4 mine",
    "b 3,2 MNIST",
    "b 3,2 mine",
  ]);
  const { config } = runs[3]!;
  assert.deepEqual([config.optimizer, config.clipNorm, config.learningRate], ["adam", 2, 0.001]);
  assert.deepEqual([config.hiddenSizes, config.dataset, config.splitSeed], [[3, 2], own, 1]);
  assert.equal(runs[4]!.config.learningRate, 0.5);
});

Deno.test("seeds leave the split alone, unless it is to vary", () => {
  const input = { factors: { activation: ["relu"] }, seeds: [7] };
  assert.equal(runsOf(defineStudy(input), [])[0]!.config.splitSeed, 42);
  assert.equal(runsOf(defineStudy({ ...input, varySplit: true }), [])[0]!.config.splitSeed, 7);
});

Deno.test("a run's name follows from its settings alone, but from all of them", () => {
  const config = parseTrainingConfig({ activation: "elu", seed: 1 });
  const { activation, ...others } = config;
  assert.match(runId(config), /^[0-9a-f]{16}$/);
  assert.equal(runId({ ...others, activation }), runId(config));
  for (
    const change of [{ seed: 2 }, { activation: "relu" }, { hiddenSizes: [512] }, { limit: 1 }]
  ) {
    assert.notEqual(runId({ ...config, ...change }), runId(config));
  }
  const own = { rows: 2, columns: 3, classes: 3, images: 12, sha256: "0".repeat(64) };
  const [here, there] = ["a", "b"].map((name) => runId({ ...config, dataset: { name, ...own } }));
  assert.equal(here, there);
  const other = { name: "a", ...own, sha256: "1".repeat(64) };
  assert.notEqual(runId({ ...config, dataset: other }), here);
});

/** What is tuned: two cells, three rates, two seeds. */
const TUNED = defineStudy({
  factors: { activation: ["relu", "tanh"] },
  nuisance: { learningRate: [0.1, 0.2, 0.3] },
  tuneSeeds: [8, 9],
  seeds: [1, 2],
});

/** Records of its tune runs, with these mean validation accuracies by cell and rate. */
function records(accuracies: Readonly<Record<string, readonly number[]>>) {
  return runsOf(TUNED, []).map(({ id, cell, tuned, seed }) => {
    const i = [0.1, 0.2, 0.3].indexOf(Number(tuned.learningRate));
    const mean = accuracies[cell.activation!]?.[i]!;
    const validationAccuracy = seed === 8 ? mean - 0.1 : mean + 0.1;
    return { id, best: Number.isNaN(mean) ? null : { epoch: 1, validationAccuracy } };
  });
}

Deno.test("runs that tune come first, and alone as long as they are not done", () => {
  const runs = runsOf(TUNED, []);
  assert.deepEqual(runs.slice(0, 7).map(summary), [
    "tune relu 0.1 8",
    "tune relu 0.2 8",
    "tune relu 0.3 8",
    "tune tanh 0.1 8",
    "tune tanh 0.2 8",
    "tune tanh 0.3 8",
    "tune relu 0.1 9",
  ]);
  assert.equal(runs.length, 12);
  assert.equal(countRuns(TUNED), 16);
});

Deno.test("each cell is compared at the value of its best mean, on the other seeds", () => {
  const found = records({ relu: [0.5, 0.7, 0.6], tanh: [0.6, 0.4, 0.5] });
  const runs = runsOf(TUNED, found);
  assert.deepEqual(runs.slice(12).map(summary), [
    "compare relu 0.2 1",
    "compare tanh 0.1 1",
    "compare relu 0.2 2",
    "compare tanh 0.1 2",
  ]);
  assert.equal(runs[13]!.config.learningRate, 0.1);
  const [relu, tanh] = planCells(TUNED, found);
  assert.deepEqual(relu!.tuning!.atEdge, []);
  assert.deepEqual(tanh!.tuning!.atEdge, ["learningRate"]);
  assert.ok(Math.abs(relu!.tuning!.validationAccuracy - 0.7) < 1e-12);
});

Deno.test("a cell whose tuning is done is compared, though another's is not", () => {
  const found = records({ relu: [0.5, 0.7, 0.6], tanh: [0.6, 0.4, 0.5] }).slice(0, -1);
  assert.deepEqual(runsOf(TUNED, found).slice(12).map(summary), [
    "compare relu 0.2 1",
    "compare relu 0.2 2",
  ]);
});

Deno.test("a trial that diverged counts as an accuracy of 0; of equal means, the first is taken", () => {
  const found = records({ relu: [NaN, 0.05, NaN], tanh: [NaN, NaN, NaN] });
  const [relu, tanh] = planCells(TUNED, found).map(({ tuning }) => tuning!);
  assert.deepEqual(relu!.best.levels, { learningRate: 0.2 });
  assert.deepEqual(tanh!.best.levels, { learningRate: 0.1 });
  assert.equal(tanh!.validationAccuracy, 0);
});

Deno.test("only numbers have an edge, wherever they stand in their list", () => {
  const study = defineStudy({
    factors: { activation: ["relu"] },
    nuisance: { momentum: [0.9, 0.5, 0.7], optimizer: ["nesterov"], learningRate: [0.1] },
    tuneSeeds: [8],
    seeds: [1],
  });
  const trials = runsOf(study, []);
  const atEdge = (best: number) => {
    const found = trials.map(({ id }, i) => (
      { id, best: { epoch: 1, validationAccuracy: i === best ? 0.9 : 0.1 } }
    ));
    return planCells(study, found)[0]!.tuning!.atEdge;
  };
  assert.deepEqual([0, 1, 2].map(atEdge), [["momentum"], ["momentum"], []]);
});
