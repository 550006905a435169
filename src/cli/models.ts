/** The trained models that commands look at: the user's, or those that come with the project. */
import { isAbsolute, relative } from "node:path";
import { type Checkpoint, checkpointPath, readCheckpoint } from "../checkpoints/checkpoint.ts";
import { CheckpointError } from "../checkpoints/checkpoint_error.ts";
import { exists } from "../checkpoints/disk.ts";
import { modelName } from "../checkpoints/paths.ts";
import { LabError, UsageError } from "../errors.ts";
import { TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import type { MLP } from "../nn/mlp.ts";
import { projectModels } from "../project_files.ts";
import { networkOf } from "../training/method.ts";
import { shellWords } from "./command_line.ts";
import { log, type OutputOptions } from "./console.ts";
import { datasetName } from "./context.ts";
import { CHECKPOINTS } from "./options.ts";

/** A trained model, the file it came from, and the network its weights are for. */
export interface StoredModel {
  readonly path: string;
  readonly checkpoint: Checkpoint;
  readonly network: MLP;
}

/** How models are named: by --act, --name or --model; and the only folder to look in, if one is given. */
export interface ModelChoice extends OutputOptions {
  readonly act?: readonly string[] | undefined;
  /** The file that the one of `act` came from. */
  readonly actFile?: string | undefined;
  readonly name?: string | undefined;
  readonly model?: string | undefined;
  readonly checkpoints?: string | undefined;
  /** Of whose models those are that have no other name. */
  readonly dataset?: string | undefined;
}

/**
 * Reads the models that are meant, by --name or --model one, or else one for each activation, and
 * says which files they are.
 *
 * Throws `CheckpointError` for one that is missing or damaged, `UsageError` for one whose activation
 * is not that of --act.
 */
export async function readModels(choice: ModelChoice): Promise<StoredModel[]> {
  const { act = TUTORIAL_ACTIVATIONS, name, model } = choice;
  if ((name ?? model) === undefined) {
    const dataset = await datasetName(choice.dataset);
    const models = [];
    for (const activation of act) {
      const path = await locateModel(choice, modelName(activation, dataset), activation);
      models.push(await readModel(path, activation));
    }
    return models;
  }
  requireOne(choice);
  const [activation] = choice.act ?? [];
  return [await readModel(model ?? await locateModel(choice, name!, activation), activation)];
}

/** Throws `UsageError` where several activations are to be in one model. */
export function requireOne(
  { act = [], name, model }: Pick<ModelChoice, "act" | "name" | "model">,
): void {
  if (act.length > 1 && (name ?? model) !== undefined) {
    const one = name === undefined ? "--model" : "--name";
    throw new UsageError(`--act ${act.join()} means several models, ${one} one; leave out either`);
  }
}

/** The model of this name that comes with the project, or why there is none. */
export async function findProjectModel(
  name: string,
): Promise<{ path: string } | { problem: string }> {
  try {
    const path = checkpointPath(projectModels(), name);
    if (await exists(path)) return { path: shortened(path) };
    return { problem: "none of that name comes with the project" };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { problem: `the project's models cannot be read: ${error.message}` };
  }
}

/** The file of the model of this name: the user's, else the project's. */
async function locateModel(
  choice: ModelChoice,
  name: string,
  activation = "NAME",
): Promise<string> {
  const { checkpoints } = choice;
  const path = checkpointPath(checkpoints ?? CHECKPOINTS, name);
  if (await exists(path)) {
    log(choice, `Reading ${path}`);
    return path;
  }
  const found = checkpoints === undefined ? await findProjectModel(name) : undefined;
  if (found === undefined || "problem" in found) {
    const problem = found === undefined ? "" : `, and ${found.problem}`;
    const train = shellWords([
      "train",
      ...choice.actFile === undefined ? ["--act", activation] : ["--act-file", choice.actFile],
      ...choice.name === undefined ? [] : ["--name", name],
      ...choice.dataset === undefined ? [] : ["--dataset", choice.dataset],
      ...checkpoints === undefined ? [] : ["--checkpoints", checkpoints],
    ]);
    throw new CheckpointError(`there is no ${path}${problem}; make it with: ${train}`);
  }
  log(choice, `There is no ${path}; reading the project's ${found.path}`);
  return found.path;
}

async function readModel(path: string, expected: string | undefined): Promise<StoredModel> {
  const checkpoint = await readCheckpoint(path);
  const { activation } = checkpoint.config;
  if (expected !== undefined && expected !== activation) {
    throw new UsageError(
      `${path} is a model with ${activation}, expected one with ${expected}; ` +
        "choose it by --name or --model alone",
    );
  }
  return asStoredModel(path, checkpoint);
}

/** A model that has been read. */
export function asStoredModel(path: string, checkpoint: Checkpoint): StoredModel {
  return { path, checkpoint, network: networkOf(checkpoint.config) };
}

/** A path as seen from the working folder, if it lies within. */
export function shortened(path: string): string {
  const fromHere = relative("", path);
  return fromHere.startsWith("..") || isAbsolute(fromHere) ? path : fromHere;
}
