/**
 * The safetensors format for float32: named arrays and texts in one file, nothing executable.
 *
 * Eight bytes give the header's length (little-endian), then come the header, a JSON object padded
 * with spaces, and the data. The header gives each tensor's dtype, shape, and first and last byte
 * offset within the data; the key `__metadata__` holds texts. Tensors follow upon one another
 * without overlap or hole, their numbers little-endian, as is every machine that Deno runs on.
 * (https://huggingface.co/docs/safetensors, "Format")
 */
import * as z from "../dependencies.ts";
import { inspect } from "../printable.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { type ErrorFactory, integer, list, strictObject, validate } from "../training/schema.ts";
import { CheckpointError, foreign, invalidCheckpoint } from "./checkpoint_error.ts";
import { parseStrictJson } from "./strict_json.ts";

export type { HostTensor };

/** The content of a file; tensors in the order of their data. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, HostTensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

const METADATA = "__metadata__";
const LENGTH_BYTES = 8;
/** The longest training history needs 2 MiB, and probes the rest; a damaged length asks for no more. */
export const MAX_HEADER_BYTES = 32 * 2 ** 20;
/** What a file has at most besides its tensors. */
export const MAX_OVERHEAD_BYTES = LENGTH_BYTES + MAX_HEADER_BYTES;
/** As many as numpy had for long; a list of millions would be checked size by size. */
const MAX_DIMENSIONS = 32;

