/** Which images train and which validate, drawn as torch's `random_split` draws it. */
import { UsageError } from "../errors.ts";
import { MersenneTwister } from "../random/mersenne_twister.ts";

/** Positions in the data set. */
export interface Split {
  /** Of the images to train with, in random order. */
  readonly train: Int32Array<ArrayBuffer>;
  /** Of the images to validate with, in random order. */
  readonly validation: Int32Array<ArrayBuffer>;
}

/**
 * Cuts the positions 0 … count - 1, in random order, after the first `trainCount`.
 *
 * Throws `UsageError` unless `count` is an integer, both parts get at least one position and `seed` is a uint32.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { randomSplit } from "@activation-lab/activation-lab";
 *
 * const { train, validation } = randomSplit(5, 3, 42);
 * assert.deepEqual([...train, ...validation].sort(), [0, 1, 2, 3, 4]);
 * ```
 */
export function randomSplit(count: number, trainCount: number, seed: number): Split {
  if (!Number.isInteger(count)) {
    throw new UsageError(`randomSplit: expected an integer as count, got ${count}`);
  }
  if (!(Number.isInteger(trainCount) && trainCount >= 1 && trainCount < count)) {
    throw new UsageError(
      `cannot take ${trainCount} of ${count} images for training; ` +
        `take 1 to ${count - 1}, so that some are left for validation`,
    );
  }
  const order = new MersenneTwister(seed).randomPermutation(count);
  return { train: order.subarray(0, trainCount), validation: order.subarray(trainCount) };
}

/**
 * The tutorial's split: five of six images train.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { trainingSplit } from "@activation-lab/activation-lab";
 *
 * const { train, validation } = trainingSplit(60_000, 42);
 * assert.deepEqual([train.length, validation.length], [50_000, 10_000]);
 * ```
 */
export function trainingSplit(count: number, seed: number): Split {
  return randomSplit(count, trainingCount(count), seed);
}

/** How many of so many images the tutorial's split trains on. */
export function trainingCount(count: number): number {
  return Math.floor(count * 5 / 6);
}
