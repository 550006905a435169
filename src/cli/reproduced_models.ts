/** The models of a reproduction: found where their settings are the reproduction's, or trained. */
import { join } from "node:path";
import { checkpointPath, readCheckpoint } from "../checkpoints/checkpoint.ts";
import { exists } from "../checkpoints/disk.ts";
import { lockModel } from "../checkpoints/model_lock.ts";
import { modelName } from "../checkpoints/paths.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { LabError, UsageError } from "../errors.ts";
import { parseTrainingConfig, type TrainingConfig } from "../training/config.ts";
import { log, type OutputOptions } from "./console.ts";
import { asStoredModel, findProjectModel, type StoredModel } from "./models.ts";
import { CHECKPOINTS } from "./options.ts";
import { describeOtherSettings, readTraining, type StoredTraining } from "./stored_training.ts";
import { trainModel } from "./train_model.ts";

/** What the command line says of them. */
export interface ReproductionOptions extends OutputOptions {
  readonly epochs?: number | undefined;
  readonly output: string;
  readonly checkpoints?: string | undefined;
}

/**
 * The model with this activation: the reproduction's own, the user's or the project's, the first
 * that is trained with its settings; or else one that is trained now, or to its end. The exit code
 * alone where a signal interrupts that. An explicit --checkpoints is the only place to take models from and to train them in.
 *
 * Throws `UsageError` when one is to be trained where one of other settings is.
 */
export async function obtainModel(
  options: ReproductionOptions,
  { device, dataset }: { device: Device; dataset: Dataset },
  activation: string,
): Promise<StoredModel | { readonly exitCode: number }> {
  const { epochs, checkpoints } = options;
  const config = parseTrainingConfig({ activation, epochs });
  const name = modelName(activation);
  const folder = checkpoints ?? join(options.output, "checkpoints");
  using lock = await lockModel(folder, name);
  const stored = await readTraining(folder, name);
  const problem = stored && describeUnfitness(stored, config);
  if (stored?.checkpoint && !problem) return take(options, stored.path, stored.checkpoint);
  if (checkpoints === undefined) {
    if (problem) passOver(options, problem);
    const found = await findElsewhere(options, name, config);
    if (found) return found;
  }
  if (problem) {
    const option = checkpoints === undefined ? "--output" : "--checkpoints";
    throw new UsageError(`${problem}; choose another folder with ${option}`);
  }
  log(options, `Training with ${activation}`);
  const { outcome, exitCode, checkpoint } = await trainModel(options, {
    device,
    dataset,
    config,
    checkpoints: folder,
    name,
    lock,
    resumeFrom: stored?.run,
    resumeHint: "the next reproduce resumes from there",
  });
  if (outcome === "interrupted") return { exitCode };
  if (!checkpoint) throw new LabError(`the training with ${activation} produced no model`);
  return asStoredModel(checkpointPath(folder, name), checkpoint);
}

/** The user's model or the project's, if it will do; only read, so that nobody need lock it. */
async function findElsewhere(
  output: OutputOptions,
  name: string,
  config: TrainingConfig,
): Promise<StoredModel | undefined> {
  const users = await readIfFit(output, checkpointPath(CHECKPOINTS, name), config);
  if (users) return users;
  const projects = await findProjectModel(name);
  if ("path" in projects) return await readIfFit(output, projects.path, config);
  log(output, `Note: ${projects.problem}.`);
}

/** The model in a file, if there is one that will do; says why not. */
async function readIfFit(
  output: OutputOptions,
  path: string,
  config: TrainingConfig,
): Promise<StoredModel | undefined> {
  try {
    if (!await exists(path)) return undefined;
    const checkpoint = await readCheckpoint(path);
    const problem = describeUnfitness({ path, checkpoint }, config);
    if (!problem) return take(output, path, checkpoint);
    passOver(output, problem);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    passOver(output, error.message);
  }
}

/** Why a training will not do, if it will not. */
function describeUnfitness(stored: StoredTraining, config: TrainingConfig): string | undefined {
  const { path, checkpoint } = stored;
  if (checkpoint?.history.length === 0) return `${path} does not record its training`;
  return describeOtherSettings(stored, config);
}

function take(
  output: OutputOptions,
  path: string,
  checkpoint: StoredModel["checkpoint"],
): StoredModel {
  log(output, `Taking ${path}`);
  return asStoredModel(path, checkpoint);
}

function passOver(output: OutputOptions, problem: string): void {
  log(output, `Skipping a model: ${problem}.`);
}
