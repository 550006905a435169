import assert from "node:assert/strict";
import { networkProbe } from "../../src/analysis/network_probe.ts";
import { checkpointPath } from "../../src/checkpoints/checkpoint.ts";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import type { ModelLock } from "../../src/checkpoints/model_lock.ts";
import { readRunCheckpoint, runCheckpointPath } from "../../src/checkpoints/run_checkpoint.ts";
import { exists } from "../../src/checkpoints/disk.ts";
import { type TrainingTask, trainModel } from "../../src/cli/train_model.ts";
import type { Device } from "../../src/device/device.ts";
import { openDevice } from "../../src/device/open.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { train } from "../../src/training/train.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { striped } from "../training/striped.ts";

const NAME = "FashionMNIST_relu";

/** A training of two epochs, all but its lock. */
function taskFor(device: Device, checkpoints: string): Omit<TrainingTask, "lock"> {
  return {
    device,
    dataset: { train: striped(1, 120, 28), test: striped(2, 30, 28), source: "made up" },
    config: parseTrainingConfig({
      activation: "relu",
      hiddenSizes: [8],
      batchSize: 50,
      epochs: 2,
    }),
    checkpoints,
    name: NAME,
    resumeHint: "it can go on",
  };
}

Deno.test("a run is kept until its model is written", () =>
  inTemporaryFolder(async (checkpoints) => {
    const device = await openDevice("cpu", { threads: 1, blas: "none" });
    const [path, unfinished] = [
      checkpointPath(checkpoints, NAME),
      runCheckpointPath(checkpoints, NAME),
    ];
    const lock = {
      async renew() {
        // Where a folder is, no file can be written.
        if ((await readRunCheckpoint(unfinished))?.history.length === 2) await Deno.mkdir(path);
      },
      [Symbol.dispose]() {},
    };
    const attempt = trainModel({ quiet: true }, { ...taskFor(device, checkpoints), lock });
    await assert.rejects(attempt, /^CheckpointError: cannot write .*FashionMNIST_relu.safetensors/);
    assert.equal((await readRunCheckpoint(unfinished))!.history.length, 2);
    device.close();
  }));

Deno.test("a run that was begun with probes goes on with them", () =>
  inTemporaryFolder(async (checkpoints) => {
    const device = await openDevice("cpu", { threads: 1, blas: "none" });
    const task = {
      ...taskFor(device, checkpoints),
      lock: { async renew() {}, [Symbol.dispose]() {} },
    };
    const states: RunState[] = [];
    await train({
      ...task,
      probe: networkProbe({ keep: "all" }),
      onState: (state) => void states.push(state),
    });
    const { probes } = await trainModel({ quiet: true }, { ...task, resumeFrom: states[0] });
    assert.deepEqual(probes?.epochs.map(({ epoch }) => epoch), [0, 1, 2]);
    device.close();
  }));

Deno.test("a lock is renewed before each save, and one that is lost ends the training", () =>
  inTemporaryFolder(async (checkpoints) => {
    const device = await openDevice("cpu", { threads: 1, blas: "none" });
    const unfinished = runCheckpointPath(checkpoints, NAME);
    const task = taskFor(device, checkpoints);
    /** A lock that is lost at its last renewal; it notes how many epochs are saved at each. */
    function lockFor(renewals: number, saved: unknown[]): ModelLock {
      return {
        async renew() {
          saved.push((await readRunCheckpoint(unfinished))?.history.length);
          if (saved.length === renewals) throw new CheckpointError("somebody else has it");
        },
        [Symbol.dispose]() {},
      };
    }
    const kept: unknown[] = [];
    const result = await trainModel({ quiet: true }, { ...task, lock: lockFor(9, kept) });
    assert.equal(result.outcome, "finished");
    assert.deepEqual(kept, [undefined, 1, 2], "before both epochs' saves, and before the model's");
    assert.ok(await exists(checkpointPath(checkpoints, NAME)));

    const lost: unknown[] = [];
    await Deno.remove(checkpointPath(checkpoints, NAME));
    const attempt = trainModel({ quiet: true }, { ...task, lock: lockFor(3, lost) });
    await assert.rejects(attempt, /^CheckpointError: somebody else has it$/);
    assert.equal((await readRunCheckpoint(unfinished))!.history.length, 2);
    assert.ok(
      !await exists(checkpointPath(checkpoints, NAME)),
      "the model is the other's now",
    );
    device.close();
  }));
