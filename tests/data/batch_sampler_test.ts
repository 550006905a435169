import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { BatchSampler } from "../../src/data/batch_sampler.ts";
import { UsageError } from "../../src/errors.ts";
import golden from "../golden/random.json" with { type: "json" };

Deno.test("BatchSampler equals torch's loader over three epochs", () => {
  const order = new BatchSampler(50_000, 256, golden.seed);
  assert.equal(order.batches, 195);
  for (const expected of golden.batch_order) {
    const positions = order.nextEpoch();
    assert.equal(positions.length, 195 * 256);
    assert.deepEqual([...positions.subarray(0, 8)], expected.first8);
    assert.deepEqual([...positions.subarray(-8)], expected.last8);
    assert.equal(hash("sha256", positions.slice(), "hex"), expected.sha256_int32);
  }
});

Deno.test("an epoch of BatchSampler meets each position once at most", () => {
  const positions = new BatchSampler(23, 5, 7).nextEpoch();
  assert.equal(positions.length, 20);
  assert.equal(new Set(positions).size, 20);
  assert.ok(positions.every((position) => position >= 0 && position < 23));
});

Deno.test("BatchSampler refuses a batch that cannot be filled", () => {
  for (const batchSize of [0, 11, -1, 2.5, NaN]) {
    assert.throws(
      () => new BatchSampler(10, batchSize, 42),
      (error) => error instanceof UsageError && error.message.includes(`${batchSize}`),
    );
  }
  assert.throws(
    () => new BatchSampler(10.5, 5, 42),
    /^UsageError: BatchSampler: expected an integer/,
  );
});
