/**
 * Trained models as bytes: a safetensors file each, with the weights and all about their training.
 *
 * The weights are named and shaped as Flax does: `Dense_0.kernel` (fan_in × fan_out), `Dense_0.bias`
 * (fan_out), `Dense_1.kernel`, … The metadata `activation_lab` is a JSON object: the format's
 * version, the network's ends, the project's version, and the training record.
 */
import { type Checkpoint, trainingRecordSchema } from "../training/config.ts";
import { checkedWeights, networkSpecs } from "../training/parameters.ts";
import { strictObject } from "../training/schema.ts";
import { checkRecord } from "./check_record.ts";
import { invalidCheckpoint } from "./checkpoint_error.ts";
import { commonFields, decodeTensorFile, encodeTensorFile } from "./tensor_file.ts";

const CHECKPOINT = {
  key: "activation_lab",
  schema: strictObject({ ...commonFields, ...trainingRecordSchema.shape }),
  name: "the checkpoint",
};

/**
 * The bytes of a checkpoint; the same one gives the same bytes.
 *
 * Throws `CheckpointError`, naming `file`, when they would be more than 1 GiB, when the record
 * contradicts itself, or when the weights are not finite or not those of the configuration.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   encodeCheckpoint,
 *   modelName,
 *   projectModels,
 *   readCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const trained = await readCheckpoint(checkpointPath(projectModels(), modelName("elu")));
 * const bytes = encodeCheckpoint(trained, "elu"); // what `writeCheckpoint` writes
 * assert.ok(bytes.length > 2_000_000);
 * ```
 */
export function encodeCheckpoint(
  { weights, ...record }: Checkpoint,
  file: string,
): Uint8Array<ArrayBuffer> {
  return encodeTensorFile(CHECKPOINT, record, file, (fail) => {
    checkRecord(record, fail);
    return checkedWeights(weights, networkSpecs(record.config), fail);
  });
}

/**
 * The checkpoint in these bytes, wherever they came from.
 *
 * Throws `CheckpointError`, naming `file` and what is wrong, when they are damaged or of an unknown
 * version, when the record contradicts itself, and when the weights are not finite or not those of
 * the configuration.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   decodeCheckpoint,
 *   modelName,
 *   projectModels,
 * } from "@activation-lab/activation-lab";
 *
 * const path = checkpointPath(projectModels(), modelName("elu")); // a page would fetch it
 * assert.equal(decodeCheckpoint(await Deno.readFile(path), path).config.activation, "elu");
 * ```
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { record, tensors } = decodeTensorFile(CHECKPOINT, bytes, file);
  const fail = (problem: string) => invalidCheckpoint(file, problem);
  checkRecord(record, fail);
  return { ...record, weights: checkedWeights(tensors, networkSpecs(record.config), fail) };
}
