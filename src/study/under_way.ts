/** The runs of a study that have begun and not ended. */
import { explainSystemError } from "../files/system_error.ts";
import { lockHolder } from "../files/lock.ts";
import { modelFile } from "../checkpoints/paths.ts";
import { readRunCheckpoint, runCheckpointPath } from "../checkpoints/run_checkpoint.ts";
import { describePosition } from "../training/run_state.ts";
import { unfinishedFolder } from "./execute_run.ts";
import { StudyError } from "./study_error.ts";

/** A run that has begun and not ended. */
export interface RunUnderWay {
  /** Its name: see `runId`. */
  readonly id: string;
  /** The process that has it, human-readable; absent if none has: it waits to be resumed. */
  readonly holder?: string;
  /** Where its last state that was saved stands, human-readable; absent before the first. */
  readonly saved?: string;
}

/**
 * The runs of the study in a folder that have begun and not ended, by name. Other processes are not
 * disturbed.
 *
 * Throws `StudyError` when the folder cannot be read, and `CheckpointError` when a state is damaged.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { runsUnderWay } from "@activation-lab/activation-lab";
 *
 * assert.deepEqual(await runsUnderWay("results/never_begun"), []);
 * ```
 */
export async function runsUnderWay(folder: string): Promise<RunUnderWay[]> {
  const unfinished = unfinishedFolder(folder);
  const runs: RunUnderWay[] = [];
  for (const id of await idsIn(unfinished)) {
    const holder = await lockHolder(modelFile(unfinished, id, ".lock"));
    const state = await readRunCheckpoint(runCheckpointPath(unfinished, id));
    if (holder === undefined && state === undefined) continue; // what a killed process left
    runs.push({ id, ...holder && { holder }, ...state && { saved: describePosition(state) } });
  }
  return runs;
}

async function idsIn(unfinished: string): Promise<string[]> {
  const ids = new Set<string>();
  try {
    for await (const { name } of Deno.readDir(unfinished)) {
      const [, id] = /^([0-9a-f]{16})\.(?:lock|unfinished\.safetensors)$/.exec(name) ?? [];
      if (id !== undefined) ids.add(id);
    }
  } catch (error) {
    const none = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (!none) throw new StudyError(`cannot read ${unfinished}: ${explainSystemError(error)}`);
  }
  return [...ids].sort();
}
