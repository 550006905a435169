/** From a checkpoint's file to a model on a device. */
import type { Device } from "../device/device.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type Model, modelOf } from "./model.ts";

/**
 * Reads a trained model. Throws `CheckpointError` as `readCheckpoint` does, and `UsageError` for an
 * activation that is not known here; one of your own must have been registered.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   loadModel,
 *   modelName,
 *   openDevice,
 *   projectModels,
 *   zeros,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const path = checkpointPath(projectModels(), modelName("elu"));
 * const { network, parameters } = await loadModel(path, device);
 * assert.deepEqual(network.apply(parameters, zeros(device, [1, 784])).shape, [1, 10]);
 * device.close();
 * ```
 */
export async function loadModel(path: string, device: Device): Promise<Model> {
  return modelOf(await readCheckpoint(path), device);
}
