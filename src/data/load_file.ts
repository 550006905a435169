/** Data files as they lie in a folder: anything may be there instead. */
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { DataError } from "./data_error.ts";

/** What to do with a file that is not what it must be. */
export const REPLACE_IT = "delete it, or put a good copy in its place";

/**
 * The bytes of the file at `path`, undefined if there is none. Throws `DataError`, naming it, for
 * anything but a readable, regular file of at most `maxLength` bytes.
 */
export async function readIfPresent(
  path: string,
  maxLength: number,
): Promise<Uint8Array | undefined> {
  try {
    return await readRegularFile(
      path,
      maxLength,
      (problem) => new DataError(`${path} ${problem}; ${REPLACE_IT}`),
    );
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/** Throws `DataError`, naming the folder, if it is there and cannot be read; false if it is not there. */
export async function isReadableDirectory(path: string): Promise<boolean> {
  try {
    for await (const _ of Deno.readDir(path)) break;
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new DataError(`the data folder ${path} cannot be read: ${explainSystemError(error)}`);
  }
}
