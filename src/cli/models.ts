/** The trained models that commands look at, by activation or by file. */
import { UsageError } from "../errors.ts";
import type { MLP } from "../nn/mlp.ts";
import { type Checkpoint, checkpointPath, readCheckpoint } from "../training/checkpoint.ts";
import { networkOf } from "../training/method.ts";
import { namedActivations } from "./options.ts";

/** A trained model, the file it came from, and the network its weights are for. */
export interface StoredModel {
  readonly path: string;
  readonly checkpoint: Checkpoint;
  readonly network: MLP;
}

/** How models are named: by --act in the folder of --checkpoints, or by --model. */
export interface ModelChoice {
  readonly act?: string | undefined;
  readonly model?: string | undefined;
  readonly checkpoints: string;
}

/**
 * Reads the models that are meant: one, or several for `--act all`. Throws `CheckpointError` for one
 * that is missing or damaged, `UsageError` when none is named, or a file whose activation is not
 * that of --act.
 */
export async function readModels(
  { act, model, checkpoints }: ModelChoice,
): Promise<[StoredModel, ...StoredModel[]]> {
  if (model !== undefined) {
    const stored = await readModel(model);
    const { name } = stored.network.activation;
    if (act !== undefined && act !== name) {
      throw new UsageError(`${model} is a model with ${name}, not ${act}; leave out --act`);
    }
    return [stored];
  }
  if (act === undefined) throw new UsageError("name a model, with --act NAME or --model FILE");
  const [first, ...rest] = namedActivations(act).map(({ name }) =>
    checkpointPath(checkpoints, name)
  );
  return [await readModel(first!), ...await Promise.all(rest.map(readModel))];
}

async function readModel(path: string): Promise<StoredModel> {
  const checkpoint = await readCheckpoint(path);
  return { path, checkpoint, network: networkOf(checkpoint.config) };
}
