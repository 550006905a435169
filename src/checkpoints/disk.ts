/** The disk half of checkpoints: files are written whole, and read with distrust. */
import { writeFileAtomic } from "../files/atomic_write.ts";
import { readRegularFile } from "../files/read_file.ts";
import { explainSystemError } from "../files/system_error.ts";
import { CheckpointError, foreign } from "./checkpoint_error.ts";
import { MAX_FILE_BYTES } from "./tensor_file.ts";

/**
 * Writes a file; it appears whole or not at all, and missing folders are made. Throws
 * `CheckpointError`, naming `path`, when it cannot be written.
 */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw writeError(path, error);
  }
}

/**
 * Reads a file; undefined if there is none. Throws `CheckpointError`, naming `path`, when it is not a
 * regular file, larger than a checkpoint can be, or cannot be read.
 */
export async function readFile(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readRegularFile(path, MAX_FILE_BYTES, (problem) => foreign(path, `it ${problem}`));
  } catch (error) {
    if (error instanceof CheckpointError) throw error;
    throw new CheckpointError(`cannot read ${path}: ${explainSystemError(error)}`);
  }
}

/** Removes a file; one that is not there is no error. Throws `CheckpointError`. */
export async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw writeError(path, error);
  }
}

/** Whether there is something at `path`. Throws `CheckpointError` when that cannot be told. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new CheckpointError(`cannot look for ${path}: ${explainSystemError(error)}`);
  }
}

/** The error for a file that the system does not let us write. */
export function writeError(path: string, error: unknown): CheckpointError {
  return new CheckpointError(`cannot write ${path}: ${explainSystemError(error)}`);
}
