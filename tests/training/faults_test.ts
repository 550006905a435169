import assert from "node:assert/strict";
import { join } from "node:path";
import {
  checkpointPath,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import {
  readRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../../src/checkpoints/run_checkpoint.ts";
import type { Dataset, LabeledImages } from "../../src/data/dataset.ts";
import { CpuDevice } from "../../src/device/cpu/cpu_device.ts";
import { type Device, DeviceError } from "../../src/device/device.ts";
import type { TrainingConfig } from "../../src/training/config.ts";
import type { RunState } from "../../src/training/run_state.ts";
import {
  train,
  type TrainedModel,
  type TrainingOptions,
  type TrainingResult,
} from "../../src/training/train.ts";
import { device, openAnother } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { run as runOn } from "./small_run.ts";
import { striped } from "./striped.ts";

const SETTINGS = { epochs: 3, seed: 5 };

/** Of the size of FashionMNIST's images, so that states can be written. */
const dataset: Dataset = {
  train: striped(1, 1200, 28),
  test: striped(2, 300, 28),
  source: "made up",
};

/** Trains on them. */
function run(settings: Partial<TrainingConfig>, options: Partial<TrainingOptions> = {}) {
  return runOn(settings, { dataset, ...options });
}

/** What of a result must be the same bits, whatever happened on the way. */
function bits({ checkpoint }: TrainingResult) {
  const { weights, best, test, history } = checkpoint!;
  return { weights, best, test, history: history.map(({ seconds: _, ...record }) => record) };
}

const uncut = bits(await run(SETTINGS));

/** A device that something happens to when it is asked for its n-th operation. */
function struck(target: Device, operation: number, strike: () => void): Device {
  let left = operation;
  return new Proxy(target, {
    get(_, name) {
      if (name === "run" && left-- === 0) strike();
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Trains until the device fails, saving at every step; returns the error and the last state. */
async function trainInto(faulty: Device): Promise<{ error: Error; saved: RunState }> {
  let saved: RunState | undefined;
  const onState = (state: RunState) => {
    saved = state;
  };
  const options = { device: faulty, onState, saveEveryMinutes: 0 };
  const error = await run(SETTINGS, options).then(() => undefined, (error) => error);
  assert.ok(error instanceof DeviceError, `${error}`);
  assert.ok(saved, "a state was saved before");
  return { error, saved };
}

for (const operation of [100, 500, 1000]) {
  Deno.test(`a device that is gone at operation ${operation} is told, and the run goes on elsewhere`, async () => {
    const { liveBuffers } = device.memory;
    const gone = () => {
      throw new DeviceError("the device failed: it was lost");
    };
    const { error, saved } = await trainInto(struck(device, operation, gone));
    assert.match(error.message, /it was lost/);
    assert.equal(device.memory.liveBuffers, liveBuffers, "what failed cleans up all the same");
    assert.deepEqual(bits(await run(SETTINGS, { resumeFrom: saved })), uncut);
  });
}

Deno.test("a device closed under a training fails it, and another one goes on", async () => {
  const closing = await openAnother();
  const { error, saved } = await trainInto(struck(closing, 1000, () => closing.close()));
  assert.match(error.message, /failed: it was closed/);
  assert.deepEqual(bits(await run(SETTINGS, { resumeFrom: saved })), uncut);
});

Deno.test("a worker that dies over its task fails the training, and another device goes on", async () => {
  const dying = await CpuDevice.open({ threads: 3, blas: "none" });
  const out = Object.assign(dying.allocate(4), { bytes: 2 ** 31 }); // as if it were so large
  // Far beyond the memory's end: whichever thread takes such a task is thrown out of its kernel.
  const strike = () => dying.run({ op: "fill", out, count: 2 ** 29, value: 0 });
  const { error, saved } = await trainInto(struck(dying, 1000, strike));
  assert.match(error.message, /failed: the operation fill broke off/);
  dying.close();
  const fresh = await CpuDevice.open({ threads: 3, blas: "none" });
  const resumed = bits(await run(SETTINGS, { device: fresh, resumeFrom: saved }));
  assert.deepEqual(resumed, bits(await run(SETTINGS, { device: fresh })));
  fresh.close();
});

Deno.test("a training that finds the device's memory full says so, and leaves nothing there", async () => {
  const full = await CpuDevice.open({ blas: "none", threads: 1 });
  const fillers = [];
  for (let bytes = 2 ** 30; bytes >= 2 ** 16; bytes /= 2) {
    try {
      while (true) fillers.push(full.allocate(bytes));
    } catch (error) {
      assert.ok(error instanceof DeviceError);
    }
  }
  const { liveBuffers } = full.memory;
  await assert.rejects(run(SETTINGS, { device: full }), (error: Error) => {
    assert.ok(error instanceof DeviceError);
    assert.match(error.message, /^an array of [\d.]+ MiB was asked for, .* work on it in parts/);
    return true;
  });
  assert.equal(full.memory.liveBuffers, liveBuffers);
  for (const filler of fillers) full.release(filler);
  assert.equal((await run(SETTINGS, { device: full })).outcome, "finished");
  full.close();
});

/** Does something while no file can be written any further than its first 1,000 bytes. */
async function whileDiskIsFull(body: () => Promise<void>): Promise<void> {
  const write = Deno.FsFile.prototype.write;
  let room = 1000;
  Deno.FsFile.prototype.write = function (bytes) {
    if (room === 0) {
      const full = new Error("No space left on device (os error 28)");
      return Promise.reject(Object.assign(full, { code: "ENOSPC" }));
    }
    const part = bytes.subarray(0, room);
    room -= part.length;
    return write.call(this, part);
  };
  try {
    await body();
  } finally {
    Deno.FsFile.prototype.write = write;
  }
}

Deno.test("a full disk is told, and the files that were there stay what they were", () =>
  inTemporaryFolder(async (folder) => {
    const states: RunState[] = [];
    const { checkpoint } = await run({ epochs: 2 }, {
      onState: (state) => void states.push(state),
    });
    const files = [
      [
        runCheckpointPath(folder, "FashionMNIST_relu"),
        (path: string) => writeRunCheckpoint(path, states[1]!),
      ],
      [
        checkpointPath(folder, "FashionMNIST_relu"),
        (path: string) => writeCheckpoint(path, checkpoint!),
      ],
    ] as const;
    for (const [path, write] of files) {
      await Deno.writeTextFile(path, "what was there");
      await whileDiskIsFull(() =>
        assert.rejects(write(path), (error: Error) => {
          assert.ok(error instanceof CheckpointError);
          assert.match(
            error.message,
            /^cannot write .*: No space left on device .*free some space/,
          );
          return true;
        })
      );
      assert.equal(await Deno.readTextFile(path), "what was there");
    }
    assert.equal([...Deno.readDirSync(folder)].length, 2, "no half-written file is left");
  }));

Deno.test("a disk that is full at a save ends the training, and the state before it goes on", () =>
  inTemporaryFolder(async (folder) => {
    const path = runCheckpointPath(folder, "FashionMNIST_relu");
    let states = 0;
    const onState = (state: RunState) => {
      const save = () => writeRunCheckpoint(path, state);
      return ++states === 2 ? whileDiskIsFull(save) : save();
    };
    await assert.rejects(run(SETTINGS, { onState }), /No space left on device/);
    const saved = (await readRunCheckpoint(path))!;
    assert.equal(saved.history.length, 1);
    assert.deepEqual(bits(await run(SETTINGS, { resumeFrom: saved })), uncut);
  }));

Deno.test("a folder that cannot be written to is told before the training", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.chmod(folder, 0o555);
    // To root no permission is closed, but some folders of the system take no files.
    const readOnly = Deno.uid() === 0 ? "/sys/kernel" : folder;
    await assert.rejects(lockModel(readOnly, "FashionMNIST_relu"), (error: Error) => {
      assert.ok(error instanceof CheckpointError);
      assert.match(
        error.message,
        /^cannot write .*FashionMNIST_relu.*; change the permissions, or choose/,
      );
      return true;
    });
    await Deno.chmod(folder, 0o755);
  }));

Deno.test("a folder of checkpoints that vanishes in mid-training is made again", () =>
  inTemporaryFolder(async (parent) => {
    const folder = join(parent, "checkpoints");
    using lock = await lockModel(folder, "FashionMNIST_relu");
    const result = await run(SETTINGS, {
      onState: async (state) => {
        await lock.renew();
        await writeRunCheckpoint(runCheckpointPath(folder, "FashionMNIST_relu"), state);
        if (state.history.length === 2) await Deno.remove(folder, { recursive: true });
      },
    });
    assert.deepEqual(bits(result), uncut);
    await assert.rejects(lockModel(folder, "FashionMNIST_relu"), /is being trained by process/);
    const path = checkpointPath(folder, "FashionMNIST_relu");
    await writeCheckpoint(path, result.checkpoint as TrainedModel);
    assert.deepEqual((await readCheckpoint(path)).weights, result.checkpoint!.weights);
    assert.equal(
      (await readRunCheckpoint(runCheckpointPath(folder, "FashionMNIST_relu")))!.history.length,
      3,
    );
  }));

Deno.test("images that cannot be learnt, or tested by, are refused before the training", async () => {
  const { train, test } = dataset;
  const mislabelled = (images: LabeledImages) => ({
    ...images,
    labels: images.labels.map((label, i) => i === 200 ? 11 : label),
  });
  const cases: [Dataset, string][] = [
    [
      { ...dataset, train: mislabelled(train) },
      "dataset.train: expected labels below 10, got 11 of image 200",
    ],
    [
      { ...dataset, test: mislabelled(test) },
      "dataset.test: expected labels below 10, got 11 of image 200",
    ],
    [
      { ...dataset, test: striped(2, 300, 8) },
      "dataset.test: expected images of 784 bytes, as in training, got 64",
    ],
    [
      { ...dataset, train: { ...train, count: 1201 } },
      "dataset.train: expected as many bytes for each of 1201 images, got 940800 bytes",
    ],
  ];
  const { liveBuffers } = device.memory;
  for (const [wrong, message] of cases) {
    await assert.rejects(run(SETTINGS, { dataset: wrong }), { name: "UsageError", message });
  }
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("settings that are incomplete, and minutes that are none, are refused", async () => {
  const config = { activation: "relu" } as TrainingConfig;
  await assert.rejects(train({ device, dataset, config }), /UsageError: hiddenSizes .* is missing/);
  for (const saveEveryMinutes of [NaN, -1, "often" as unknown as number]) {
    await assert.rejects(
      run(SETTINGS, { saveEveryMinutes }),
      /^UsageError: saveEveryMinutes is .*, expected a number of minutes$/,
    );
  }
});

Deno.test("a loss that explodes ends the run with the value, the place and a remedy", async () => {
  const { outcome, stopped } = await run({ ...SETTINGS, learningRate: 1e6 });
  assert.equal(outcome, "diverged");
  assert.match(
    stopped,
    /^(the loss|a weight) became (-?Infinity|NaN) in epoch 1, step \d+; a smaller/,
  );
});
