/** The order in which training meets its images, epoch by epoch, as torch's shuffling loader's. */
import { UsageError } from "../errors.ts";
import { MersenneTwister } from "../random/mersenne_twister.ts";

/**
 * Random full batches of positions 0 … count - 1, reshuffled every epoch from one lasting generator.
 *
 * What is left over after the last full batch sits the epoch out (`drop_last=True`). The order of
 * epoch n depends on the seed alone: to resume after n epochs, call `nextEpoch` n times first.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { BatchSampler } from "@activation-lab/activation-lab";
 *
 * const sampler = new BatchSampler(10, 4, 42);
 * assert.equal(sampler.batches, 2);
 * assert.equal(new Set(sampler.nextEpoch()).size, 8); // two of the ten sit this epoch out
 * ```
 */
export class BatchSampler {
  readonly #generator: MersenneTwister;

  /** Throws `UsageError` unless `count` is an integer, `batchSize` is 1 to `count` and `seed` is a uint32. */
  constructor(readonly count: number, readonly batchSize: number, seed: number) {
    if (!Number.isInteger(count)) {
      throw new UsageError(`BatchSampler: expected an integer as count, got ${count}`);
    }
    if (!(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= count)) {
      throw new UsageError(
        `the batch size is ${batchSize}, expected an integer from 1 to ${count}, ` +
          "the number of training images",
      );
    }
    this.#generator = new MersenneTwister(seed);
  }

  /** Full batches in an epoch. */
  get batches(): number {
    return Math.floor(this.count / this.batchSize);
  }

  /**
   * The next epoch's positions, (batches × batchSize), batch after batch.
   *
   * torch's loader takes more from the generator than the order: two words first, for its workers'
   * seed, and at the epoch's end its sampler shuffles once more, to no purpose.
   */
  nextEpoch(): Int32Array<ArrayBuffer> {
    this.#generator.nextUint32();
    this.#generator.nextUint32();
    const order = this.#generator.randomPermutation(this.count);
    this.#generator.randomPermutation(this.count);
    return order.subarray(0, this.batches * this.batchSize);
  }
}
