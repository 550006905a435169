/**
 * JAX's counter-based random numbers: a key and a position give the bits, with no state in between.
 *
 * The cipher is Threefry-2x32 with 20 rounds (Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", 2011); how keys are folded and counters laid out follows `jax.random`.
 */
import { checkedSeed } from "./seed.ts";

/** Two unsigned 32-bit words that determine a whole stream of random numbers. */
export type Key = readonly [number, number];

const ROUNDS = 20;
const ROTATIONS = Uint8Array.of(13, 15, 26, 6, 17, 29, 16, 24);
const PARITY = 0x1BD11BDA;

/** The root key of a seed (`jax.random.PRNGKey`). Throws `UsageError` unless it is a uint32. */
export function prngKey(seed: number): Key {
  return [0, checkedSeed(seed)];
}

/** A new key from `key` and an unsigned 32-bit number (`jax.random.fold_in`). */
export function foldIn(key: Key, data: number): Key {
  const words = Uint32Array.of(0, data);
  encrypt(key, words);
  return [words[0]!, words[1]!];
}

/**
 * The first `n` random words of `key` (`jax.random.bits`).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual([...randomBits(prngKey(42), 2)], [64467757, 2916123636]);
 * ```
 */
export function randomBits(key: Key, n: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(n + n % 2);
  for (let i = 0; i < n; i++) words[i] = i;
  encrypt(key, words);
  return words.subarray(0, n);
}

/**
 * `n` float32 numbers, uniform in [lo, hi) (`jax.random.uniform`).
 *
 * The upper 23 bits of each word become the mantissa of a float in [1, 2); one is taken away, and
 * the rest scaled and moved, every step rounded to float32.
 */
export function uniform(key: Key, n: number, lo: number, hi: number): Float32Array<ArrayBuffer> {
  const bits = randomBits(key, n);
  const low = Math.fround(lo);
  const span = Math.fround(Math.fround(hi) - low);
  const values = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    const unit = (bits[i]! >>> 9) * 2 ** -23; // exactly the float in [1, 2), less one
    values[i] = Math.max(low, Math.fround(unit * span) + low);
  }
  return values;
}

/**
 * Threefry in place: lane i is word i of the first half with word i of the second half.
 *
 * The key schedule has three words; after every four rounds two of them and the round's number are
 * added, and the roles move on by one.
 */
function encrypt([key0, key1]: Key, words: Uint32Array): void {
  const schedule = Int32Array.of(key0, key1, key0 ^ key1 ^ PARITY);
  const half = words.length / 2;
  for (let i = 0; i < half; i++) {
    let x = (words[i]! + key0) | 0;
    let y = (words[half + i]! + key1) | 0;
    for (let round = 0; round < ROUNDS; round++) {
      const rotation = ROTATIONS[round % ROTATIONS.length]!;
      x = (x + y) | 0;
      y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
      if (round % 4 === 3) {
        const group = (round + 1) / 4;
        x = (x + schedule[group % 3]!) | 0;
        y = (y + schedule[(group + 1) % 3]! + group) | 0;
      }
    }
    words[i] = x;
    words[half + i] = y;
  }
}
