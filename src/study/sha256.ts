/** The hash function SHA-256 (FIPS 180-4), by which runs are named. */
import { padMessage } from "../random/sha1.ts";

const BLOCK_BYTES = 64;

const primes = [2, 3];
for (let n = 5; primes.length < 64; n += 2) {
  if (primes.every((prime) => n % prime !== 0)) primes.push(n);
}

/** The first 32 bits of a number's fraction. */
const fractionBits = (x: number) => (x - Math.floor(x)) * 2 ** 32;
const INITIAL = Int32Array.from(primes.slice(0, 8), (prime) => fractionBits(Math.sqrt(prime)) | 0);
const CONSTANTS = Int32Array.from(primes, (prime) => fractionBits(Math.cbrt(prime)) | 0);

/**
 * The digest of a text's UTF-8 bytes, in hex. Unlike `crypto.subtle`, it answers at once.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * assert.match(sha256("abc"), /^ba7816bf8f01cfea414140de5dae2223/);
 * ```
 */
export function sha256(text: string): string {
  const message = padMessage(new TextEncoder().encode(text));
  const state = INITIAL.slice();
  for (let start = 0; start < message.length; start += BLOCK_BYTES) {
    compress(state, new DataView(message.buffer, start, BLOCK_BYTES));
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/** Takes one block into the state. */
function compress(state: Int32Array, block: DataView): void {
  const words = new Int32Array(64);
  for (let t = 0; t < 64; t++) {
    if (t < 16) {
      words[t] = block.getInt32(4 * t);
      continue;
    }
    const [early, late] = [words[t - 15]!, words[t - 2]!];
    words[t] = words[t - 16]! + words[t - 7]! +
      (rotate(early, 7) ^ rotate(early, 18) ^ early >>> 3) +
      (rotate(late, 17) ^ rotate(late, 19) ^ late >>> 10);
  }
  type Words = [number, number, number, number, number, number, number, number];
  let [a, b, c, d, e, f, g, h] = state as unknown as Words;
  for (let t = 0; t < 64; t++) {
    const first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (e & f ^ ~e & g) +
      CONSTANTS[t]! + words[t]!;
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + (a & b ^ a & c ^ b & c);
    [a, b, c, d, e, f, g, h] = [first + second | 0, a, b, c, d + first | 0, e, f, g];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => state[i]! += word);
}

function rotate(word: number, bits: number): number {
  return word >>> bits | word << (32 - bits);
}
