import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { UsageError } from "../../src/errors.ts";
import { foldIn, type Key, prngKey, randomBits, uniform } from "../../src/random/threefry.ts";
import { fc } from "../dependencies.ts";
import golden from "../golden/random.json" with { type: "json" };

const root = prngKey(golden.seed);

Deno.test("randomBits equals JAX's for even and odd lengths", () => {
  assert.deepEqual([...randomBits(root, 8)], golden.bits_8);
  assert.deepEqual([...randomBits(root, 7)], golden.bits_7);
  assert.equal(randomBits(root, 0).length, 0);
});

Deno.test("foldIn equals JAX's over the whole range of uint32", () => {
  for (const [data, key] of Object.entries(golden.fold_in)) {
    assert.deepEqual(foldIn(root, Number(data)), key, data);
  }
});

Deno.test("uniform equals JAX's, bit by bit", () => {
  assert.deepEqual([...uniform(root, 8, 0, 1)], golden.uniform_0_1_first8);
});

Deno.test("uniform draws a whole kernel of 401,408 weights bit by bit", () => {
  const { key, fan_in, count, sha256_float32 } = golden.dense_0_kernel;
  const bound = 1 / Math.sqrt(fan_in);
  const kernel = uniform(key as unknown as Key, count, -bound, bound);
  assert.equal(hash("sha256", new Uint8Array(kernel.buffer), "hex"), sha256_float32);
});

Deno.test("uniform stays between its bounds", () => {
  fc.assert(fc.property(
    fc.nat(0xFFFFFFFF),
    fc.float({ min: -1000, max: 999, noNaN: true }),
    fc.float({ min: Math.fround(0.001), max: 1, noNaN: true }),
    (seed, lo, width) => {
      const hi = Math.fround(lo + width);
      return uniform(prngKey(seed), 33, lo, hi).every((value) => value >= lo && value <= hi);
    },
  ));
});

Deno.test("prngKey takes every uint32 and nothing else", () => {
  assert.deepEqual(prngKey(0xFFFFFFFF), [0, 0xFFFFFFFF]);
  for (const seed of [-1, 1.5, 2 ** 32, NaN, Infinity]) {
    assert.throws(
      () => prngKey(seed),
      (error) => error instanceof UsageError && error.message.includes(`seed is ${seed}, `),
    );
  }
});
