/** The images that the tutorial looks at: the first of the training subset. */
import type { LabeledImages } from "../data/dataset.ts";
import { type Batch, DeviceDataset, requireLabeledImages } from "../data/device_dataset.ts";
import { trainingSplit } from "../data/split.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { scope } from "../tensor/scope.ts";
import { uint32Tensor } from "../tensor/tensor.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";

/** Images in the tutorial's `exmp_batch`. */
const BATCH = 256;

/**
 * The first `count` images of the training subset, in its order; bytes on the host. Throws `UsageError`
 * unless there are images, and `count` is an integer of at least 1.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { exampleImages, trainingSplit } from "@activation-lab/activation-lab";
 *
 * const pixels = Uint8Array.of(0, 10, 20, 30, 40, 50); // six images of one pixel
 * const images = { count: 6, images: pixels, labels: new Uint8Array(6) };
 * const [first] = trainingSplit(6, 42).train;
 * assert.equal(exampleImages(images, 1).images[0], 10 * first!);
 * ```
 */
export function exampleImages(
  from: LabeledImages,
  count: number,
  splitSeed: number = TRAINING_DEFAULTS.splitSeed,
): LabeledImages {
  requireLabeledImages("exampleImages", from);
  if (!(Number.isInteger(count) && count >= 1)) {
    throw new UsageError(
      `exampleImages: expected an integer from 1 on as count, got ${inspect(count)}`,
    );
  }
  const { images, labels, count: all, ...rest } = from;
  const size = images.length / all;
  const positions = trainingSplit(all, splitSeed).train.subarray(0, count);
  const chosen = new Uint8Array(positions.length * size);
  positions.forEach((position, i) => {
    chosen.set(images.subarray(position * size, (position + 1) * size), i * size);
  });
  return {
    ...rest,
    count: positions.length,
    images: chosen,
    labels: Uint8Array.from(positions, (position) => labels[position]!),
  };
}

/**
 * The first 256 images of the training subset, as a network takes them (`exmp_batch`).
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { exampleBatch, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const images = { count: 6, images: new Uint8Array(6 * 784), labels: new Uint8Array(6) };
 * const batch = exampleBatch(device, images);
 * assert.deepEqual(batch.images.shape, [5, 784]); // there are no 256 to train with
 * device.close();
 * ```
 */
export function exampleBatch(
  device: Device,
  images: LabeledImages,
  splitSeed: number = TRAINING_DEFAULTS.splitSeed,
): Batch {
  const onDevice = new DeviceDataset(device, exampleImages(images, BATCH, splitSeed));
  try {
    return scope(() =>
      onDevice.batch(uint32Tensor(device, [...Array(onDevice.count).keys()]), 0, onDevice.count)
    );
  } finally {
    onDevice.dispose();
  }
}
