/**
 * Trained models on disk: one safetensors file each, with the weights and all about their training.
 *
 * The weights are named and shaped as Flax does: `Dense_0.kernel` (fan_in × fan_out), `Dense_0.bias`
 * (fan_out), `Dense_1.kernel`, … The metadata `activation_lab` is a JSON object: the format's
 * version, the network's ends, and the training record.
 */
import { type Checkpoint, trainingRecordSchema } from "../training/config.ts";
import { checkedWeights, networkSpecs } from "../training/parameters.ts";
import { strictObject } from "../training/schema.ts";
import { checkRecord } from "./check_record.ts";
import { CheckpointError, invalidCheckpoint } from "./checkpoint_error.ts";
import { modelFile } from "./paths.ts";
import { commonFields, readTensorFile, writeTensorFile } from "./tensor_file.ts";

export type { Checkpoint };

const CHECKPOINT = {
  key: "activation_lab",
  schema: strictObject({ ...commonFields, ...trainingRecordSchema.shape }),
  name: "the checkpoint",
};

/** Where the trained model of this name is: see `modelName` and `modelFile`. */
export function checkpointPath(folder: string, name: string): string {
  return modelFile(folder, name, ".safetensors");
}

/**
 * Writes a checkpoint; the file appears whole or not at all, and missing folders are made.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, is larger than 1 GiB, when its
 * record contradicts itself, or when the weights are not finite or not those of the configuration.
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const { weights, ...record } = checkpoint;
  const specs = networkSpecs(record.config);
  await writeTensorFile(
    path,
    CHECKPOINT,
    record,
    (fail) => {
      checkRecord(record, fail);
      return checkedWeights(weights, specs, fail);
    },
  );
}

/**
 * Reads a checkpoint.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when the file is missing, unreadable,
 * larger than 1 GiB, damaged, or of an unknown version, when its record contradicts itself, and when
 * its weights are not finite or not those of its configuration.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const file = await readTensorFile(path, CHECKPOINT);
  if (file === undefined) {
    throw new CheckpointError(
      `there is no checkpoint ${path}; train a model, or name another file`,
    );
  }
  const { record, tensors } = file;
  const fail = (problem: string) => invalidCheckpoint(path, problem);
  checkRecord(record, fail);
  return { ...record, weights: checkedWeights(tensors, networkSpecs(record.config), fail) };
}
