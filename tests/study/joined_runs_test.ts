import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { compare } from "../../src/study/compare.ts";
import { defineStudy } from "../../src/study/definition.ts";
import { joinedColumns, joinedRunsTable } from "../../src/study/joined_runs.ts";
import { runsOf } from "../../src/study/plan.ts";
import { runsTable, type StudyResults } from "../../src/study/results.ts";
import type { RunRecord } from "../../src/study/run_record.ts";
import type { StudyInput } from "../../src/study/study.ts";
import { sampleRecord } from "./sample_record.ts";

/** A study of which all runs are done, with accuracies from `best` downwards. */
function recorded(input: StudyInput, best = 900): StudyResults {
  const study = defineStudy(input);
  const records: RunRecord[] = [];
  for (let i = 0; i < runsOf(study, records).length; i++) {
    records.push(sampleRecord(runsOf(study, records)[i]!.config, (best - i) / 1000));
  }
  return { study, records };
}

const RATE: StudyInput = {
  name: "rate",
  fixed: { epochs: 10 },
  factors: { activation: ["relu", "tanh"] },
  nuisance: { learningRate: [0.1, 0.2, 0.3] },
  seeds: [1, 2],
  tuneSeeds: [9],
};
const ADAM: StudyInput = { ...RATE, name: "adam", fixed: { epochs: 10, optimizer: "adam" } };

const columnsOf = (...inputs: readonly StudyInput[]) =>
  joinedColumns(inputs.map((s) => defineStudy(s)));

Deno.test("runs of several studies have the column study, and one for what is fixed in each", () => {
  const all = [recorded(RATE), recorded(ADAM, 800)];
  const rows = joinedRunsTable(all);
  assert.deepEqual(rows.map(({ study }) => study), [
    ...["rate", "rate", "rate", "rate", "adam", "adam", "adam", "adam"],
  ]);
  assert.deepEqual(Object.keys(rows[0]!), [
    ...["study", "activation", "learning_rate", "optimizer", "at_edge", "seed", "test_accuracy"],
    ...["validation_accuracy", "best_epoch", "epochs", "outcome", "device", "seconds", "id"],
  ]);
  const alone = all.flatMap(runsTable);
  rows.forEach(({ study, optimizer, ...row }, i) => {
    assert.deepEqual(row, alone[i]);
    assert.equal(optimizer, study === "rate" ? "momentum" : "adam"); // momentum goes without saying
  });
  const { pairs } = compare(rows, { factor: "study", by: "activation" });
  assert.deepEqual(pairs.map(({ a, b, activation, seeds }) => [activation, a, b, seeds]), [
    ["relu", "rate", "adam", [1, 2]],
    ["tanh", "rate", "adam", [1, 2]],
  ]);
});

Deno.test("what varies in one study and not in the other has there the value of all its runs", () => {
  const deep: StudyInput = {
    name: "deep",
    fixed: { width: 32, epochs: 20 },
    factors: { activation: ["relu"], depth: [2, 3], method: { plain: { clipNorm: 1 } } },
    seeds: [1],
  };
  const rows = joinedRunsTable([recorded(deep), recorded(RATE), recorded(ADAM)]);
  const of = (name: string) => rows.filter(({ study }) => study === name);
  const shown = (name: string) =>
    of(name).map((row) => [row.depth, row.method, row.hidden_sizes, row.learning_rate, row.epochs]);
  assert.deepEqual(shown("deep"), [
    [2, "plain", "32,32", 0.01, 20], // its epochs, not those that it took
    [3, "plain", "32,32,32", 0.01, 20],
  ]);
  assert.deepEqual(shown("rate")[0], [4, null, "512,256,256,128", 0.1, 10]);
  assert.deepEqual([of("deep")[0]!.clip_norm, of("rate")[0]!.clip_norm], [1, null]);
  assert.deepEqual(rows.map(({ at_edge }) => at_edge === null).slice(0, 3), [true, true, false]);
});

Deno.test("there is a column for each setting that differs, and for no other", () => {
  const study = { factors: RATE.factors, seeds: RATE.seeds };
  const [a, b] = [{ ...study, name: "a" }, { ...study, name: "b", seeds: [3] }];
  assert.deepEqual(columnsOf(a, b), ["study", "activation"]);
  const standard = { ...b, fixed: { normalize: "standard" } } as StudyInput;
  assert.deepEqual(columnsOf(a, standard), ["study", "activation", "normalize"]);
  const wide: StudyInput = { ...b, fixed: { depth: 2, width: 8 } };
  assert.deepEqual(columnsOf(a, wide), ["study", "activation", "hidden_sizes"]);
  const widths: StudyInput = { ...b, fixed: { depth: 2 }, factors: { width: [8, 9] } };
  const two = { ...widths, fixed: { ...widths.fixed, activation: "elu" } } as StudyInput;
  assert.equal(joinedRunsTable([recorded(two), recorded(a)]).at(-1)!.width, null); // it has several
  assert.equal(
    joinedRunsTable([recorded(two), recorded({ ...wide, name: "wide" })]).at(-1)!.width,
    8,
  );
  const split = { ...b, fixed: { splitSeed: 1 } };
  assert.deepEqual(columnsOf(a, split), ["study", "activation", "split_seed"]);
  const varied = [a, b].map((study) => ({ ...study, varySplit: true }));
  assert.deepEqual(columnsOf(...varied), ["study", "activation"]);
});

Deno.test("own images are the same whatever their folder is called", () => {
  const own = { rows: 2, columns: 2, classes: 4, images: 12, sha256: "0".repeat(64) };
  const named = (name: string) =>
    ({
      name,
      fixed: { batchSize: 2, dataset: { name, ...own } },
      factors: RATE.factors,
      seeds: [1],
    }) as StudyInput;
  const rows = joinedRunsTable([
    recorded(named("here")),
    recorded({ ...named("there"), seeds: [2] }),
  ]);
  assert.equal("dataset" in rows[0]!, false);
});

Deno.test("studies whose runs cannot be told apart or paired are refused", () => {
  const study = { factors: RATE.factors, seeds: RATE.seeds };
  const { name: _, ...nameless } = RATE;
  const refusals: readonly (readonly [studies: readonly StudyInput[], message: RegExp])[] = [
    [[], /^expected studies, got none$/],
    [[RATE, nameless], /^study 2 has no name, expected one that tells its runs from others$/],
    [[RATE, ADAM, RATE], /^the studies rate and rate are the same, expected each once$/],
    [
      [RATE, { ...RATE, name: "copy" }],
      /^the studies rate and copy are the same, expected each once$/,
    ],
    [
      [RATE, { ...ADAM, name: "rate" }],
      /^two studies are called "rate", expected a name for each$/,
    ],
    [
      [RATE, { ...study, name: "m", fixed: { dataset: "MNIST" } }],
      /^the study rate is of FashionMNIST, m of MNIST; expected studies of the same images$/,
    ],
    [
      [{
        ...study,
        name: "both",
        fixed: {},
        factors: { ...RATE.factors, dataset: ["KMNIST", "MNIST"] },
      }, RATE],
      /^the study both is of KMNIST and MNIST, rate of FashionMNIST; /,
    ],
    [
      [RATE, { ...study, name: "varied", varySplit: true }],
      /^the study varied varies the split with the seed, rate does not; expected studies whose runs /,
    ],
  ];
  for (const [inputs, message] of refusals) {
    const all = inputs.map((input) => ({ study: defineStudy(input), records: [] }));
    assert.throws(() => joinedRunsTable(all), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      return true;
    });
  }
});
