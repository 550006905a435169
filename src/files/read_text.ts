/** Reads what somebody named, who is told in one line where it is not what it must be. */
import { LabError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { readRegularFile } from "./read_file.ts";
import { explainSystemError } from "./system_error.ts";

/**
 * The text of the regular file at `path`, which is UTF-8.
 *
 * Throws `fail`, naming the file, when there is none, when it is something else or of more than
 * `maxBytes`, and when it cannot be read.
 */
export async function readText(
  path: string,
  maxBytes: number,
  fail: (problem: string) => LabError,
): Promise<string> {
  try {
    const bytes = await readRegularFile(path, maxBytes, (problem) => fail(`${path} ${problem}`));
    if (bytes === undefined) throw fail(`there is no file ${inspect(path)}`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof LabError) throw error;
    if (error instanceof TypeError) throw fail(`${path} is not UTF-8 text`);
    throw fail(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}
