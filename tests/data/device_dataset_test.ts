import assert from "node:assert/strict";
import type { LabeledImages } from "../../src/data/dataset.ts";
import { DeviceDataset, evaluationBatch } from "../../src/data/device_dataset.ts";
import type { Device } from "../../src/device/device.ts";
import { exampleImages } from "../../src/analysis/example_images.ts";
import { argmax } from "../../src/tensor/ops/reductions.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { device, openAnother } from "../device/device.ts";

const three: LabeledImages = {
  count: 3,
  images: Uint8Array.of(0, 255, 255, 0, 0, 0),
  labels: Uint8Array.of(4, 7, 1),
};

Deno.test("a batch has the images that its places in the order name", async () => {
  const images = new DeviceDataset(device, three);
  const { images: x, labels } = scope(() => images.batch(uint32Tensor(device, [2, 1, 0, 1]), 1, 2));
  assert.deepEqual(await x.array(), [[1, -1], [-1, 1]]);
  assert.deepEqual(await labels.array(), [7, 4]);
  assert.equal(labels.bound, 7);
  for (const tensor of [x, labels]) tensor.dispose();
  images.dispose();
});

Deno.test("a batch of what is not there is refused, naming argument and value", async () => {
  const images = new DeviceDataset(device, three);
  const other = await openAnother();
  const foreign = uint32Tensor(other, [0, 1]);
  scope(() => {
    const order = uint32Tensor(device, [0, 1, 2]);
    const places = (first: number, count: number) =>
      `batch: expected first and count within the 3 places of order, got ${first} and ${count}`;
    const cases: [order: unknown, first: number, count: number, message: string][] = [
      [order, 0, 4, places(0, 4)],
      [order, 3, 1, places(3, 1)],
      [order, -1, 2, places(-1, 2)],
      [order, 0, 0, places(0, 0)],
      [order, NaN, 1, places(NaN, 1)],
      [order, 0, 1.5, places(0, 1.5)],
      [
        uint32Tensor(device, [0, 3]),
        0,
        1,
        "batch: expected images from 0 to 2 in order, got image 3",
      ],
      [[0, 1], 0, 2, "batch: expected a uint32 tensor as order, got [ 0, 1 ]"],
      [
        foreign,
        0,
        2,
        `batch: order is on ${other.info.name}, the images on another device; ` +
        "make both on the same device",
      ],
    ];
    const { liveBuffers } = device.memory;
    for (const [given, first, count, message] of cases) {
      assert.throws(
        () => images.batch(given as Tensor<"uint32">, first, count),
        { name: "UsageError", message },
      );
    }
    assert.throws(
      () => images.batch(tensor(device, [0, 1]) as unknown as Tensor<"uint32">, 0, 2),
      /expected a uint32 tensor as order, got Tensor float32/,
    );
    assert.equal(device.memory.liveBuffers, liveBuffers + 1);
    // What the device computed is known by the operation it came from.
    images.batch(argmax(tensor(device, [[1, 2, 3]])), 0, 1);
    assert.throws(() => images.batch(argmax(tensor(device, [[1, 2, 3, 4]])), 0, 1), /got image 3$/);
  });
  foreign.dispose();
  other.close();
  images.dispose();
});

Deno.test("as many images are looked at together as fit a binding, and at least one", () => {
  for (
    const [size, count] of [[784, 1000], [16_777, 1000], [2 ** 17, 128], [2 ** 30, 1]] as const
  ) {
    assert.equal(evaluationBatch({ size }), count);
  }
});

Deno.test("images that were disposed of are refused, and disposed idempotent", () => {
  const { liveBuffers } = device.memory;
  const images = new DeviceDataset(device, three);
  images.dispose();
  images.dispose();
  scope(() => {
    const order = uint32Tensor(device, [0]);
    assert.throws(
      () => images.batch(order, 0, 1),
      /^DeviceError: batch: the images are used after/,
    );
  });
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("images that are none, or no whole number of them, are refused", () => {
  const cases: [Partial<Record<keyof LabeledImages, unknown>>, string][] = [
    [{ count: 0 }, "an integer of at least 1 as count, got 0"],
    [{ count: NaN }, "an integer of at least 1 as count, got NaN"],
    [{ count: 4 }, "as many bytes for each of 4 images, got 6 bytes"],
    [{ images: new Uint8Array() }, "as many bytes for each of 3 images, got 0 bytes"],
    [{ images: [1, 2, 3] }, "a Uint8Array as images, got [ 1, 2, 3 ]"],
    [{ labels: Uint8Array.of(1) }, "3 labels, got 1"],
    [{ labels: "123" }, 'a Uint8Array as labels, got "123"'],
  ];
  for (const [change, problem] of cases) {
    const images = { ...three, ...change } as LabeledImages;
    const message = (operation: string) => `${operation}: expected ${problem}`;
    assert.throws(() => new DeviceDataset(device, images), { message: message("DeviceDataset") });
    assert.throws(() => exampleImages(images, 1), { message: message("exampleImages") });
  }
  const promise = Promise.resolve(device) as unknown as Device;
  assert.throws(
    () => new DeviceDataset(promise, three),
    /DeviceDataset: expected a device, got Prom/,
  );
  for (const count of [0, NaN, 1.5]) {
    assert.throws(() => exampleImages(three, count), /expected an integer from 1 on as count, got/);
  }
});