/**
 * The bytes of a file with this content; the same content gives the same bytes.
 *
 * Throws `CheckpointError` on a tensor whose shape and number of values differ, on one of more than
 * 32 dimensions or with the reserved name `__metadata__`, and on names and texts of more than 32 MiB
 * together.
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array<ArrayBuffer> {
  const fields: [string, unknown][] = [[METADATA, Object.fromEntries(metadata)]];
  let dataBytes = 0;
  for (const [name, { shape, data }] of tensors) {
    if (name === METADATA) throw new CheckpointError(`no tensor can be called ${METADATA}`);
    if (data.length !== elements(shape)) {
      throw new CheckpointError(
        `tensor ${inspect(name)} has ${data.length} values, expected those of shape ${
          inspect(shape)
        }`,
      );
    }
    if (shape.length > MAX_DIMENSIONS) {
      throw new CheckpointError(
        `tensor ${inspect(name)} has ${shape.length} dimensions, expected ${shapeRule}`,
      );
    }
    const offsets = [dataBytes, dataBytes += data.byteLength];
    fields.push([name, { dtype: "F32", shape, data_offsets: offsets }]);
  }
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
  const headerBytes = 8 * Math.ceil(header.length / 8); // aligns the data
  if (headerBytes > MAX_HEADER_BYTES) {
    throw new CheckpointError(
      `names and texts take ${headerBytes} bytes, expected at most ${MAX_HEADER_BYTES}`,
    );
  }

  let position = LENGTH_BYTES + headerBytes;
  const bytes = new Uint8Array(position + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(" ".charCodeAt(0), LENGTH_BYTES, position);
  bytes.set(header, LENGTH_BYTES);
  for (const { data: { buffer, byteOffset, byteLength } } of tensors.values()) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), position);
    position += byteLength;
  }
  return bytes;
}

/**
 * The content of a file; the numbers are copies, whatever the alignment of `bytes`.
 *
 * Throws `CheckpointError`, naming `file`, unless every rule of the format holds, all data is F32,
 * and the header has at most 32 MiB. Takes time and memory in proportion to the length of `bytes`.
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): Safetensors {
  const fail = (problem: string) => invalidCheckpoint(file, problem);
  requireSafetensors(bytes, file);
  const { header, data } = splitHeader(bytes, fail);
  const metadata = new Map<string, string>();
  const layout: TensorLayout[] = [];
  for (const [name, field] of fieldsOf(parseStrictJson(header, "the header", fail), fail)) {
    if (name === METADATA) {
      for (const [key, text] of fieldsOf(field, fail)) {
        if (typeof text !== "string") {
          throw fail(`the metadata ${inspect(key)} is ${inspect(text)}, expected a text`);
        }
        metadata.set(key, text);
      }
    } else {
      const subject = `tensor ${inspect(name)}`;
      const { shape, data_offsets: [begin, end] } = validate(tensorSchema, field, subject, fail);
      layout.push({ name, shape, begin, end });
    }
  }
  return { tensors: extractTensors(data, layout, fail), metadata };
}

/** Where a tensor lies within the data, in bytes. */
interface TensorLayout {
  readonly name: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const size = integer(0, Number.MAX_SAFE_INTEGER);
const shapeRule = `a list of at most ${MAX_DIMENSIONS} sizes`;
const tensorSchema = strictObject({
  dtype: z.literal("F32", '"F32"'),
  shape: list(size, 0, MAX_DIMENSIONS, shapeRule),
  data_offsets: z.tuple([size, size], "two byte offsets"),
});

/** Tells what was never a safetensors file from one that is damaged, by its first bytes. */
function requireSafetensors(bytes: Uint8Array, file: string): void {
  const fail = (problem: string) => foreign(file, `it is not a safetensors file, ${problem}`);
  if (bytes.length <= LENGTH_BYTES) {
    throw fail(`it has ${bytes.length} bytes, expected more than ${LENGTH_BYTES}`);
  }
  const headerBytes = headerLength(bytes);
  if (headerBytes > MAX_HEADER_BYTES) {
    throw fail(`its header claims ${headerBytes} bytes, expected at most ${MAX_HEADER_BYTES}`);
  }
  if (bytes[LENGTH_BYTES] !== "{".charCodeAt(0)) throw fail("its header is not a JSON object");
}

/** What the first bytes say. */
function headerLength(bytes: Uint8Array): bigint {
  return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
}

/** The header's text and the data behind it. */
function splitHeader(bytes: Uint8Array, fail: ErrorFactory): { header: string; data: Uint8Array } {
  const dataStart = LENGTH_BYTES + Number(headerLength(bytes));
  if (dataStart > bytes.length) {
    throw fail(`it is cut short: ${bytes.length} bytes, its header alone ends at ${dataStart}`);
  }
  try {
    const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return {
      header: utf8.decode(bytes.subarray(LENGTH_BYTES, dataStart)),
      data: bytes.subarray(dataStart),
    };
  } catch {
    throw fail("the header is not valid UTF-8");
  }
}

/** The fields of a JSON object; `__proto__` is a name like any other. */
function fieldsOf(value: unknown, fail: ErrorFactory): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.entries(value);
  }
  throw fail(`the header has ${inspect(value)} where it must have an object`);
}

/** Copies the tensors out of the data, which they must fill from its first to its last byte. */
function extractTensors(
  data: Uint8Array,
  layout: TensorLayout[],
  fail: ErrorFactory,
): Map<string, HostTensor> {
  layout.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const tensors = new Map<string, HostTensor>();
  let filled = 0;
  for (const { name, shape, begin, end } of layout) {
    const subject = `tensor ${inspect(name)}`;
    if (begin !== filled) {
      const fault = begin < filled ? "overlaps the one before it" : "leaves a hole before it";
      throw fail(`${subject} ${fault}: it begins at byte ${begin}, expected ${filled}`);
    }
    // A product too large to be exact is above every offset, so that it is refused as well.
    if (end - begin !== elements(shape) * Float32Array.BYTES_PER_ELEMENT) {
      throw fail(
        `${subject} has ${end - begin} bytes, expected 4 for each value of its shape ${
          inspect(shape)
        }`,
      );
    }
    if (end > data.length) {
      throw fail(`it is cut short: ${data.length} bytes of data, ${subject} ends at ${end}`);
    }
    const copy = new Uint8Array(data.subarray(begin, end));
    tensors.set(name, { shape, data: new Float32Array(copy.buffer) });
    filled = end;
  }
  if (filled !== data.length) {
    throw fail(`${data.length - filled} bytes follow the last tensor, expected none`);
  }
  return tensors;
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
