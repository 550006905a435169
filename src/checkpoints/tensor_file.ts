/** What our files of tensors share: they are written whole, read with distrust, and carry a record. */
import { FASHION_MNIST, imageSize } from "../data/datasets.ts";
import { z } from "../dependencies.ts";
import { mebibytes } from "../device/memory.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { type ErrorFactory, validate } from "../training/schema.ts";
import { CheckpointError, foreign, invalidCheckpoint } from "./checkpoint_error.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type HostTensor,
  MAX_OVERHEAD_BYTES,
} from "./safetensors.ts";
import { parseStrictJson } from "./strict_json.ts";

const FORMAT_VERSION = 1;
const INPUT_SIZE = imageSize(FASHION_MNIST);
const CLASSES = FASHION_MNIST.classNames.length;
const MAX_FILE_BYTES = 2 ** 30;
/** What the tensors of a file may have, so that it can be read again whatever its record. */
export const MAX_TENSOR_BYTES = MAX_FILE_BYTES - MAX_OVERHEAD_BYTES;

/**
 * What every record begins with: the version of the format and the network's ends. The version is
 * first, so that another one is told before what follows from it.
 */
export const commonFields = {
  formatVersion: z.literal(FORMAT_VERSION, `${FORMAT_VERSION}, the only version known here`),
  inputSize: z.literal(INPUT_SIZE, `${INPUT_SIZE}`),
  classes: z.literal(CLASSES, `${CLASSES}`),
};

const COMMON_FIELDS = {
  formatVersion: FORMAT_VERSION,
  inputSize: INPUT_SIZE,
  classes: CLASSES,
} as const;

type CommonFields = typeof COMMON_FIELDS;

/** A kind of file. */
export interface TensorFileKind<Content extends CommonFields> {
  /** Of the metadata that hold the record, a JSON object. */
  readonly key: string;
  /** What the record must be, `commonFields` included. */
  readonly schema: z.ZodMiniType<Content>;
  /** How messages call it. */
  readonly name: string;
}

/** What is in a file. */
export interface TensorFile<Content extends CommonFields> {
  readonly record: Omit<Content, keyof CommonFields>;
  readonly tensors: ReadonlyMap<string, HostTensor>;
}

/**
 * Writes a file; it appears whole or not at all, and missing folders are made. `tensors` is called
 * once the record is known to be valid, and throws what it is given if they are not.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, would be larger than 1 GiB, or
 * when its content is not valid.
 */
export async function writeTensorFile<Content extends CommonFields>(
  path: string,
  { key, schema, name }: TensorFileKind<Content>,
  record: Omit<Content, keyof CommonFields>,
  tensors: (fail: ErrorFactory) => ReadonlyMap<string, HostTensor>,
): Promise<void> {
  const fail = (problem: string) => new CheckpointError(`cannot write ${path}: ${problem}`);
  const metadata = JSON.stringify(validate(schema, { ...COMMON_FIELDS, ...record }, name, fail));
  const content = { tensors: tensors(fail), metadata: new Map([[key, metadata]]) };
  const size = content.tensors.values().reduce((sum, { data }) => sum + data.byteLength, 0);
  if (size > MAX_TENSOR_BYTES) {
    throw fail(
      `its tensors have ${mebibytes(size)} MiB, expected at most ${
        mebibytes(MAX_TENSOR_BYTES)
      } MiB`,
    );
  }
  const bytes = encodeSafetensors(content);
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Reads a file; undefined if there is none. The tensors are the caller's to judge.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when it is not a regular file,
 * unreadable, larger than 1 GiB, damaged, of another kind or of an unknown version.
 */
export async function readTensorFile<Content extends CommonFields>(
  path: string,
  { key, schema }: TensorFileKind<Content>,
): Promise<TensorFile<Content> | undefined> {
  const bytes = await read(path);
  if (bytes === undefined) return undefined;
  const fail = (problem: string) => invalidCheckpoint(path, problem);
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  const json = metadata.get(key);
  if (json === undefined) throw foreign(path, `it has no metadata ${key}`);
  const subject = `the metadata ${key}`;
  const content = validate(schema, parseStrictJson(json, subject, fail), subject, fail);
  const { formatVersion: _version, inputSize: _inputSize, classes: _classes, ...record } = content;
  return { record, tensors };
}

/** Whether there is something at `path`. Throws `CheckpointError` when that cannot be told. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new CheckpointError(`cannot look for ${path}: ${explainSystemError(error)}`);
  }
}

/** The error for a file that the system does not let us write. */
export function writeError(path: string, error: unknown): CheckpointError {
  return new CheckpointError(`cannot write ${path}: ${explainSystemError(error)}`);
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readRegularFile(path, MAX_FILE_BYTES, (problem) => foreign(path, `it ${problem}`));
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}
