/** A data set's images on the device: its bytes go there once, and batches are made there. */
import { type Device, DeviceError, requireDevice } from "../device/device.ts";
import type { DeviceBuffer } from "../device/memory.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { requireUint32 } from "../tensor/operands.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { LabeledImages } from "./dataset.ts";
import { FASHION_MNIST, type Normalization } from "./datasets.ts";

/** Images as a network takes them, and their classes. */
export interface Batch {
  /** (count, pixels), normalised. */
  readonly images: Tensor;
  /** (count) class numbers. */
  readonly labels: Tensor<"uint32">;
}

/**
 * Images as bytes and their labels on a device.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { DeviceDataset, openDevice, uint32Tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const images = new DeviceDataset(device, {
 *   count: 2,
 *   images: Uint8Array.of(0, 255, 255, 0), // two images of two pixels
 *   labels: Uint8Array.of(3, 7),
 * });
 * const batch = images.batch(uint32Tensor(device, [1, 0]), 0, 2);
 * assert.deepEqual(await batch.images.array(), [[1, -1], [-1, 1]]);
 * assert.deepEqual(await batch.labels.array(), [7, 3]);
 * device.close();
 * ```
 */
export class DeviceDataset {
  /** The device that the images are on. */
  readonly device: Device;
  /** How many images there are. */
  readonly count: number;
  /** Pixels per image. */
  readonly size: number;
  readonly #normalization: Normalization;
  readonly #pixels: DeviceBuffer;
  readonly #labels: DeviceBuffer;
  readonly #lastClass: number;
  #disposed = false;

  /** Throws `UsageError` unless there are images, all of one size, and a label for each. */
  constructor(device: Device, images: LabeledImages) {
    requireDevice(device, "DeviceDataset");
    requireLabeledImages("DeviceDataset", images);
    this.device = device;
    this.count = images.count;
    this.size = images.images.length / images.count;
    this.#normalization = images.normalization ?? FASHION_MNIST.normalization;
    this.#pixels = device.upload(images.images);
    this.#labels = device.upload(Uint32Array.from(images.labels));
    this.#lastClass = images.labels.reduce((a, b) => Math.max(a, b));
  }

  /**
   * The images at order[first … first + count), their bytes normalised.
   *
   * Throws `UsageError` when these places are not all in `order`, or when the images it names (any of
   * it, also elsewhere) are not all there, and `DeviceError` after disposal.
   */
  batch(order: Tensor<"uint32">, first: number, count: number): Batch {
    this.#check(order, first, count);
    const images = Tensor.allocate(this.device, [count, this.size]);
    const labels = Tensor.allocate(this.device, [count], "uint32", this.#lastClass);
    this.device.run({
      op: "gatherBatch",
      pixels: this.#pixels,
      labels: this.#labels,
      order: order.buffer,
      ...this.#normalization,
      first,
      count,
      size: this.size,
      images: images.buffer,
      batchLabels: labels.buffer,
    });
    return { images, labels };
  }

  /** Frees the memory; idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.device.release(this.#pixels);
    this.device.release(this.#labels);
  }

  #check(order: Tensor<"uint32">, first: number, count: number): void {
    if (this.#disposed) {
      throw new DeviceError("batch: the images are used after they were disposed");
    }
    requireUint32("batch", { order });
    if (order.device !== this.device) {
      throw new UsageError(
        `batch: order is on ${order.device.info.name}, the images on another device; ` +
          "make both on the same device",
      );
    }
    const { size, bound } = order;
    const inside = Number.isInteger(first) && first >= 0 && Number.isInteger(count) && count >= 1 &&
      first + count <= size;
    if (!inside) {
      throw new UsageError(
        `batch: expected first and count within the ${size} places of order, ` +
          `got ${inspect(first)} and ${inspect(count)}`,
      );
    }
    if (bound >= this.count) {
      const named = bound === Infinity ? "unknown images" : `image ${bound}`;
      throw new UsageError(
        `batch: expected images from 0 to ${this.count - 1} in order, got ${named}`,
      );
    }
  }
}

/**
 * How many of the images to look at together where the result is the same whatever it is: 1000, or as
 * many as take 64 MiB as numbers, which fits a binding of WebGPU.
 */
export function evaluationBatch({ size }: Pick<DeviceDataset, "size">): number {
  return Math.min(1000, Math.max(1, Math.floor(2 ** 24 / size)));
}

/**
 * Throws `UsageError`, naming `operation` and what is wrong, unless there are images, of as many bytes
 * each, with a label for each that is below `classes`.
 */
export function requireLabeledImages(
  operation: string,
  { count, images, labels }: LabeledImages,
  classes = Infinity,
): void {
  const fail = (rule: string, got: string) =>
    new UsageError(`${operation}: expected ${rule}, got ${got}`);
  if (!(Number.isInteger(count) && count >= 1)) {
    throw fail("an integer of at least 1 as count", inspect(count));
  }
  for (const [name, bytes] of Object.entries({ images, labels })) {
    if (!(bytes instanceof Uint8Array)) throw fail(`a Uint8Array as ${name}`, inspect(bytes));
  }
  if (images.length === 0 || images.length % count !== 0) {
    throw fail(`as many bytes for each of ${count} images`, `${images.length} bytes`);
  }
  if (labels.length !== count) throw fail(`${count} labels`, `${labels.length}`);
  const odd = labels.findIndex((label) => label >= classes);
  if (odd >= 0) throw fail(`labels below ${classes}`, `${labels[odd]} of image ${odd}`);
}
