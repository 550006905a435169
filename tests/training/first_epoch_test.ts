/** An epoch of the tutorial's training, whole; on WebGPU in software it takes as long as all else. */
import assert from "node:assert/strict";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { type EpochRecord, parseTrainingConfig } from "../../src/training/config.ts";
import { train } from "../../src/training/train.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import golden from "../golden/training.json" with { type: "json" };

Deno.test("after one epoch of relu the validation accuracy is the reference's", async () => {
  const dataset = await loadFashionMNIST({ mirrors: [] });
  const config = parseTrainingConfig({ activation: "relu", epochs: 1 });
  const { history } = await train({ device, dataset, config });
  const [{ validationAccuracy, trainAccuracy }] = history as [EpochRecord];
  assertClose([validationAccuracy], [golden.reluValidationAccuracy], {
    relative: 0,
    absolute: 0.02,
  });
  assert.ok(trainAccuracy > 0.5, `${trainAccuracy}`);
});
