import assert from "node:assert/strict";
import { exampleBatch, exampleImages } from "../../src/analysis/example_images.ts";
import { randomSplit } from "../../src/data/split.ts";
import { device } from "../device/device.ts";

/** Images of four pixels, all of them the image's number. */
const all = {
  count: 60,
  images: Uint8Array.from({ length: 240 }, (_, i) => i >> 2),
  labels: Uint8Array.from({ length: 60 }, (_, i) => i % 10),
};

Deno.test("examples are the first images of the training subset", () => {
  const order = randomSplit(60, 50, 42).train;
  const { count, images, labels } = exampleImages(all, 3);
  assert.equal(count, 3);
  assert.deepEqual([...images], [...order.subarray(0, 3)].flatMap((i) => [i, i, i, i]));
  assert.deepEqual([...labels], [...order.subarray(0, 3)].map((i) => i % 10));
  assert.notDeepEqual(exampleImages(all, 3, 43).images, images);
});

Deno.test("the batch is of them, as many as there are up to 256", async () => {
  const before = device.memory.liveBuffers;
  const { images, labels } = exampleBatch(device, all);
  assert.equal(device.memory.liveBuffers, before + 2);
  const expected = exampleImages(all, 256);
  assert.equal(expected.count, 50);
  assert.deepEqual(images.shape, [50, 4]);
  const pixels = Float32Array.from(expected.images, (byte) => (byte / 255 - 0.5) / 0.5);
  (await images.data()).forEach((pixel, i) => {
    assert.ok(Math.abs(pixel - pixels[i]!) <= 1e-6, `pixel ${i}`);
  });
  assert.deepEqual([...await labels.data()], [...expected.labels]);
  images.dispose();
  labels.dispose();
});
