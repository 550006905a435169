import assert from "node:assert/strict";
import { join } from "node:path";
import { networkProbe } from "../../src/analysis/network_probe.ts";
import { readRunCheckpoint, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { trainingSplit } from "../../src/data/split.ts";
import { UsageError } from "../../src/errors.ts";
import type { TrainingConfig } from "../../src/training/config.ts";
import type { RunProbes } from "../../src/training/probes.ts";
import type { RunState } from "../../src/training/run_state.ts";
import type { TrainingOptions } from "../../src/training/train.ts";
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
const settings = { hiddenSizes: [8], batchSize: 100, epochs: 3, optimizer: "adam" } as const;

/** A run with a state before every step. */
async function states(options: Partial<TrainingOptions>, more: Partial<TrainingConfig> = {}) {
  const states: RunState[] = [];
  const result = await run({ ...settings, ...more }, {
    dataset,
    saveEveryMinutes: 0,
    onState: (state) => void states.push(state),
    ...options,
  });
  return { states, result };
}

function epochsOf(probes: RunProbes | undefined): number[] | undefined {
  return probes?.epochs.map(({ epoch }) => epoch);
}

Deno.test("a probe changes no bit of a training, and leaves no memory behind", async () => {
  const { liveBuffers } = device.memory;
  const plain = await states({});
  const probed = await states({ probe: networkProbe({ keep: "all" }) });
  assert.equal(device.memory.liveBuffers, liveBuffers);
  assert.equal(plain.result.probes, undefined);
  const bits = (state: RunState) => [
    digests(state.weights),
    Object.values(state.slots).map(digests),
    state.losses,
    state.correct,
  ];
  assert.deepEqual(probed.states.map(bits), plain.states.map(bits));
  const { history } = plain.result;
  assert.deepEqual(
    probed.result.history.map((record) => ({ ...record, seconds: 0 })),
    history.map((record) => ({ ...record, seconds: 0 })),
  );
});

Deno.test("the start and the best epoch are kept, or all", async () => {
  const best = await states({ probe: networkProbe() });
  const { epoch } = best.result.checkpoint!.best;
  assert.deepEqual(epochsOf(best.result.probes), [0, epoch]);
  assert.deepEqual(best.result.checkpoint!.probes, best.result.probes);
  const all = await states({ probe: networkProbe({ keep: "all" }) });
  assert.deepEqual(epochsOf(all.result.probes), [0, 1, 2, 3]);
  assert.deepEqual(all.result.probes!.epochs[epoch], best.result.probes!.epochs[1]);
  const [start, ...later] = all.result.probes!.epochs;
  assert.ok(start!.activations[0]!.deadInTraining);
  assert.deepEqual(
    later.filter(({ activations }) => activations[0]!.deadInTraining).map(({ epoch }) => epoch),
    [epoch],
  );
  assert.notDeepEqual(later[0]!.weights, start!.weights);
});

Deno.test("a run that is cut before any step, and kept as a file, ends with the same probes", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run");
    for (const keep of ["best", "all"] as const) {
      const probe = networkProbe({ keep });
      const { states: cuts, result } = await states({ probe }, { epochs: 2 });
      for (const state of cuts) {
        await writeRunCheckpoint(path, state);
        const resumeFrom = await readRunCheckpoint(path);
        assert.deepEqual(resumeFrom!.probes, state.probes);
        const resumed = await states({ probe, resumeFrom }, { epochs: 2 });
        assert.deepEqual(resumed.result.probes, result.probes);
      }
    }
  }));

Deno.test("a run does not go on with other probes than it was begun with", async () => {
  const { states: [state] } = await states({ probe: networkProbe() });
  const { states: [plain] } = await states({});
  const refused = (options: Partial<TrainingOptions>, expected: string) =>
    assert.rejects(
      states(options),
      new UsageError(
        `the unfinished run cannot go on: it was begun with ${expected}; ` +
          "repeat its settings, or begin from scratch",
      ),
    );
  const best = "probes of the start and the best epoch";
  await refused({ resumeFrom: state }, `${best} (asked for: no probes)`);
  await refused(
    { resumeFrom: state, probe: networkProbe({ keep: "all" }) },
    `${best} (asked for: probes of all epochs)`,
  );
  await refused({ resumeFrom: plain, probe: networkProbe() }, `no probes (asked for: ${best})`);
});

Deno.test("of a run that diverges, what was measured before is kept", async () => {
  const { result } = await states(
    { probe: networkProbe({ keep: "all" }) },
    { optimizer: "sgd", learningRate: 1e30 },
  );
  assert.equal(result.outcome, "diverged");
  assert.deepEqual(epochsOf(result.probes), [0]);
});

Deno.test("neurons that no training image activates are found, as all of them are looked at", async () => {
  // The first thousand black, the last white, the others grey, which is almost 0.
  const images = new Uint8Array(3600 * 784).fill(127);
  const positions = trainingSplit(3600, 42).train;
  const paint = (position: number, value: number) =>
    images.fill(value, position * 784, (position + 1) * 784);
  for (const position of positions.subarray(0, 1000)) paint(position, 0);
  paint(positions.at(-1)!, 255);
  const train = { count: 3600, images, labels: new Uint8Array(3600) };
  const { result } = await states(
    { dataset: { ...dataset, train }, probe: networkProbe() },
    { hiddenSizes: [64], epochs: 1, learningRate: 1e-12 },
  );
  const [start] = result.probes!.epochs;
  const [layer] = start!.activations;
  assert.ok(layer!.dead.length > 20, "about half of the neurons are 0 for black");
  assert.ok(layer!.deadInTraining!.length < 5, "hardly any for white as well");
});
