import assert from "node:assert/strict";
import { join } from "node:path";
import { readRunCheckpoint, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { UsageError } from "../../src/errors.ts";
import type { TrainingConfig } from "../../src/training/config.ts";
import type { RunState } from "../../src/training/run_state.ts";
import type { TrainingOptions, TrainingResult } from "../../src/training/train.ts";
import { fc } from "../dependencies.ts";
import { device } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { digests } from "./digests.ts";
import { run } from "./small_run.ts";
import { striped } from "./striped.ts";

/** Of the size of FashionMNIST's images, so that states can be written; 3 batches of 100 train. */
const dataset: Dataset = {
  train: striped(1, 360, 28),
  test: striped(2, 100, 28),
  source: "made up",
};
const STEPS = 3;

/** A run that learns to its last epoch; and one that does not, and spends its patience. */
const learning = { hiddenSizes: [8], batchSize: 100, epochs: 3 };
const waiting = { ...learning, epochs: 50, patience: 3, learningRate: 1e-12 };

interface Ending {
  readonly result: TrainingResult;
  /** All that were handed out. */
  readonly states: readonly RunState[];
}

/** Runs from a state, if given, to the end or for so many steps, with a state before every step. */
async function piece(
  settings: Partial<TrainingConfig>,
  from?: RunState,
  steps = Infinity,
): Promise<Ending> {
  const controller = new AbortController();
  const states: RunState[] = [];
  const result = await run(settings, {
    dataset,
    resumeFrom: from,
    signal: controller.signal,
    saveEveryMinutes: 0,
    onState(state) {
      states.push(state);
      if (states.length > steps) controller.abort();
    },
  });
  return { result, states };
}

/** Runs from a state to the end, and returns what must be the same bits: all but the time it took. */
async function endFrom(settings: Partial<TrainingConfig>, from?: RunState) {
  let last = from;
  const { outcome, stopped, checkpoint } = await run(settings, {
    dataset,
    resumeFrom: from,
    onState: (state) => void (last = state),
  });
  assert.equal(outcome, "finished");
  const { weights, slots, best } = last!;
  return {
    stopped,
    checkpoint: {
      ...checkpoint,
      history: timeless(checkpoint!.history),
      weights: digests(checkpoint!.weights),
    },
    last: {
      ...last,
      history: timeless(last!.history),
      weights: digests(weights),
      slots: Object.fromEntries(
        Object.entries(slots).map(([slot, kept]) => [slot, digests(kept)]),
      ),
      best: digests(best!),
    },
  };
}

function timeless(history: RunState["history"]) {
  return history.map(({ seconds, ...record }) => {
    assert.ok(seconds > 0);
    return record;
  });
}

for (const [name, settings] of Object.entries({ learning, waiting })) {
  Deno.test(`a run that is ${name}, cut before any of its steps, ends with the same bits`, async () => {
    const expected = await endFrom(settings);
    const places = new Set<string>();
    for (const state of (await piece(settings)).states) {
      places.add(`${state.history.length} ${state.losses.length}`);
      assert.deepEqual(await endFrom(settings, state), expected);
    }
    const epochs = expected.checkpoint.history.length;
    assert.equal(places.size, epochs * STEPS + 1, "before every step, and after the last");
  });
}

Deno.test("a run cut into pieces, kept as files between them, ends with the same bits", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run");
    const uncut = { learning: await endFrom(learning), waiting: await endFrom(waiting) };
    const kind = fc.constantFrom("learning" as const, "waiting" as const);
    const pieces = fc.array(fc.integer({ min: 0, max: 2 * STEPS }), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(kind, pieces, async (kind, pieces) => {
      const settings = { learning, waiting }[kind];
      let from: RunState | undefined;
      for (const steps of pieces) {
        const { states } = await piece(settings, from, steps);
        const last = states.at(-1) ?? from!; // none is handed out where nothing is left to do
        await writeRunCheckpoint(path, last);
        from = await readRunCheckpoint(path);
        assert.deepEqual(digests(from!.slots.velocity!), digests(last.slots.velocity!));
      }
      assert.deepEqual(await endFrom(settings, from), uncut[kind]);
    });
    await fc.assert(property, { numRuns: 8 });
  }));

/** Each optimiser, and with them every schedule and kinds of beginning. */
const METHODS: Partial<TrainingConfig>[] = [
  { optimizer: "sgd", clipNorm: 0.5, schedule: "step:every=1,gamma=0.5" },
  { optimizer: "nesterov", weightDecay: 0.01, initializer: "he_normal" },
  { optimizer: "rmsprop", schedule: "cosine:floor=0.1", warmupSteps: 6 },
  { optimizer: "adagrad", initializer: "orthogonal:gain=torch" },
  { optimizer: "adam", schedule: "cosine", warmupSteps: 2, clipNorm: 0.1 },
  { optimizer: "adamw", weightDecay: 0.1, initializer: "scaled:sigma_w=1.4,sigma_b=0.1" },
];

for (const method of METHODS) {
  Deno.test(`a run by ${method.optimizer}, cut and kept as a file, ends with the same bits`, () =>
    inTemporaryFolder(async (folder) => {
      const path = join(folder, "run");
      const settings = { ...learning, learningRate: 0.01, ...method };
      const { result, states } = await piece(settings);
      const expected = await endFrom(settings);
      assert.deepEqual(digests(result.checkpoint!.weights), expected.checkpoint.weights);
      const [first, second] = [states[1]!, states[STEPS + 1]!];
      assert.deepEqual([first.losses.length, second.history.length], [1, 1]);
      for (const state of [first, second]) {
        await writeRunCheckpoint(path, state);
        const from = await readRunCheckpoint(path);
        assert.deepEqual(from!.config, state.config);
        assert.deepEqual(await endFrom(settings, from), expected);
      }
      for (const field of Object.keys(method) as (keyof TrainingConfig)[]) {
        const { [field]: _, ...other } = { ...settings };
        await assert.rejects(endFrom(other, first), new RegExp(`: it was begun with .*${field} `));
      }
    }));
}

