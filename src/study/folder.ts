/** The folder of a study: `study.json`, which says what it is, and the records of its runs. */
import { join } from "node:path";
import { parseStrictJson } from "../checkpoints/strict_json.ts";
import { LabError } from "../errors.ts";
import { writeFileAtomic, writeNewFile } from "../files/atomic_write.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { defineStudy } from "./definition.ts";
import { describeChanges } from "./extension.ts";
import { isGzip } from "./pack.ts";
import type { Study, StudyInput } from "./study.ts";
import { OtherStudyError, StudyError } from "./study_error.ts";

/** What a study's folder has; without the definition, records that were gathered from elsewhere. */
const OWN = /^(study\.json.*|runs|unfinished|weights)$/;

/** No definition is longer. */
const MAX_STUDY_BYTES = 2 ** 24;

/** Where the definition of the study in a folder is kept. */
export function studyPath(folder: string): string {
  return join(folder, "study.json");
}

/**
 * Makes a folder that of `study`, where it is not already. Values and seeds may have been added since
 * it was last run.
 *
 * Throws `StudyError`, and changes nothing, if the folder has another study, or files of another kind;
 * and if it cannot be written.
 */
export async function openStudyFolder(folder: string, study: Study): Promise<void> {
  const path = studyPath(folder);
  const text = textOf(study);
  if (await readDefinition(path) === undefined) {
    await requireEmpty(folder);
    if (await write(path, text, writeNewFile)) return;
  }
  const earlier = (await readDefinition(path))!; // another process may just have written it
  const changes = describeChanges(earlier, study);
  if (changes.length > 0) {
    throw new OtherStudyError(
      `${folder} has another study, with ${changes.slice(0, 5).join(", ")}` +
        `${changes.length > 5 ? " and more" : ""}; keep what that has, or choose another folder`,
    );
  }
  if (text !== textOf(earlier)) await write(path, text, writeFileAtomic);
}

function textOf(study: Study): string {
  return `${JSON.stringify(study, null, 2)}\n`;
}

async function write<Result>(
  path: string,
  text: string,
  by: (path: string, bytes: Uint8Array) => Promise<Result>,
): Promise<Result> {
  try {
    return await by(path, new TextEncoder().encode(text));
  } catch (error) {
    throw new StudyError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}

/**
 * Reads the definition of a study from a JSON file; undefined if there is none.
 *
 * Throws `StudyError`, naming the file, when it cannot be read, and `UsageError`, naming the file and the
 * place, for what `defineStudy` refuses.
 */
export async function readDefinition(path: string, maxRuns = Infinity): Promise<Study | undefined> {
  const fail = (problem: string) => new StudyError(`${path} is not a study: ${problem}`);
  let bytes: Uint8Array | undefined;
  try {
    bytes = await readRegularFile(path, MAX_STUDY_BYTES, (problem) => fail(`it ${problem}`));
  } catch (error) {
    if (error instanceof StudyError) throw error;
    throw new StudyError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
  if (bytes === undefined) return undefined;
  if (isGzip(bytes)) {
    throw new StudyError(
      `${path} is a packed study, expected a study's JSON file; name the one it was run from`,
    );
  }
  const input = parseStrictJson(new TextDecoder().decode(bytes), "it", fail);
  try {
    return defineStudy(input as StudyInput, maxRuns);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    error.message = `${path}: ${error.message}`;
    throw error;
  }
}

/** Throws `StudyError` if there is something in the folder that is no study's. */
async function requireEmpty(folder: string): Promise<void> {
  try {
    const here = join(folder); // of "", "."
    const names = await Array.fromAsync(Deno.readDir(here), ({ name }) => name);
    const other = names.find((name) => !OWN.test(name));
    if (other === undefined || names.includes("study.json")) return;
    throw new StudyError(`${folder} has no study, but ${other}; choose another folder`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof StudyError) throw error;
    throw new StudyError(`cannot read ${folder}: ${explainSystemError(error)}`);
  }
}
