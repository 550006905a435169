import assert from "node:assert/strict";
import { comparisonText } from "../../../src/cli/study/comparison_text.ts";
import { compare } from "../../../src/study/compare.ts";
import type { Row } from "../../../src/study/table.ts";

const BY_DEPTH = { factor: "activation", by: "depth", pair: "seed", metric: "test_accuracy" };
const { by: _, ...PLAIN } = BY_DEPTH;

const run = (
  activation: string,
  depth: number,
  seed: number,
  test_accuracy: number | null,
): Row => ({
  activation,
  depth,
  seed,
  test_accuracy,
});

/** Three activations, ten seeds at depth 3 and three at depth 6; one run diverged. */
const RUNS = ["relu", "elu", "tanh"].flatMap((name, i) => [
  ...Array.from(
    { length: 10 },
    (_, seed) =>
      run(name, 3, seed, name === "tanh" && seed === 9 ? null : 0.8 + i / 50 + seed % 3 / 100),
  ),
  ...[0, 1, 2].map((seed) => run(name, 6, seed, 0.7 + i / 50 + (seed * (i + 1)) % 4 / 100)),
]);

/** The blocks of a text: cells, pairs, ranks, across; each its lines. */
const blocks = (text: string) => text.split("\n\n").map((block) => block.split("\n"));

Deno.test("cells, then pairs, then ranks, then across, in aligned columns", () => {
  const text = comparisonText(compare(RUNS, BY_DEPTH), BY_DEPTH);
  const [title, cells, pairs, ranks, across] = blocks(text);
  assert.deepEqual(title, ["test_accuracy by activation at each depth, paired by seed"]);
  assert.deepEqual(cells!.slice(0, 4), [
    "Cells: 39 runs, of which 1 diverged and enter no number",
    "activation  depth   n  diverged     mean       95 % interval                 BCa       sd  " +
    "       one new run   median      IQM",
    "relu            3  10         0  0.80900  0.80274 to 0.81526  0.80400 to 0.81400  0.00876  " +
    "0.78823 to 0.82977  0.81000  0.80833",
    "relu            6   3         0  0.71000  0.68516 to 0.73484                   -  0.01000  " +
    "0.66032 to 0.75968  0.71000  0.71000",
  ]);
  assert.match(cells![6]!, /^tanh +3 +9 +1 +0.85000 .* to 0.85666 +- /);
  assert.equal(pairs![0], "Pairs: 6, differences on the same seed");
  assert.match(pairs![2]!, /^ +3 +relu - elu +10 +-0.020000 +- +- +- +0.0117 +0:0:10 +0.06 +- +-$/);
  assert.match(pairs![5]!, /^ +6 +relu - elu +3 +-0.016667 +-0.054612 to 0.021279 .* 0:1:2 /);
  assert.match(
    ranks![0]!,
    /^Ranks: 1 is the best; a block is one depth and one seed, dropped where/,
  );
  assert.match(ranks![2]!, /^all +12 +1 +2.96 +2.04 +1.00 +<0.0001 +<0.0001 +0.96 +elu relu$/);
  assert.match(ranks![3]!, /^all, diverged last +13 +0 +2.88 +1.96 +1.15 /);
  assert.deepEqual(ranks!.slice(2).map((line) => line.split(/  +/)[0]), [
    ...["all", "all, diverged last", "depth_3", "depth_3, diverged last"],
    "depth_6", // where none diverged
  ]);
  assert.equal(across![0], "Across all depths: those with two runs at each");
  assert.match(across![2]!, /^relu +13 +0.75950 +0.80429$/);
});

Deno.test("it says what Holm's family is, and what the sample cannot tell", () => {
  const said = blocks(comparisonText(compare(RUNS, BY_DEPTH), BY_DEPTH))[2]!.slice(-5);
  assert.deepEqual(said, [
    "p: adjusted by Holm's method over all 6 pairs (--json also has those over the pairs of each " +
    "depth); Wilcoxon's is exact",
    "wins: the first is better, neither, the second is better",
    "detectable: the smallest true difference that so many seeds find, at 0.05 before Holm, with " +
    "power 0.8; seeds needed: for a difference as large as this one, up to 10,000",
    "Wilcoxon's test cannot find a difference in 3 of 6 pairs: with so few seeds, no adjusted p is " +
    "below 0.05",
    "the t-test tells nothing about 3 of 6 pairs: they have fewer than two differences, or all are " +
    "equal",
  ]);
});

Deno.test("without `by` there is one ranking and nothing across; where all can be told, no caveat", () => {
  const rows = RUNS.filter(({ depth, seed }) => depth === 3 && seed !== 9)
    .map((row) => ({
      ...row,
      test_accuracy: Number(row.test_accuracy) + Number(row.seed) ** 2 / 1e4 *
          (row.activation === "elu" ? 2 : row.activation === "tanh" ? 5 : 1),
    }));
  const text = blocks(comparisonText(compare(rows, PLAIN), PLAIN));
  assert.equal(text.length, 4);
  assert.deepEqual(text[0], ["test_accuracy by activation, paired by seed"]);
  assert.match(text[2]!.at(-1)!, /^detectable: /);
  assert.match(text[2]!.at(-3)!, /over all 3 pairs; Wilcoxon's is exact$/);
  assert.equal(text[3]!.length, 3);
  assert.match(text[3]![0]!, /; a block is one seed, /);
});

Deno.test("many seeds: Wilcoxon's p is said to be approximate", () => {
  const rows = ["relu", "elu"].flatMap((name, i) =>
    Array.from(
      { length: 201 },
      (_, seed) => run(name, 3, seed, seed / 1000 + i * (seed + 1) / 2000),
    )
  );
  const text = comparisonText(compare(rows, PLAIN), PLAIN);
  assert.match(text, /Wilcoxon's is approximate beyond 200 differences, else exact/);
});

Deno.test("one activation has cells, and neither pairs nor ranks", () => {
  const rows = [run("relu", 3, 1, 0.8), run("relu", 3, 2, 0.9)];
  const [, , pairs, ranks] = blocks(comparisonText(compare(rows, PLAIN), PLAIN));
  assert.deepEqual(pairs, ["Pairs: none; they take two values of activation"]);
  assert.equal(
    ranks!.at(-1),
    "-: ranks take three values of activation, and two blocks that have a run of each",
  );
});

Deno.test("ranks are shown also where only some blocks have a run of each", () => {
  const rows = RUNS.filter(({ activation, depth }) => depth === 3 || activation !== "tanh");
  const more = [0, 1, 2].flatMap((seed) => ["a", "b"].map((name) => run(name, 6, seed, seed)));
  const ranks = blocks(comparisonText(compare([...rows, ...more], BY_DEPTH), BY_DEPTH))[3]!;
  assert.match(ranks[1]!, /^blocks of +n +dropped +relu +elu +tanh +a +b +p/);
});

Deno.test("one pair is spoken of as one, with nothing to adjust", () => {
  const rows = RUNS.filter(({ activation, depth }) => activation !== "tanh" && depth === 6);
  const pairs = blocks(comparisonText(compare(rows, PLAIN), PLAIN))[2]!;
  assert.equal(pairs[3], "p: of one pair, so not adjusted; Wilcoxon's is exact");
});

Deno.test("decimals are those of the largest number, five digits in all", () => {
  const rows = [12_345.678, 12_346].map((loss, seed) => ({ net: "a", seed, loss }));
  const columns = { factor: "net", pair: "seed", metric: "loss" };
  assert.match(comparisonText(compare(rows, columns), columns), /^a +2 +0 +12346 /m);
});
