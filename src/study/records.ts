/** The records of a study's runs: a file each, in the folder `runs` of the study's. */
import { join } from "node:path";
import { parseStrictJson } from "../checkpoints/strict_json.ts";
import { writeNewFile } from "../files/atomic_write.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { activationNames } from "../nn/activations.ts";
import { activationOf } from "../training/activation_settings.ts";
import { RUN_ID } from "./run_id.ts";
import { checkRunRecord, type RunRecord } from "./run_record.ts";
import { StudyError } from "./study_error.ts";

/** No record is longer: its probes take no more than in an unfinished run, of which that is checked. */
const MAX_RECORD_BYTES = 2 ** 25;

/** Where the record of a run is kept. */
export function recordPath(folder: string, id: string): string {
  return join(folder, "runs", `${id}.json`);
}

/**
 * Writes a record; it appears whole or not at all, and missing folders are made. Where there is one of
 * this run already, it stays as it is, and the answer is false.
 *
 * Throws `StudyError`, naming the file, when it cannot be written.
 */
export async function writeRecord(folder: string, record: RunRecord): Promise<boolean> {
  const path = recordPath(folder, record.id);
  try {
    return await writeNewFile(path, new TextEncoder().encode(`${JSON.stringify(record)}\n`));
  } catch (error) {
    throw new StudyError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}

/** The names of the runs that a folder has records of, in order; none of a folder that is not there. */
export async function recordedRuns(folder: string): Promise<string[]> {
  const runs = join(folder, "runs");
  const ids: string[] = [];
  try {
    for await (const { name } of Deno.readDir(runs)) {
      if (!name.endsWith(".json")) continue; // of writers that were killed, or of the system
      const id = name.slice(0, -".json".length);
      if (!RUN_ID.test(id)) {
        throw new StudyError(
          `${join(runs, name)} is not a record, expected a name of 16 hex digits; move it away`,
        );
      }
      ids.push(id);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof StudyError) throw error;
    throw new StudyError(`cannot read ${runs}: ${explainSystemError(error)}`);
  }
  return ids.sort();
}

/** Reads the record of a run; undefined if there is none. Throws as `readRecords` does. */
export async function readRecord(folder: string, id: string): Promise<RunRecord | undefined> {
  const path = recordPath(folder, id);
  const fail = (problem: string) =>
    new StudyError(`${path} is not a valid record: ${problem}; remove it, and run the study again`);
  try {
    const bytes = await readRegularFile(path, MAX_RECORD_BYTES, (problem) => fail(`it ${problem}`));
    if (bytes === undefined) return undefined;
    const record = checkRunRecord(parseStrictJson(decode(bytes, fail), "it", fail), fail);
    if (record.id !== id) throw fail(`it is of the run ${record.id}`);
    return record;
  } catch (error) {
    if (error instanceof StudyError) throw error;
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/**
 * Reads all records, one by one, in the order of their names.
 *
 * Throws `StudyError`, naming the file and what is wrong, where one cannot be read, is damaged, or is of
 * another run than its name says.
 */
export async function* readRecords(folder: string): AsyncGenerator<RunRecord> {
  for (const id of await recordedRuns(folder)) {
    const record = await readRecord(folder, id);
    if (record !== undefined) yield record;
  }
}

/** Throws `ActivationFileError` if another file is loaded for a run's activation than it was run with. */
export function requireSameActivation({ config }: RunRecord): void {
  if (activationNames().includes(config.activation)) activationOf(config);
}

function decode(bytes: Uint8Array, fail: (problem: string) => Error): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw fail("it is not UTF-8 text");
  }
}
