/** What is wrong with a study's files, and where. */
import { LabError } from "../errors.ts";

/**
 * A study that is missing, damaged or another one, or cannot be written.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { readStudy, StudyError } from "@activation-lab/activation-lab";
 *
 * await assert.rejects(readStudy("no_such_study"), StudyError);
 * ```
 */
export class StudyError extends LabError {
  /** How a report of it begins. */
  override name = "StudyError";
}

/** A folder that has another study than the one that is to be run there. */
export class OtherStudyError extends StudyError {}
