/** The hash function SHA-1 (FIPS 180-4), which Flax takes to tell parameters apart. */

const BLOCK_BYTES = 64;

/**
 * The 20-byte digest of a message. It keeps no secrets: collisions of SHA-1 can be made.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const digest = sha1(new TextEncoder().encode("abc"));
 * assert.equal(digest.toHex(), "a9993e364706816aba3e25717850c26c9cd0d89d");
 * ```
 */
export function sha1(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const blocks = new DataView(padMessage(message).buffer);
  const state = Uint32Array.of(0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0);
  for (let start = 0; start < blocks.byteLength; start += BLOCK_BYTES) {
    compress(state, new DataView(blocks.buffer, start, BLOCK_BYTES));
  }
  const digest = new DataView(new ArrayBuffer(4 * state.length));
  state.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

/** The message, a one bit, zeros, and its length in bits as 64 of them: a whole number of blocks. */
export function padMessage(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = message;
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(message);
  padded[length] = 0x80;
  new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(length) * 8n);
  return padded;
}

/** Takes one block into the state. */
function compress(state: Uint32Array, block: DataView): void {
  const words = new Int32Array(80);
  for (let t = 0; t < 80; t++) {
    words[t] = t < 16
      ? block.getInt32(4 * t)
      : rotate(words[t - 3]! ^ words[t - 8]! ^ words[t - 14]! ^ words[t - 16]!, 1);
  }
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let t = 0; t < 80; t++) {
    const [mixed, constant] = t < 20
      ? [b & c ^ ~b & d, 0x5A827999]
      : t < 40
      ? [b ^ c ^ d, 0x6ED9EBA1]
      : t < 60
      ? [b & c ^ b & d ^ c & d, 0x8F1BBCDC]
      : [b ^ c ^ d, 0xCA62C1D6];
    const next = rotate(a, 5) + mixed + e + constant + words[t]! | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  [a, b, c, d, e].forEach((word, i) => state[i]! += word);
}

function rotate(word: number, bits: number): number {
  return word << bits | word >>> (32 - bits);
}