Deno.test("an aborted run hands out the step it has reached, and one from there begins with it", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const states: RunState[] = [];
  function onState(state: RunState): void {
    states.push(state);
    if (state.losses.length === 7) controller.abort();
  }
  const { stopped } = await run({}, { signal, saveEveryMinutes: 0, onState });
  const state = states.at(-1)!;
  assert.equal(state.losses.length, 7);
  assert.equal(stopped, "interrupted in epoch 1 after 7 of 20 steps");

  states.length = 0;
  const again = await run({}, { resumeFrom: state, signal, onState });
  assert.equal(again.stopped, stopped);
  assert.equal(states.length, 1);
  assert.deepEqual(states[0]!.losses, state.losses);
  assert.deepEqual(digests(states[0]!.slots.velocity!), digests(state.slots.velocity!));
  assert.ok(states[0]!.seconds >= state.seconds, "the time before counts");
});

Deno.test("states are handed out at the ends of epochs, the last included, and not more often", async () => {
  const states: RunState[] = [];
  const { history } = await run({}, { onState: (state) => void states.push(state) });
  assert.deepEqual(states.map(({ history }) => history.length), [1, 2, 3, 4]);
  assert.ok(states.every(({ losses, correct }) => losses.length === 0 && correct.length === 0));
  assert.deepEqual(states.at(-1)!.history, history);

  const done = await run({}, {
    resumeFrom: states.at(-1),
    onState: () => assert.fail("nothing to do"),
  });
  assert.equal(done.stopped, "all 4 epochs done");
  assert.deepEqual(done.history, history);
  assert.deepEqual(digests(done.checkpoint!.weights), digests(states.find(isBest)!.weights));

  function isBest({ history: { length } }: RunState): boolean {
    return length === done.checkpoint!.best.epoch;
  }
});

Deno.test("what is thrown where a state goes ends the run, and no memory is left behind", async () => {
  const { liveBuffers } = device.memory;
  const failure = new Error("no room");
  const attempt = run({}, { onState: () => Promise.reject(failure) });
  await assert.rejects(attempt, failure);
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("within an epoch a state is due after so many minutes, and no sooner", async () => {
  const { now } = performance;
  let clock = 0;
  performance.now = () => clock;
  try {
    const positions: string[] = [];
    await run({ ...learning, epochs: 4 }, {
      dataset,
      saveEveryMinutes: 2,
      onState: ({ history, losses }) => void positions.push(`${history.length}+${losses.length}`),
      onEpoch: ({ epoch }) => clock += [119_999, 0, 120_000][epoch - 1] ?? 0,
    });
    assert.deepEqual(positions, ["1+0", "2+0", "3+0", "3+0", "4+0"]);
  } finally {
    performance.now = now;
  }
});

Deno.test("a model says which devices it was trained on", async () => {
  const { name } = device.info;
  const { states: [state] } = await piece(learning, undefined, 1);
  assert.deepEqual(state!.devices, [name]);
  const { result } = await piece(learning, { ...state!, devices: ["another"] });
  assert.equal(result.checkpoint!.device, `another, then ${name}`);
});

Deno.test("a state of another run is refused, and what is different is named", async () => {
  const { states } = await piece(learning, undefined, 2);
  const from = states.at(-1)!;
  async function refused(
    change: Partial<TrainingConfig>,
    options: Partial<TrainingOptions>,
    expected: RegExp,
  ): Promise<void> {
    const { liveBuffers } = device.memory;
    await assert.rejects(
      run({ ...learning, ...change }, { dataset, resumeFrom: from, ...options }),
      (error) => {
        assert.ok(error instanceof UsageError, String(error));
        assert.match(error.message, /^the unfinished run cannot go on: /);
        assert.match(error.message, expected);
        return true;
      },
    );
    assert.equal(device.memory.liveBuffers, liveBuffers);
  }
  await refused(
    { learningRate: 1 },
    {},
    /with learningRate 0.02 \(asked for: 1\); repeat its settings, or begin from scratch$/,
  );
  await refused({ limit: 100 }, {}, /with limit none \(asked for: 100\);/);
  await refused(
    { epochs: 9, seed: 1 },
    {},
    /with seed 42 \(asked for: 1\); epochs 3 \(asked for: 9\); repeat/,
  );
  await refused({ hiddenSizes: [8, 8] }, {}, /with hiddenSizes \[8\] \(asked for: \[8,8\]\)/);
  const bias = { shape: [8], data: new Float32Array(8).fill(NaN) };
  const velocity = new Map([...from.slots.velocity!, ["Dense_0.bias", bias]]);
  await refused(
    {},
    { resumeFrom: { ...from, slots: { velocity } } },
    /tensor Dense_0.bias has the value NaN/,
  );
  await refused(
    {},
    { resumeFrom: { ...from, losses: new Float32Array(7), correct: new Float32Array(7) } },
    /it has 7 losses and 7 hits of an epoch of 3 steps/,
  );
  await refused(
    {},
    { dataset: { ...dataset, train: striped(1, 360), test: striped(2, 90) } },
    /tensor Dense_0.kernel has the shape \[ 784, 8 \], expected \[ 64, 8 \]/,
  );
});
