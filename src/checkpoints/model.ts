/** Trained models at work: out of what a checkpoint holds, a network and its parameters. */
import type { Device } from "../device/device.ts";
import type { MLP } from "../nn/mlp.ts";
import { type Parameters, uploadWeights } from "../nn/parameters.ts";
import type { Checkpoint, TrainingRecord } from "../training/config.ts";
import { networkOf } from "../training/method.ts";

/** A trained model. */
export interface Model {
  /** The network, without its parameters. */
  readonly network: MLP;
  /** On the device, until they are disposed of: see `disposeWeights`. */
  readonly parameters: Parameters;
  /** How it came about. */
  readonly record: TrainingRecord;
}

/**
 * The model of a checkpoint. Throws `UsageError` for an activation that is not known here.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   modelName,
 *   modelOf,
 *   openDevice,
 *   projectModels,
 *   readCheckpoint,
 *   zeros,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const checkpoint = await readCheckpoint(checkpointPath(projectModels(), modelName("elu")));
 * const { network, parameters } = modelOf(checkpoint, device);
 * assert.deepEqual(network.apply(parameters, zeros(device, [1, 784])).shape, [1, 10]);
 * device.close();
 * ```
 */
export function modelOf({ weights, ...record }: Checkpoint, device: Device): Model {
  return { network: networkOf(record.config), parameters: uploadWeights(device, weights), record };
}
