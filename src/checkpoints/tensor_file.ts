/** What our files of tensors share: they carry a record, and whatever they say is checked. */
import * as z from "../dependencies.ts";
import { mebibytes } from "../device/memory.ts";
import type { TrainingConfig } from "../training/config.ts";
import { networkEnds } from "../training/parameters.ts";
import { type ErrorFactory, integer, validate } from "../training/schema.ts";
import { VERSION } from "../version.ts";
import { CheckpointError, foreign, invalidCheckpoint } from "./checkpoint_error.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type HostTensor,
  MAX_OVERHEAD_BYTES,
} from "./safetensors.ts";
import { parseStrictJson } from "./strict_json.ts";

const FORMAT_VERSION = 1;
/** What a file may have. */
export const MAX_FILE_BYTES = 2 ** 30;
/** What the tensors of a file may have, so that it can be read again whatever its record. */
export const MAX_TENSOR_BYTES = MAX_FILE_BYTES - MAX_OVERHEAD_BYTES;

/**
 * What every record begins with: the version of the format, the network's ends, which are those of
 * the configuration's data set, and the version of the project that wrote it, which files from before
 * 0.9.0 lack. The format's is first, so that another one is told before what follows from it.
 */
export const commonFields = {
  formatVersion: z.literal(FORMAT_VERSION, `${FORMAT_VERSION}, the only version known here`),
  inputSize: integer(1, Number.MAX_SAFE_INTEGER),
  classes: integer(1, Number.MAX_SAFE_INTEGER),
  version: z.exactOptional(z.string("a text")),
};

type CommonFields = z.infer<z.ZodMiniObject<typeof commonFields>>;

/** What the common fields go with. */
interface AnyContent extends CommonFields {
  readonly config: TrainingConfig;
}

/** A kind of file. */
export interface TensorFileKind<Content extends AnyContent> {
  /** Of the metadata that hold the record, a JSON object. */
  readonly key: string;
  /** What the record must be, `commonFields` included. */
  readonly schema: z.ZodMiniType<Content>;
  /** How messages call it. */
  readonly name: string;
}

/** What is in a file. */
export interface TensorFile<Content extends AnyContent> {
  readonly record: Omit<Content, keyof CommonFields>;
  readonly tensors: ReadonlyMap<string, HostTensor>;
}

/**
 * The bytes of a file. `tensors` is called once the record is known to be valid, and throws what it is
 * given if they are not.
 *
 * Throws `CheckpointError`, naming `file`, when they would be more than 1 GiB, or when the content is
 * not valid.
 */
export function encodeTensorFile<Content extends AnyContent>(
  { key, schema, name }: TensorFileKind<Content>,
  record: Omit<Content, keyof CommonFields> & Pick<Content, "config">,
  file: string,
  tensors: (fail: ErrorFactory) => ReadonlyMap<string, HostTensor>,
): Uint8Array<ArrayBuffer> {
  const fail = (problem: string) => new CheckpointError(`cannot write ${file}: ${problem}`);
  const common = { formatVersion: FORMAT_VERSION, inputSize: 1, classes: 1, version: VERSION };
  const valid = validate(schema, { ...common, ...record }, name, fail);
  const metadata = JSON.stringify({ ...valid, ...networkEnds(valid.config) });
  const content = { tensors: tensors(fail), metadata: new Map([[key, metadata]]) };
  const size = content.tensors.values().reduce((sum, { data }) => sum + data.byteLength, 0);
  if (size > MAX_TENSOR_BYTES) {
    throw fail(
      `its tensors have ${mebibytes(size)} MiB, expected at most ${
        mebibytes(MAX_TENSOR_BYTES)
      } MiB`,
    );
  }
  return encodeSafetensors(content);
}

/**
 * What is in a file. The tensors are the caller's to judge.
 *
 * Throws `CheckpointError`, naming `file` and what is wrong, when it is damaged, of another kind or of
 * an unknown version.
 */
export function decodeTensorFile<Content extends AnyContent>(
  { key, schema }: TensorFileKind<Content>,
  bytes: Uint8Array,
  file: string,
): TensorFile<Content> {
  const fail = (problem: string) => invalidCheckpoint(file, problem);
  const { tensors, metadata } = decodeSafetensors(bytes, file);
  const json = metadata.get(key);
  if (json === undefined) throw foreign(file, `it has no metadata ${key}`);
  const subject = `the metadata ${key}`;
  const content = validate(schema, parseStrictJson(json, subject, fail), subject, fail);
  const { formatVersion: _format, inputSize, classes, version: _version, ...record } = content;
  const ends = networkEnds(content.config);
  for (const [end, size] of Object.entries({ inputSize, classes })) {
    const expected = ends[end as keyof typeof ends];
    if (size !== expected) throw fail(`${end} of ${subject} is ${size}, expected ${expected}`);
  }
  return { record, tensors };
}
