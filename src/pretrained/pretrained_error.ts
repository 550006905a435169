/** What is wrong with a published model, or with having it. */
import { LabError } from "../errors.ts";

/** A published model that could not be fetched, is damaged, or is not what it must be. */
export class PretrainedError extends LabError {
  override name = "PretrainedError";
}

/** A pickle that holds more than a published model's arrays, or is damaged. */
export class PickleError extends PretrainedError {
  override name = "PickleError";
}

/** The start and the end of any sentence about a `file` whose content is refused. */
export function refusal(file: string, problem: string): string {
  return `${file} is not a valid published model: ${problem}; nothing of it was used, ` +
    "get it again from where it was published";
}
