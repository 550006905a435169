import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { MersenneTwister } from "../../src/random/mersenne_twister.ts";
import golden from "../golden/random.json" with { type: "json" };

Deno.test("next32 equals the authors' generator", () => {
  const generator = new MersenneTwister(5489); // the C++ standard fixes this seed's 10,000th word
  for (let i = 1; i < 10_000; i++) generator.nextUint32();
  assert.equal(generator.nextUint32(), 4123659995);
});

Deno.test("randomPermutation equals torch.randperm", () => {
  const permutation = (n: number) => [...new MersenneTwister(golden.seed).randomPermutation(n)];
  assert.deepEqual(permutation(10), golden.mt19937.randperm_10);
  assert.deepEqual(permutation(60_000).slice(0, 8), golden.mt19937.randperm_60000_first8);
  assert.deepEqual(permutation(1), [0]);
  assert.deepEqual(permutation(0), []);
});

Deno.test("MersenneTwister takes every uint32 as its seed and nothing else", () => {
  assert.ok(new MersenneTwister(0xFFFFFFFF).nextUint32() >= 0);
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    assert.throws(() => new MersenneTwister(seed), UsageError);
  }
});
