import assert from "node:assert/strict";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { disposeWeights, uploadWeights } from "../../src/nn/parameters.ts";
import { device } from "../device/device.ts";

const CLASSES = 10;
const COUNT = 2345;

/** A network that takes each image, a pixel a class, for the class of its bright pixel. */
const network = new MLP({
  activation: findActivation("relu"),
  inputSize: CLASSES,
  hiddenSizes: [CLASSES],
});
const identity = Float32Array.from(
  { length: CLASSES * CLASSES },
  (_, i) => i % (CLASSES + 1) === 0 ? 1 : 0,
);
const weights = new Map(["Dense_0", "Dense_1"].flatMap((layer) => [
  [`${layer}.kernel`, { shape: [CLASSES, CLASSES], data: identity }],
  [`${layer}.bias`, { shape: [CLASSES], data: new Float32Array(CLASSES) }],
]));

/** What it makes of images in which another pixel than their label's is bright where `isWrong`. */
async function evaluateOn(positions: number[], isWrong: (image: number) => boolean) {
  const labels = Uint8Array.from({ length: COUNT }, (_, image) => image * 7 % CLASSES);
  const images = new Uint8Array(COUNT * CLASSES);
  for (const [image, label] of labels.entries()) {
    images[image * CLASSES + (isWrong(image) ? (label + 3) % CLASSES : label)] = 255;
  }
  const onDevice = new DeviceDataset(device, { count: COUNT, images, labels });
  const parameters = uploadWeights(device, weights);
  try {
    return await evaluate(network, parameters, onDevice, positions);
  } finally {
    disposeWeights(parameters);
    onDevice.dispose();
  }
}

Deno.test("every image at the positions is counted, once, in batches of any length", async () => {
  const backwards = Array.from({ length: COUNT }, (_, i) => COUNT - 1 - i);
  for (const total of [1, 999, 1000, 1001, 2000, COUNT]) {
    const positions = backwards.slice(0, total);
    const all = { accuracy: 1, correct: total, total };
    assert.deepEqual(await evaluateOn(positions, () => false), all);
    const none = { accuracy: 0, correct: 0, total };
    assert.deepEqual(await evaluateOn(positions, () => true), none);
    for (const wrong of [positions[0]!, positions.at(-1)!]) {
      const { correct } = await evaluateOn(positions, (image) => image === wrong);
      assert.equal(correct, total - 1);
    }
  }
});
