/** Random inputs of tests, the same on every run. */
import { prngKey, randomBits, uniform } from "../src/random/threefry.ts";

/** `count` float32 numbers, uniform in [lo, hi). */
export function randomNumbers(
  seed: number,
  count: number,
  lo = -2,
  hi = 2,
): Float32Array<ArrayBuffer> {
  return uniform(prngKey(seed), count, lo, hi);
}

/** `count` whole numbers in [0, limit). */
export function randomIntegers(
  seed: number,
  count: number,
  limit: number,
): Uint32Array<ArrayBuffer> {
  return randomBits(prngKey(seed), count).map((word) => word % limit);
}

/** `count` bytes. */
export function randomBytes(seed: number, count: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBits(prngKey(seed), Math.ceil(count / 4)).buffer).subarray(0, count);
}

/** Finite float32 numbers on which careless kernels fail. */
export const EXTREMES = Float32Array.of(
  ...[0, 1e-40, 1e-20, 1e-5, 1, 20, 80, 87, 89, 104, 1e4, 1e20, 3e38].flatMap((x) => [x, -x]),
);
