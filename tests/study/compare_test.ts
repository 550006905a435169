import assert from "node:assert/strict";
import { compare } from "../../src/study/compare.ts";
import { parseTable, type Row } from "../../src/study/table.ts";
import { fc } from "../dependencies.ts";
import degenerate from "../golden/statistics/degenerate.json" with { type: "json" };
import runs from "../golden/statistics/runs.json" with { type: "json" };
import { assertAgrees } from "./agreement.ts";

const COLUMNS = { factor: "activation", by: "depth", pair: "seed", metric: "test_accuracy" };

async function readGolden(file: string): Promise<Row[]> {
  const url = new URL(`../golden/statistics/${file}`, import.meta.url);
  return parseTable(await Deno.readTextFile(url), COLUMNS, file);
}

for (const golden of [runs, degenerate]) {
  Deno.test(`every number of ${golden.data} is the golden one`, async () => {
    const { cells, pairs, ranks, across_depths, alpha, level, power } = golden;
    const published = cells.flatMap(({ activation, depth, published }) =>
      published === null ? [] : { activation, depth, test_accuracy: published.value }
    );
    const options = { factor: "activation", by: "depth", published };
    const result = compare(await readGolden(golden.data), options);
    assertAgrees(result, { alpha, level, power, cells, pairs, ranks, across_depths });
    assert.deepEqual(Object.keys(result.ranks), Object.keys(ranks));
  });
}

Deno.test("without `by`, the blocks are the seeds, and there is nothing to go across", async () => {
  const rows = (await readGolden(runs.data)).filter(({ depth }) => depth === 6);
  const { cells, pairs, ranks, ...rest } = compare(rows, { factor: "activation" });
  assert.deepEqual(rest, { alpha: 0.05, level: 0.95, power: 0.8 });
  assert.equal(cells[0]!.depth, 6); // carried, as it is constant
  assertAgrees(cells[2]!.mean, runs.cells[5]!.mean);
  assert.deepEqual(Object.keys(ranks), ["all"]);
  assert.deepEqual(ranks.all!.dropped_blocks, [{ seed: 4 }, { seed: 8 }]);
  assertAgrees(ranks.all!.friedman, runs.ranks.depth_6.friedman);
  const { depth: _, p_t_holm_depth, p_wilcoxon_holm_depth, p_t_holm_all, ...expected } = runs
    .pairs[6]!;
  assertAgrees(pairs[0], {
    ...expected,
    p_t_holm_all: p_t_holm_depth,
    p_wilcoxon_holm_all: p_wilcoxon_holm_depth,
  });
  assert.equal("depth" in pairs[0]!, false);
  assert.deepEqual(Object.keys(pairs[0]!).filter((key) => key.includes("holm")), [
    "p_t_holm_all",
    "p_wilcoxon_holm_all",
  ]);
  assert.ok(p_t_holm_all !== p_t_holm_depth);
});

/** Accuracies of three activations at two depths, some missing and some of diverged runs. */
const accuracy = fc.option(fc.integer({ min: 10, max: 90 }).map((percent) => percent / 100), {
  freq: 4,
  nil: null,
});
const cell = fc.array(fc.option(accuracy, { freq: 4, nil: undefined }), {
  minLength: 3,
  maxLength: 3,
});
const rows = fc.array(cell, { minLength: 6, maxLength: 6 }).map((cells) =>
  cells.flatMap((list, i): Row[] =>
    list.flatMap((test_accuracy, seed) =>
      test_accuracy === undefined
        ? []
        : { activation: "abc"[i % 3]!, depth: i < 3 ? 3 : 12, seed, test_accuracy }
    )
  )
);

Deno.test("the order of rows changes nothing but the order of activations", () => {
  const shuffled = rows.chain((rows) => {
    const firsts = [...Map.groupBy(rows, ({ activation }) => activation).values()]
      .map(([first]) => first!);
    const rest = rows.filter((row) => !firsts.includes(row));
    return fc.shuffledSubarray(rest, { minLength: rest.length })
      .map((others) => [[...firsts, ...rest], [...firsts, ...others]] as const);
  });
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      const options = { factor: "activation", by: "depth", chance: 0.1 };
      assert.deepEqual(compare(other, options), compare(one, options));
    }),
    { numRuns: 5 },
  );
});

const run = (activation: string, seed: number, test_accuracy: number | null, depth = 3): Row => ({
  activation,
  depth,
  seed,
  test_accuracy,
});

Deno.test("a run that is not finite has diverged: counted, and in nothing else", () => {
  for (const diverged of [null, NaN, Infinity]) {
    const { cells, pairs } = compare(
      [run("relu", 1, 0.5), run("relu", 2, diverged), run("relu", 3, 0.7), run("elu", 2, 0.4)],
      { factor: "activation" },
    );
    const { runs, diverged: count, n, mean } = cells[0]!;
    assert.deepEqual([runs, count, n, mean], [3, 1, 2, 0.6]);
    assert.deepEqual(pairs[0]!.seeds, []);
  }
});

