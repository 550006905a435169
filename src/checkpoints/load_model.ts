/** From a checkpoint's file to a model on a device. */
import type { Device } from "../device/device.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { type Model, modelOf } from "./model.ts";

/**
 * Reads a trained model. Throws `CheckpointError` as `readCheckpoint` does, and `UsageError` for an
 * activation that is not known here; one of your own must have been registered.
 */
export async function loadModel(path: string, device: Device): Promise<Model> {
  return modelOf(await readCheckpoint(path), device);
}
