import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { randomSplit, trainingSplit } from "../../src/data/split.ts";
import { UsageError } from "../../src/errors.ts";
import golden from "../golden/random.json" with { type: "json" };

const sha256 = (positions: Int32Array) => hash("sha256", positions.slice(), "hex");

Deno.test("randomSplit draws the tutorial's split", () => {
  const { train, validation } = randomSplit(60_000, 50_000, golden.seed);
  assert.deepEqual([...train.subarray(0, 8)], golden.split.train_first8);
  assert.deepEqual([...validation.subarray(0, 8)], golden.split.val_first8);
  assert.equal(sha256(train), golden.split.train_sha256_int32);
  assert.equal(sha256(validation), golden.split.val_sha256_int32);
});

Deno.test("the split of FashionMNIST has the tutorial's share of each class", async () => {
  const { train: { labels } } = await loadFashionMNIST({ mirrors: [] }); // scripts/setup.sh brings it
  const { train, validation } = trainingSplit(labels.length, golden.seed);
  const countLabels = (positions: Int32Array) => {
    const counts = new Array<number>(10).fill(0);
    for (const position of positions) counts[labels[position]!]!++;
    return counts;
  };
  assert.deepEqual(countLabels(train), golden.split.train_label_counts);
  assert.deepEqual(countLabels(validation), golden.split.val_label_counts);
});

Deno.test("randomSplit refuses an empty part, and a count that is none", () => {
  for (const trainCount of [0, 10, 11, -1, 2.5, NaN]) {
    assert.throws(() => randomSplit(10, trainCount, 42), UsageError);
  }
  for (const count of [10.5, Infinity]) {
    assert.throws(
      () => randomSplit(count, 5, 42),
      /^UsageError: randomSplit: expected an integer/,
    );
  }
});