Deno.test("a metric that is a text, or a run that is there twice, is refused", () => {
  const options = { factor: "activation" };
  assert.throws(
    () => compare([run("relu", 1, 0.5), run("relu", 1, 0.6)], options),
    /^TableError: row 2: expected one row for activation relu, seed 1, got another after row 1/,
  );
  assert.throws(() => compare([{ ...run("relu", 1, 0), test_accuracy: "0.5" }], options), {
    name: "TableError",
  });
});

Deno.test("other columns are carried where they are constant in a cell", () => {
  const rows = [
    { width: 64, epochs: 3, ...run("relu", 1, 0.5) },
    { width: 64, epochs: 4, ...run("relu", 2, 0.6) },
  ];
  const { cells } = compare(rows, { factor: "activation" });
  assert.deepEqual(Object.keys(cells[0]!).slice(0, 4), ["width", "activation", "depth", "runs"]);
  assert.equal(cells[0]!.width, 64);
});

Deno.test("keys have the names of the columns, and values of `by` their own order", () => {
  const rows = [16, 8, 128].flatMap((batch) =>
    ["sgd", "adam"].flatMap((rule) =>
      [1, 2].map((fold) => ({ rule, batch, fold, loss: batch / (fold + rule.length) }))
    )
  );
  const options = { factor: "rule", by: "batch", pair: "fold", metric: "loss" };
  const { cells, pairs, ranks, across_batchs: across } = compare(rows, options);
  assert.deepEqual(cells.map(({ rule, batch }) => [rule, batch]), [
    ...[8, 16, 128].map((batch) => ["sgd", batch]),
    ...[8, 16, 128].map((batch) => ["adam", batch]),
  ]);
  assert.deepEqual(
    pairs.map(({ a, b, batch }) => [a, b, batch]),
    [8, 16, 128].map((batch) => [
      "sgd",
      "adam",
      batch,
    ]),
  );
  assert.ok("p_t_holm_batch" in pairs[0]!);
  assert.deepEqual(Object.keys(ranks), ["all", "batch_8", "batch_16", "batch_128"]);
  assert.deepEqual(across!.rules!.map(({ rule }) => rule), ["sgd", "adam"]);
  assert.ok("mean_of_batch_means" in across!.rules![0]!);
});

Deno.test("texts of `by` are ordered by their characters", () => {
  const rows = ["deep", "Deep", "a"].map((net) => ({ ...run("relu", 1, 0.5), net }));
  const { cells } = compare(rows, { factor: "activation", by: "net" });
  assert.deepEqual(cells.map(({ net }) => net), ["Deep", "a", "deep"]);
});

Deno.test("an activation that a depth lacks is compared where it is, and across depths is not", () => {
  const rows = [3, 6].flatMap((depth) =>
    ["relu", "elu", "tanh", "swish"].flatMap((name, i) =>
      [1, 2].map((seed) => run(name, seed, (i + seed) / 10, depth))
    )
  ).filter(({ activation, depth }) => activation !== "tanh" || depth === 3);
  const { ranks, pairs, across_depths } = compare(rows, { factor: "activation", by: "depth" });
  assert.equal(ranks.depth_6!.friedman!.treatments, 3);
  assert.equal(ranks.all!.dropped_blocks.length, 2);
  assert.equal(ranks.all!.friedman!.blocks, 2);
  assert.equal(pairs.length, 6 + 3);
  assert.deepEqual(across_depths!.activations!.map(({ activation }) => activation), [
    "relu",
    "elu",
    "swish",
  ]);
  assert.equal(across_depths!.pairs.length, 3);
});

Deno.test("chance counts untrained runs, and tests whether one activation has more", () => {
  const rows = [1, 2, 3].flatMap((seed) => [
    run("sigmoid", seed, seed < 3 ? 0.1 : 0.8),
    run("relu", seed, 0.8),
  ]);
  const { cells, pairs } = compare(rows, { factor: "activation", chance: 0.1 });
  assert.deepEqual(cells.map(({ untrained }) => untrained), [2, 0]);
  assert.deepEqual(cells.map(({ untrained_share }) => untrained_share), [2 / 3, 0]);
  assert.deepEqual(pairs[0]!.mcnemar, { only_a: 2, only_b: 0, p: 0.5 });
  const without = compare(rows, { factor: "activation" });
  assert.ok(!("untrained" in without.cells[0]!) && !("mcnemar" in without.pairs[0]!));
});

Deno.test("a difference says how many seeds would find it", () => {
  const rows = [0.03, 0.01, 0.02].flatMap((gain, seed) => [
    run("relu", seed, 0.8 + gain),
    run("elu", seed, 0.8),
  ]);
  const [pair] = compare(rows, { factor: "activation" }).pairs;
  assert.equal(pair!.seeds_needed, 5); // for d_z = 2, as R's power.t.test has it
});

Deno.test("rows with other values are left out", () => {
  const rows = [0.5, 0.6, 0.7, 0.8].map((accuracy, i) => (
    { activation: "relu", width: 4 << i % 2, seed: i >> 1, test_accuracy: accuracy }
  ));
  const { cells } = compare(rows, { factor: "activation", where: { width: 8 } });
  assert.deepEqual(cells.map(({ runs, mean, width }) => [runs, mean, width]), [[2, 0.7, 8]]);
});
