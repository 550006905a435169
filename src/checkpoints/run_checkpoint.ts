/** Unfinished runs on disk, beside the place of the checkpoint to come. */
import type { RunState } from "../training/run_state.ts";
import { readFile, removeFile, writeFile } from "./disk.ts";
import { modelFile } from "./paths.ts";
import { decodeRunCheckpoint, encodeRunCheckpoint } from "./run_checkpoint_format.ts";

/** Where the run of the model of this name is kept until it is finished: see `modelFile`. */
export function runCheckpointPath(folder: string, name: string): string {
  return modelFile(folder, name, ".unfinished.safetensors");
}

/**
 * Writes an unfinished run; the file appears whole or not at all, and missing folders are made.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, and as `encodeRunCheckpoint`
 * does.
 */
export async function writeRunCheckpoint(path: string, state: RunState): Promise<void> {
  await writeFile(path, encodeRunCheckpoint(state, path));
}

/**
 * Reads an unfinished run; undefined if there is none.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when the file is unreadable or larger
 * than 1 GiB, and as `decodeRunCheckpoint` does.
 */
export async function readRunCheckpoint(path: string): Promise<RunState | undefined> {
  const bytes = await readFile(path);
  return bytes && decodeRunCheckpoint(bytes, path);
}

/** Removes the checkpoint of a run that has ended; one that is not there is no error. */
export async function removeRunCheckpoint(path: string): Promise<void> {
  await removeFile(path);
}
