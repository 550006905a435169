/**
 * torch's CPU generator: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), and the
 * permutation `torch.randperm` draws from it.
 */
import { checkedSeed } from "./seed.ts";

const WORDS = 624;
const SHIFT = 397;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7FFFFFFF;
const TWIST = 0x9908B0DF;

/**
 * A stream of 32-bit words that is the same for the same seed, everywhere.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const generator = new MersenneTwister(42);
 * assert.deepEqual([...generator.randomPermutation(10)], [2, 6, 1, 8, 4, 5, 0, 9, 3, 7]);
 * ```
 */
export class MersenneTwister {
  readonly #words = new Int32Array(WORDS);
  #position = WORDS;

  /** Starts the stream as the reference `init_genrand(seed)`. Throws `UsageError` unless a uint32. */
  constructor(seed: number) {
    const words = this.#words;
    words[0] = checkedSeed(seed);
    for (let i = 1; i < WORDS; i++) {
      const previous = words[i - 1]!;
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next word of the stream, an integer from 0 to 2³² - 1. */
  nextUint32(): number {
    if (this.#position === WORDS) this.#twist();
    let word = this.#words[this.#position++]!;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9D2C5680;
    word ^= (word << 15) & 0xEFC60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  /** The numbers 0 … n - 1 in random order, exactly as `torch.randperm(n)`; takes n - 1 words. */
  randomPermutation(n: number): Int32Array<ArrayBuffer> {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < n - 1; i++) {
      const other = i + this.nextUint32() % (n - i);
      const value = order[i]!;
      order[i] = order[other]!;
      order[other] = value;
    }
    return order;
  }

  /** Makes the next 624 words of state out of the last ones. */
  #twist(): void {
    const words = this.#words;
    for (let i = 0; i < WORDS; i++) {
      const pair = (words[i]! & UPPER_BIT) | (words[(i + 1) % WORDS]! & LOWER_BITS);
      words[i] = words[(i + SHIFT) % WORDS]! ^ (pair >>> 1) ^ (pair & 1 ? TWIST : 0);
    }
    this.#position = 0;
  }
}
