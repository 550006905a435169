/**
 * Trained models on disk: one safetensors file each, with the weights and all about their training.
 *
 * The weights are named and shaped as Flax does: `Dense_0.kernel` (fan_in × fan_out), `Dense_0.bias`
 * (fan_out), `Dense_1.kernel`, … The metadata `activation_lab` is a JSON object: the format's
 * version, the network's ends, and the training record.
 */
import { basename, dirname, join } from "node:path";
import { z } from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { CheckpointError, damaged } from "./checkpoint_error.ts";
import {
  type TrainingConfig,
  trainingConfigSchema,
  type TrainingRecord,
  trainingRecordSchema,
} from "./config.ts";
import { decodeSafetensors, encodeSafetensors, type HostTensor } from "./safetensors.ts";
import { type Fail, shown, strictRecord, validate } from "./schema.ts";
import { parseStrictJson } from "./strict_json.ts";

/** A trained model: the best epoch's weights and how they came about. */
export interface Checkpoint extends TrainingRecord {
  /** By name, in the order of the layers. */
  readonly weights: ReadonlyMap<string, HostTensor>;
}

const METADATA_KEY = "activation_lab";
const FORMAT_VERSION = 1;
const INPUT_SIZE = 784;
const CLASSES = 10;
const MAX_FILE_BYTES = 2 ** 30;

const metadataSchema = strictRecord({
  // First, so that another version is told before what follows from it.
  formatVersion: z.literal(FORMAT_VERSION, `${FORMAT_VERSION}, the only version known here`),
  inputSize: z.literal(INPUT_SIZE, `${INPUT_SIZE}`),
  classes: z.literal(CLASSES, `${CLASSES}`),
  ...trainingRecordSchema.shape,
});

/**
 * Where the model with this activation is kept within a folder of checkpoints. Throws `UsageError`
 * unless it is a name that an activation can have, so that no name leads out of the folder.
 */
export function checkpointPath(folder: string, activation: string): string {
  const fail = (problem: string) => new UsageError(problem);
  const name = validate(trainingConfigSchema.shape.activation, activation, "the activation", fail);
  return join(folder, `FashionMNIST_${name}.safetensors`);
}

/**
 * Writes a checkpoint; the file appears whole or not at all, and missing folders are made.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, is larger than 1 GiB, or when
 * the weights are not finite or not those of the configuration.
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const fail = (problem: string) => new CheckpointError(`cannot write ${path}: ${problem}`);
  const bytes = encode(checkpoint, fail);
  if (bytes.length > MAX_FILE_BYTES) throw fail(tooLarge(bytes.length));
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Whether there is something at `path`. Throws `CheckpointError` when that cannot be told. */
export async function hasCheckpoint(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new CheckpointError(`cannot look for ${path}: ${(error as Error).message}`);
  }
}

/**
 * Makes the folder of a checkpoint and tries whether a file can be written there, so that this is
 * known before the training and not after it. Throws `CheckpointError` if not.
 */
export async function prepareCheckpoint(path: string): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: dirname(path), suffix: ".tmp" }));
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * Reads a checkpoint.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when the file is missing, unreadable,
 * larger than 1 GiB, damaged, or of an unknown version, and when its weights are not finite or not
 * those of its configuration.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  return decode(await readFile(path), path);
}

function encode({ weights, ...record }: Checkpoint, fail: Fail): Uint8Array<ArrayBuffer> {
  const ends = { formatVersion: FORMAT_VERSION, inputSize: INPUT_SIZE, classes: CLASSES };
  const metadata = validate(metadataSchema, { ...ends, ...record }, "the checkpoint", fail);
  return encodeSafetensors({
    tensors: checkedWeights(weights, metadata.config, fail),
    metadata: new Map([[METADATA_KEY, JSON.stringify(metadata)]]),
  });
}

function decode(bytes: Uint8Array, path: string): Checkpoint {
  const fail = (problem: string) => damaged(path, problem);
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const json = metadata.get(METADATA_KEY);
  if (json === undefined) throw fail(`it has no metadata ${METADATA_KEY}`);
  const subject = `the metadata ${METADATA_KEY}`;
  const { formatVersion: _version, inputSize: _inputSize, classes: _classes, ...record } = validate(
    metadataSchema,
    parseStrictJson(json, subject, fail),
    subject,
    fail,
  );
  return { ...record, weights: checkedWeights(tensors, record.config, fail) };
}

/**
 * The weights in the order of the layers, once they are finite and exactly those of a network of
 * this configuration; throws `fail` with the first that is not.
 */
export function checkedWeights(
  weights: ReadonlyMap<string, HostTensor>,
  config: TrainingConfig,
  fail: Fail,
): Map<string, HostTensor> {
  const checked = new Map<string, HostTensor>();
  for (const [name, shape] of weightShapes(config)) {
    const weight = weights.get(name);
    if (weight === undefined) throw fail(`tensor ${name} is missing`);
    if (weight.shape.length !== shape.length || weight.shape.some((n, axis) => n !== shape[axis])) {
      throw fail(`tensor ${name} has the shape ${shown(weight.shape)}, expected ${shown(shape)}`);
    }
    const index = weight.data.findIndex((value) => !Number.isFinite(value));
    if (index >= 0) {
      throw fail(`tensor ${name} has the value ${weight.data[index]} at position ${index}`);
    }
    checked.set(name, weight);
  }
  const unknown = weights.keys().find((name) => !checked.has(name));
  if (unknown !== undefined) {
    const layers = config.hiddenSizes.length + 1;
    throw fail(`tensor ${shown(unknown)} belongs to no weight of a network of ${layers} layers`);
  }
  return checked;
}

function* weightShapes({ hiddenSizes }: TrainingConfig): Generator<[string, number[]]> {
  let fanIn = INPUT_SIZE;
  for (const [layer, fanOut] of [...hiddenSizes, CLASSES].entries()) {
    yield [`Dense_${layer}.kernel`, [fanIn, fanOut]];
    yield [`Dense_${layer}.bias`, [fanOut]];
    fanIn = fanOut;
  }
}

async function readFile(path: string): Promise<Uint8Array> {
  try {
    const { isFile, size } = await Deno.stat(path);
    if (!isFile) {
      throw new CheckpointError(`${path} is not a file, expected a checkpoint (.safetensors)`);
    }
    if (size > MAX_FILE_BYTES) throw damaged(path, tooLarge(size));
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      const [, name = "NAME"] = /^FashionMNIST_(.+)\.safetensors$/.exec(basename(path)) ?? [];
      throw new CheckpointError(
        `there is no checkpoint ${path}; make it with: train --act ${name}`,
      );
    }
    throw new CheckpointError(`cannot read ${path}: ${(error as Error).message}`);
  }
}

function unwritable(path: string, error: unknown): CheckpointError {
  return new CheckpointError(
    `cannot write ${path}: ${(error as Error).message}; ` +
      "free some space, or choose another folder with --checkpoints",
  );
}

function tooLarge(bytes: number): string {
  return `it has ${bytes} bytes, expected at most ${MAX_FILE_BYTES}`;
}
