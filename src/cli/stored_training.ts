/** What there is already of a model that is to be trained: the model, or a run that is unfinished. */
import { type Checkpoint, checkpointPath, readCheckpoint } from "../checkpoints/checkpoint.ts";
import { exists } from "../checkpoints/disk.ts";
import { readRunCheckpoint, runCheckpointPath } from "../checkpoints/run_checkpoint.ts";
import { versus } from "../printable.ts";
import { describeDifferences, type TrainingConfig } from "../training/config.ts";
import { describeProbes, type KeptProbes } from "../training/probes.ts";
import type { RunState } from "../training/run_state.ts";

/** A file, and the model or the run that it holds. */
export type StoredTraining =
  & { readonly path: string }
  & (
    | { readonly checkpoint: Checkpoint; readonly run?: undefined }
    | { readonly run: RunState; readonly checkpoint?: undefined }
  );

/**
 * Reads what there is of the model of this name; an unfinished run counts before a finished model,
 * whose training has then begun from scratch. The model must have been locked, so that nobody changes it
 * before what follows from the answer is done.
 *
 * Throws `CheckpointError` when what there is cannot be read, or is damaged.
 */
export async function readTraining(
  folder: string,
  name: string,
): Promise<StoredTraining | undefined> {
  const [path, unfinished] = [checkpointPath(folder, name), runCheckpointPath(folder, name)];
  const run = await readRunCheckpoint(unfinished);
  if (run) return { path: unfinished, run };
  return await exists(path) ? { path, checkpoint: await readCheckpoint(path) } : undefined;
}

/**
 * What is stored, and how its settings differ from these, and its probes from those asked for, if any;
 * undefined if they do not.
 */
export function describeOtherSettings(
  { path, checkpoint, run }: StoredTraining,
  config: TrainingConfig,
  probe?: KeptProbes,
): string | undefined {
  const stored = checkpoint ?? run;
  const differences = describeDifferences(stored.config, config);
  if (probe !== undefined && probe !== stored.probes?.keep) {
    const [had, wanted] = [stored.probes?.keep, probe].map(describeProbes);
    differences.push(versus(had, wanted));
  }
  if (differences.length === 0) return undefined;
  const kind = checkpoint ? "a model" : "an unfinished run";
  return `${path} is ${kind} of other settings: ${differences.join("; ")}`;
}
