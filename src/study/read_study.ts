/** Studies on disk, as folders or packed into a file. */
import { LabError } from "../errors.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { readDefinition, studyPath } from "./folder.ts";
import { unpackStudy } from "./pack.ts";
import { readRecords, requireSameActivation } from "./records.ts";
import type { StudyResults } from "./results.ts";
import { StudyError } from "./study_error.ts";

/** No packed study is larger. */
const MAX_PACKED_BYTES = 2 ** 29;

/** What a packed file begins with. */
const GZIP_MAGIC = [0x1F, 0x8B];

/**
 * Reads the study in a folder, or in a file that it was packed into.
 *
 * Throws `StudyError`, naming the file and what is wrong, when there is none, when something cannot be
 * read, and when a record is damaged; `UsageError` for an activation that is not known here, or came from
 * another file than the one that is loaded.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { compare, defineStudy, readStudy, runsTable } from "@activation-lab/activation-lab";
 *
 * // A folder that a study has been run in; here, of no runs.
 * const folder = await Deno.makeTempDir();
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: "0..19" });
 * await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(study));
 *
 * const results = await readStudy(folder);
 * assert.deepEqual(results, { study, records: [] });
 * const { cells } = compare(runsTable(results), { factor: "activation", chance: 0.1 });
 * assert.deepEqual(cells, []);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function readStudy(path: string): Promise<StudyResults> {
  const results = await readAnyStudy(path);
  results.records.forEach(requireSameActivation);
  return results;
}

async function readAnyStudy(path: string): Promise<StudyResults> {
  if (!(await look(path))?.isDirectory) return await readPack(path);
  const study = await readDefinition(studyPath(path));
  if (study === undefined) {
    throw new StudyError(`${path} has no study.json; choose the folder of a study`);
  }
  return { study, records: await Array.fromAsync(readRecords(path)) };
}

/** Whether there is a folder or a packed file, rather than a table. Throws `StudyError` as `readStudy`. */
export async function holdsStudy(path: string): Promise<boolean> {
  const { isDirectory, isFile } = await look(path) ?? {};
  if (!isFile) return isDirectory === true; // to open a pipe is to wait for its writer
  try {
    using file = await Deno.open(path);
    const start = new Uint8Array(GZIP_MAGIC.length);
    await file.read(start);
    return GZIP_MAGIC.every((byte, i) => start[i] === byte);
  } catch (error) {
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

async function readPack(path: string): Promise<StudyResults> {
  try {
    const fail = (problem: string) => new StudyError(`${path} ${problem}`);
    const bytes = await readRegularFile(path, MAX_PACKED_BYTES, fail);
    if (bytes === undefined) throw new StudyError(`there is no study ${path}; choose another`);
    return unpackStudy(bytes, path);
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/** What is at a path; undefined if there is nothing. */
async function look(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}
