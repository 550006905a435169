/** Unfinished runs on disk, beside the place of the checkpoint to come. */
import type { RunState } from "../training/run_state.ts";
import { readFile, removeFile, writeFile } from "./disk.ts";
import { modelFile } from "./paths.ts";
import { decodeRunCheckpoint, encodeRunCheckpoint } from "./run_checkpoint_format.ts";

/**
 * Where a run is kept until it is finished, by its model's name. Throws `UsageError` for a name
 * that no file of a model can have.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { runCheckpointPath } from "@activation-lab/activation-lab";
 *
 * assert.match(runCheckpointPath("checkpoints", "mine"), /mine\.unfinished\.safetensors$/);
 * ```
 */
export function runCheckpointPath(folder: string, name: string): string {
  return modelFile(folder, name, ".unfinished.safetensors");
}

/**
 * Writes an unfinished run; the file appears whole or not at all, and missing folders are made.
 *
 * Throws `CheckpointError`, naming `path`, when it cannot be written, and as `encodeRunCheckpoint`
 * does.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   openDevice,
 *   parseTrainingConfig,
 *   readRunCheckpoint,
 *   runCheckpointPath,
 *   train,
 *   writeRunCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const path = runCheckpointPath(folder, "mine");
 * const images = { count: 12, images: new Uint8Array(12 * 784), labels: new Uint8Array(12) };
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * await train({
 *   device,
 *   dataset: { train: images, test: images, source: "made up" },
 *   config: parseTrainingConfig({ activation: "elu", hiddenSizes: [2], batchSize: 5, epochs: 1 }),
 *   onState: (state) => writeRunCheckpoint(path, state),
 * });
 * assert.equal((await readRunCheckpoint(path))?.history.length, 1);
 * device.close();
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function writeRunCheckpoint(path: string, state: RunState): Promise<void> {
  await writeFile(path, encodeRunCheckpoint(state, path));
}

/**
 * Reads an unfinished run; undefined if there is none.
 *
 * Throws `CheckpointError`, naming `path` and what is wrong, when the file is unreadable or larger
 * than 1 GiB, and as `decodeRunCheckpoint` does.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { readRunCheckpoint, runCheckpointPath } from "@activation-lab/activation-lab";
 *
 * const resumeFrom = await readRunCheckpoint(runCheckpointPath("checkpoints", "never_begun"));
 * assert.equal(resumeFrom, undefined); // what `train` takes for a run that begins
 * ```
 */
export async function readRunCheckpoint(path: string): Promise<RunState | undefined> {
  const bytes = await readFile(path);
  return bytes && decodeRunCheckpoint(bytes, path);
}

/**
 * Removes the checkpoint of a run that has ended; one that is not there is no error.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   readRunCheckpoint,
 *   removeRunCheckpoint,
 *   runCheckpointPath,
 * } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const path = runCheckpointPath(folder, "mine");
 * await Deno.writeTextFile(path, "");
 * await removeRunCheckpoint(path);
 * assert.equal(await readRunCheckpoint(path), undefined);
 * await Deno.remove(folder);
 * ```
 */
export async function removeRunCheckpoint(path: string): Promise<void> {
  await removeFile(path);
}
