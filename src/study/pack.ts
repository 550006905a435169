/**
 * Studies in one file: gzip over lines of JSON, the first of which says what it is, with the study; the
 * others are its records, in the order of their names.
 */
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { parseStrictJson } from "../checkpoints/strict_json.ts";
import { gunzip } from "../data/gunzip.ts";
import * as z from "../dependencies.ts";
import { LabError } from "../errors.ts";
import { UnknownActivationError } from "../nn/activations.ts";
import { type ErrorFactory, strictObject, validate } from "../training/schema.ts";
import { defineStudy } from "./definition.ts";
import type { StudyResults } from "./results.ts";
import { checkRunRecord, type RunRecord } from "./run_record.ts";
import { StudyError } from "./study_error.ts";

const FORMAT = "activation-lab study";
const FORMAT_VERSION = 1;

/** What gzip files begin with. */
const GZIP_MAGIC = [0x1F, 0x8B];

/** No file is written that unpacks to more, nor read; a run of 50 epochs takes about 8 kB. */
const MAX_UNPACKED_BYTES = 2 ** 30;

const headerSchema = strictObject({
  format: z.literal(FORMAT, FORMAT),
  formatVersion: z.literal(FORMAT_VERSION, `${FORMAT_VERSION}, the only version known here`),
  study: z.unknown(),
});

/**
 * The bytes of a file that has a study and its records, which `readStudy` reads; the same give the same.
 * Throws `StudyError` where these are so many that it would not be read.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, packStudy, readStudy } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * const file = await Deno.makeTempFile();
 * await Deno.writeFile(file, packStudy({ study, records: [] }));
 * assert.deepEqual(await readStudy(file), { study, records: [] });
 * await Deno.remove(file);
 * ```
 */
export function packStudy(results: StudyResults): Uint8Array<ArrayBuffer> {
  return packWithin(results, MAX_UNPACKED_BYTES);
}

/** The same, where it unpacks to at most so many bytes. */
export function packWithin(
  { study, records }: StudyResults,
  maxBytes: number,
): Uint8Array<ArrayBuffer> {
  const sorted = records.toSorted((a, b) => a.id < b.id ? -1 : 1);
  const header = { format: FORMAT, formatVersion: FORMAT_VERSION, study };
  const lines: Uint8Array[] = []; // together they may be longer than a string can be
  let size = 0;
  for (const value of [header, ...sorted]) {
    const line = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
    size += line.length;
    if (size > maxBytes) {
      throw new StudyError(
        `the study's ${records.length} records are too many for a packed file, which has at most ` +
          `${maxBytes} bytes unpacked; keep the study's folder, or pack studies of fewer runs`,
      );
    }
    lines.push(line);
  }
  return new Uint8Array(gzipSync(Buffer.concat(lines), { level: 9 }));
}

/** Whether bytes are those of a packed file, as far as their start tells. */
export function isGzip(bytes: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * The study in these bytes. Throws `StudyError`, naming `file` and the line, when they are damaged, of
 * another kind or an unknown version, or have a record that is damaged or there twice; and
 * `UnknownActivationError`, naming `file`, for a study of an activation that is not known here.
 */
export function unpackStudy(bytes: Uint8Array, file: string): StudyResults {
  const lines = unpackedLines(bytes, file);
  const failAt = (line: number): ErrorFactory => (problem) =>
    new StudyError(`${file} is not an intact packed study: line ${line}: ${problem}`);
  const header = lines.next().value ?? "";
  const fail = failAt(1);
  const { study } = validate(
    headerSchema,
    parseStrictJson(header, "it", fail),
    "the header",
    fail,
  );
  const records: RunRecord[] = [];
  const results = { study: asStudy(study, file, fail), records };
  let line = 1;
  for (const text of lines) {
    const fail = failAt(++line);
    const record = checkRunRecord(parseStrictJson(text, "it", fail), fail);
    if (record.id <= (records.at(-1)?.id ?? "")) throw fail(`its id ${record.id} is out of order`);
    records.push(record);
  }
  return results;
}

/** The lines of a packed text, one by one: together they may be longer than a string can be. */
function* unpackedLines(bytes: Uint8Array, file: string): Generator<string, undefined> {
  let content: Uint8Array;
  try {
    content = gunzip(bytes, MAX_UNPACKED_BYTES, file);
  } catch (error) {
    throw new StudyError((error as Error).message);
  }
  const decoder = new TextDecoder();
  for (let start = 0; start < content.length;) {
    const end = content.indexOf(0x0A, start);
    yield decoder.decode(content.subarray(start, end < 0 ? undefined : end));
    start = end < 0 ? content.length : end + 1;
  }
}

function asStudy(input: unknown, file: string, fail: ErrorFactory) {
  try {
    return defineStudy(input as never, Infinity);
  } catch (error) {
    if (error instanceof UnknownActivationError) error.message = `${file}: ${error.message}`;
    else if (error instanceof LabError) throw fail(error.message);
    throw error;
  }
}
