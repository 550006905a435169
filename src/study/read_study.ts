/** Studies on disk, as folders or packed into a file. */
import { basename, join } from "node:path";
import { LabError } from "../errors.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { readDefinition, studyPath } from "./folder.ts";
import { isGzip, unpackStudy } from "./pack.ts";
import { readRecords, requireSameActivation } from "./records.ts";
import type { StudyResults } from "./results.ts";
import { StudyError } from "./study_error.ts";

/** No packed study is larger. */
const MAX_PACKED_BYTES = 2 ** 29;

/** No definition is longer: what is, is not looked at. */
const MAX_DEFINITION_BYTES = 2 ** 24;

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
  if (await isReport(path)) {
    throw new StudyError(
      `${path} is a report on a study; name the study's folder or its packed file`,
    );
  }
  return { study, records: await Array.fromAsync(readRecords(path)) };
}

/**
 * Whether a path is to be read as a study, rather than as a table: also a definition, of which
 * `readStudy` says what it is. Throws `StudyError` as `readStudy`.
 */
export async function holdsStudy(path: string): Promise<boolean> {
  const { isDirectory, isFile } = await look(path) ?? {};
  if (!isFile) return isDirectory === true; // to open a pipe is to wait for its writer
  return await isPacked(path) || await isDefinition(path);
}

/** Whether there is a packed file. Throws `StudyError` where it cannot be read. */
export async function isPacked(path: string): Promise<boolean> {
  if (!(await look(path))?.isFile) return false;
  try {
    using file = await Deno.open(path);
    const start = new Uint8Array(2);
    await file.read(start);
    return isGzip(start);
  } catch (error) {
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

async function readPack(path: string): Promise<StudyResults> {
  try {
    const fail = (problem: string) => new StudyError(`${path} ${problem}`);
    const bytes = await readRegularFile(path, MAX_PACKED_BYTES, fail);
    if (bytes === undefined) throw new StudyError(`there is no study ${path}; choose another`);
    if (isGzip(bytes)) return unpackStudy(bytes, path);
    const name = nameIn(bytes, path);
    throw fail(
      name === undefined
        ? "is no packed study; name a study's folder or its packed file"
        : "is a study's definition, not its results; run it, then name its folder, such as " +
          `results/${name}`,
    );
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/** Whether a folder has what `study report` writes: a definition as well, but no runs. */
async function isReport(folder: string): Promise<boolean> {
  if (await look(join(folder, "runs")) !== undefined) return false;
  return await look(join(folder, "report.md")) !== undefined;
}

/** Whether a file defines a study, right or wrong. */
async function isDefinition(path: string): Promise<boolean> {
  try {
    const fail = (problem: string) => new StudyError(problem);
    const bytes = await readRegularFile(path, MAX_DEFINITION_BYTES, fail);
    return bytes !== undefined && nameIn(bytes, path) !== undefined;
  } catch {
    return false; // something that its reader will tell of
  }
}

/** What the study is called that a JSON file of these bytes defines, right or wrong; undefined for others. */
function nameIn(bytes: Uint8Array, path: string): string | undefined {
  if (bytes.length > MAX_DEFINITION_BYTES) return undefined;
  try {
    const { factors, name } = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof factors !== "object") return undefined;
    return typeof name === "string" ? name : basename(path).replace(/\.json$/, "");
  } catch {
    return undefined; // a table, say
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
