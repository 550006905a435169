/** A data set's images on the device: its bytes go there once, and batches are made there. */
import type { Device } from "../device/device.ts";
import type { DeviceBuffer } from "../device/memory.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { LabelledImages } from "./dataset.ts";
import { FASHION_MNIST, type Normalization } from "./datasets.ts";

/** Images as a network takes them, and their classes. */
export interface Batch {
  /** (count, pixels), normalised. */
  readonly images: Tensor;
  /** (count). */
  readonly labels: Tensor<"uint32">;
}

/** Images as bytes and their labels on a device. */
export class DeviceImages {
  readonly device: Device;
  /** How many images there are. */
  readonly count: number;
  /** Pixels per image. */
  readonly size: number;
  readonly #normalization: Normalization;
  readonly #pixels: DeviceBuffer;
  readonly #labels: DeviceBuffer;

  constructor(
    device: Device,
    { images, labels, count, normalization = FASHION_MNIST.normalization }: LabelledImages,
  ) {
    this.device = device;
    this.count = count;
    this.size = images.length / count;
    this.#normalization = normalization;
    this.#pixels = device.upload(images);
    this.#labels = device.upload(Uint32Array.from(labels));
  }

  /** The images at order[first … first + count), their bytes normalised. */
  batch(order: Tensor<"uint32">, first: number, count: number): Batch {
    const images = Tensor.allocate(this.device, [count, this.size]);
    const labels = Tensor.allocate(this.device, [count], "uint32");
    this.device.run({
      op: "gather",
      pixels: this.#pixels,
      labels: this.#labels,
      order: order.buffer,
      ...this.#normalization,
      first,
      count,
      size: this.size,
      images: images.buffer,
      imageLabels: labels.buffer,
    });
    return { images, labels };
  }

  /** Gives the memory back. */
  dispose(): void {
    this.device.release(this.#pixels);
    this.device.release(this.#labels);
  }
}
