import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath, writeCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { loadModel } from "../../src/checkpoints/load_model.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { UsageError } from "../../src/errors.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { projectModels } from "../../src/project_files.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { sampleCheckpoint } from "./sample_checkpoint.ts";

Deno.test("a model of the project recognises what its record says", async () => {
  const { test } = await loadFashionMNIST({ mirrors: [] });
  const before = device.memory.liveBuffers;
  const path = checkpointPath(projectModels(), modelName("elu"));
  const { network, parameters, record } = await loadModel(path, device);
  assert.deepEqual(network.sizes, [784, 512, 256, 256, 128, 10]);
  assert.equal(network.activation.title, "ELU");
  const images = new DeviceDataset(device, test);
  const { accuracy } = await evaluate(network, parameters, images, [...test.labels.keys()]);
  // Logits that differ in their last bit may be in another order.
  assertClose([accuracy], [record.test!.accuracy], { relative: 0, absolute: 3e-4 });
  disposeWeights(parameters);
  images.dispose();
  assert.equal(device.memory.liveBuffers, before);
});

Deno.test("a model with an activation that nobody registered is refused by its name", () =>
  inTemporaryFolder(async (folder) => {
    const checkpoint = sampleCheckpoint();
    const path = join(folder, "model");
    await writeCheckpoint(path, {
      ...checkpoint,
      config: { ...checkpoint.config, activation: "unheard-of" },
    });
    await assert.rejects(loadModel(path, device), (error) => {
      return error instanceof UsageError && /no activation named "unheard-of"/.test(error.message);
    });
  }));
