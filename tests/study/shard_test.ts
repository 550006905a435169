import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { checkShard, shardOf, shardSize } from "../../src/study/shard.ts";

Deno.test("shards have each item once, and as many as they say", () => {
  for (const items of [0, 1, 2, 7, 9]) {
    const all = [...Array(items).keys()];
    for (const count of [1, 2, 3, 8]) {
      const shards = [...Array(count).keys()].map((index) => ({ index, count }));
      assert.deepEqual(shards.flatMap((shard) => shardOf(all, shard)).sort(), all);
      for (const shard of shards) {
        assert.equal(shardOf(all, shard).length, shardSize(items, shard));
      }
    }
  }
});

Deno.test("what is no part is refused", () => {
  checkShard({ index: 2, count: 3 });
  for (const [index, count] of [[3, 3], [-1, 3], [0, 0], [0.5, 2], [NaN, 2], [0, Infinity]]) {
    assert.throws(() => checkShard({ index: index!, count: count! }), UsageError);
  }
});
