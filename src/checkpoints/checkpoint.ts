/** Trained models on disk. */
import type { Checkpoint } from "../training/config.ts";
import { MissingCheckpointError } from "./checkpoint_error.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint_format.ts";
import { readFile, writeFile } from "./disk.ts";
import { modelFile } from "./paths.ts";

export type { Checkpoint };

/**
 * Where the trained model of this name is kept: see `modelName`. Throws `UsageError` for a name
 * that no file of a model can have.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkpointPath } from "@activation-lab/activation-lab";
 *
 * assert.match(checkpointPath("checkpoints", "mine"), /mine\.safetensors$/);
 * ```
 */
export function checkpointPath(folder: string, name: string): string {
  return modelFile(folder, name, ".safetensors");
}

/**
 * Writes a checkpoint; the file appears whole or not at all, and missing folders are made.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, and as `encodeCheckpoint` does.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   modelName,
 *   projectModels,
 *   readCheckpoint,
 *   writeCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const path = checkpointPath(folder, "mine");
 * const trained = await readCheckpoint(checkpointPath(projectModels(), modelName("elu")));
 * await writeCheckpoint(path, trained);
 * assert.deepEqual(await readCheckpoint(path), trained);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await writeFile(path, encodeCheckpoint(checkpoint, path));
}

/**
 * Reads a checkpoint.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when the file is missing, unreadable or
 * larger than 1 GiB, and as `decodeCheckpoint` does.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   modelName,
 *   projectModels,
 *   readCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const path = checkpointPath(projectModels(), modelName("elu"));
 * const { test, weights } = await readCheckpoint(path);
 * assert.equal(test?.correct, 8843);
 * assert.deepEqual(weights.get("Dense_0.kernel")?.shape, [784, 512]);
 * ```
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const bytes = await readFile(path);
  if (bytes === undefined) {
    throw new MissingCheckpointError(`there is no checkpoint ${path}; name another file`);
  }
  return decodeCheckpoint(bytes, path);
}
