import assert from "node:assert/strict";
import { join } from "node:path";
import {
  type Checkpoint,
  checkpointPath,
  readCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import {
  readRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../../src/checkpoints/run_checkpoint.ts";
import type { StoredModel } from "../../src/cli/models.ts";
import { obtainModel } from "../../src/cli/reproduced_models.ts";
import { openDevice } from "../../src/device/open.ts";
import { UsageError } from "../../src/errors.ts";
import { projectModels } from "../../src/project_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { striped } from "../training/striped.ts";
import { storeModel } from "./store_model.ts";

const NAME = "FashionMNIST_relu";
const PROJECTS = await readCheckpoint(checkpointPath(projectModels(), NAME));

/** Obtains the relu model in an explicit folder. */
async function obtain(checkpoints: string) {
  const device = await openDevice("cpu", { threads: 1, blas: "none" });
  using closing = new DisposableStack();
  closing.defer(() => device.close());
  const dataset = { train: striped(1, 400, 28), test: striped(2, 30, 28), source: "made up" };
  const options = {
    epochs: 50,
    output: join(checkpoints, "output"),
    checkpoints,
    quiet: true,
  } as const;
  return await obtainModel(options, { device, dataset }, "relu");
}

/** All of a run but its end. */
async function storeRun(folder: string, { config, device, history, weights }: Checkpoint) {
  const zerosLike = [...weights].map(([name, { shape, data }]) =>
    [name, { shape, data: new Float32Array(data.length) }] as const
  );
  await writeRunCheckpoint(runCheckpointPath(folder, NAME), {
    config,
    devices: [device],
    history,
    best: weights,
    weights,
    slots: { velocity: new Map(zerosLike) },
    losses: new Float32Array(),
    correct: new Float32Array(),
    seconds: 0,
  });
}

Deno.test("a model that is trained is taken, and one whose training is unfinished is trained to its end", () =>
  inTemporaryFolder(async (folder) => {
    const path = checkpointPath(folder, NAME);
    await Deno.copyFile(checkpointPath(projectModels(), NAME), path);
    const bytes = await Deno.readFile(path);
    const taken = await obtain(folder) as StoredModel;
    assert.equal(taken.path, path);
    assert.deepEqual(taken.checkpoint, PROJECTS);
    assert.deepEqual(await Deno.readFile(path), bytes);

    await storeRun(folder, PROJECTS);
    const ended = await obtain(folder) as StoredModel;
    assert.deepEqual(ended.checkpoint.history, PROJECTS.history);
    assert.equal(ended.checkpoint.test!.total, 30, "it was tested when its training ended");
    assert.deepEqual(await readCheckpoint(path), ended.checkpoint);
    assert.equal(await readRunCheckpoint(runCheckpointPath(folder, NAME)), undefined);
  }));

Deno.test("where a model or a run of other settings is, none is trained", () =>
  inTemporaryFolder(async (folder) => {
    const remedy = "choose another folder with --checkpoints";
    const path = await storeModel(folder, "relu", 2, { ...PROJECTS.config, epochs: 2 });
    const refused = (file: string, kind: string, differences: string) =>
      assert.rejects(
        obtain(folder),
        new UsageError(`${file} is ${kind} of other settings: ${differences}; ${remedy}`),
      );
    await refused(path, "a model", "epochs 2 (asked for: 50)");
    const unfinished = runCheckpointPath(folder, NAME);
    await storeRun(folder, { ...PROJECTS, config: { ...PROJECTS.config, seed: 7 } });
    await refused(unfinished, "an unfinished run", "seed 7 (asked for: 42)");
    await Deno.remove(unfinished);
    await storeModel(folder, "relu", 0, PROJECTS.config);
    const unknown = new UsageError(`${path} does not record its training; ${remedy}`);
    await assert.rejects(obtain(folder), unknown);
  }));

Deno.test("a model that another process has locked is not even read", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.copyFile(checkpointPath(projectModels(), NAME), checkpointPath(folder, NAME));
    using _lock = await lockModel(folder, NAME);
    await assert.rejects(obtain(folder), /is being trained by process \d+ already/);
  }));
