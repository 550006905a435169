import assert from "node:assert/strict";
import { BatchSampler } from "../../src/data/batch_sampler.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { randomSplit } from "../../src/data/split.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { disposeOptimizerState, Optimizer } from "../../src/nn/optimizer.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { scope } from "../../src/tensor/scope.ts";
import { uint32Tensor } from "../../src/tensor/tensor.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { trainStep } from "../../src/training/train_step.ts";
import { device } from "../device/device.ts";
import { run } from "./small_run.ts";
import { striped } from "./striped.ts";

const train = striped(1, 1200);
const settings = { hiddenSizes: [16], batchSize: 50, learningRate: 0.02, momentum: 0.9 };

/** The losses of the first epoch and its validation accuracy, step by step without a run. */
async function firstEpoch(seed: number, splitSeed: number) {
  const split = randomSplit(1200, 1000, splitSeed);
  const { batchSize, hiddenSizes } = settings;
  const batches = new BatchSampler(1000, batchSize, seed);
  using resources = new DisposableStack();
  const order = resources.use(
    uint32Tensor(device, batches.nextEpoch().map((i) => split.train[i]!)),
  );
  const images = resources.adopt(new DeviceDataset(device, train), (images) => images.dispose());
  const network = new MLP({ activation: findActivation("relu"), hiddenSizes, inputSize: 64 });
  const parameters = resources.adopt(network.init(device, seed), disposeWeights);
  const { learningRate, momentum } = settings;
  const optimizer = new Optimizer("momentum", { learningRate, momentum });
  const state = resources.adopt(optimizer.init(parameters), disposeOptimizerState);
  const losses: number[] = [];
  for (let step = 0; step < batches.batches; step++) {
    const { loss, correct } = scope(() => {
      const batch = images.batch(order, step * batchSize, batchSize);
      return trainStep({ network, optimizer }, parameters, state, batch);
    });
    losses.push(await loss.item());
    loss.dispose();
    correct.dispose();
  }
  const { accuracy } = await evaluate(network, parameters, images, split.validation);
  return { losses, validationAccuracy: accuracy };
}

Deno.test("one seed makes weights and batch order, the other one the split", async () => {
  for (const [seed, splitSeed] of [[5, 7], [7, 5], [5, 5]] as const) {
    const states: RunState[] = [];
    const config = { ...settings, epochs: 1, seed, splitSeed };
    const { history: [record] } = await run(config, {
      saveEveryMinutes: 0,
      onState: (state) => void states.push(state),
    });
    const expected = await firstEpoch(seed, splitSeed);
    const last = states.findLast(({ history }) => history.length === 0)!;
    assert.ok(last.losses.length > 10);
    assert.deepEqual([...last.losses], expected.losses.slice(0, last.losses.length));
    assert.equal(record!.validationAccuracy, expected.validationAccuracy);
  }
});
