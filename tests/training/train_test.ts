import assert from "node:assert/strict";
import { BatchSampler } from "../../src/data/batch_sampler.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { randomSplit } from "../../src/data/split.ts";
import { activationNames, findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { disposeOptimizerState, Optimizer } from "../../src/nn/optimizer.ts";
import { scope } from "../../src/tensor/scope.ts";
import { uint32Tensor } from "../../src/tensor/tensor.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { trainStep } from "../../src/training/train_step.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import golden from "../golden/training.json" with { type: "json" };
import { run } from "./small_run.ts";

const fashion = await loadFashionMNIST({ mirrors: [] });

/** A step of a run on the real data; `step` from 0 within the first epoch. */
function firstEpoch(activation: string) {
  const images = new DeviceDataset(device, fashion.train);
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimizer = new Optimizer("momentum", { learningRate: 0.01, momentum: 0.9 });
  const state = optimizer.init(parameters);
  const { train } = randomSplit(60000, 50000, 42);
  const order = uint32Tensor(
    device,
    new BatchSampler(50000, 256, 42).nextEpoch().map((i) => train[i]!),
  );
  return {
    step: (i: number) =>
      scope(() =>
        trainStep({ network, optimizer }, parameters, state, images.batch(order, i * 256, 256))
      ),
    dispose() {
      images.dispose();
      disposeOptimizerState(state);
      order.dispose();
      disposeWeights(parameters);
    },
  };
}

/** The losses of the first steps of a run. */
async function lossesOf(run: ReturnType<typeof firstEpoch>, steps: number): Promise<number[]> {
  const metrics = Array.from({ length: steps }, (_, i) => run.step(i));
  const losses = await Promise.all(metrics.map(({ loss }) => loss.item()));
  for (const { loss, correct } of metrics) {
    loss.dispose();
    correct.dispose();
  }
  return losses;
}

Deno.test("the first 20 losses of each activation are the reference's", async (t) => {
  const names = activationNames().filter((name) => name in golden.losses);
  assert.equal(names.length, 6);
  for (const name of names) {
    await t.step(name, async () => {
      const run = firstEpoch(name);
      const losses = await lossesOf(run, 20);
      const expected = golden.losses[name as keyof typeof golden.losses];
      assertClose(losses, expected, { relative: 1e-4 }, "loss");
      run.dispose();
    });
  }
});

Deno.test("a step takes at most 30 dispatches and leaves no buffer behind", async () => {
  const run = firstEpoch("elu");
  await lossesOf(run, 10);
  const before = { ...device.memory, dispatches: device.dispatches };
  await lossesOf(run, 10);
  const perStep = (device.dispatches - before.dispatches) / 10;
  assert.ok(perStep <= 30, `${perStep} dispatches a step`);
  const { liveBuffers, liveBytes, pooledBytes } = before;
  assert.deepEqual(device.memory, { liveBuffers, liveBytes, pooledBytes });
  run.dispose();
});

Deno.test("training learns, records its epochs, keeps and tests the best", async () => {
  const told: [number, boolean][] = [];
  const progress: number[] = [];
  const { liveBuffers } = device.memory;
  const { outcome, stopped, history, checkpoint } = await run({}, {
    onEpoch: ({ epoch }, best) => told.push([epoch, best]),
    onProgress: ({ stepsDone }) => progress.push(stepsDone),
  });
  assert.equal(outcome, "finished");
  assert.equal(stopped, "all 4 epochs done");
  assert.deepEqual(history.map(({ epoch }) => epoch), [1, 2, 3, 4]);
  const accuracies = history.map(({ validationAccuracy }) => validationAccuracy);
  assert.ok(accuracies.at(-1)! > 0.6, `${accuracies}`);
  assert.ok(history[3]!.loss < history[0]!.loss);
  const best = accuracies.indexOf(Math.max(...accuracies)) + 1;
  assert.deepEqual(checkpoint!.best, { epoch: best, validationAccuracy: Math.max(...accuracies) });
  assert.deepEqual(told.map(([epoch]) => epoch), [1, 2, 3, 4]);
  assert.equal(told.findLast(([, better]) => better)![0], best);
  assert.equal(progress.at(-1), 20, "every epoch has 1000 / 50 steps");
  assert.equal(checkpoint!.test!.total, 300);
  assert.ok(checkpoint!.test!.accuracy > 0.6);
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("the weights of the best epoch are kept and tested, not those of the last", async () => {
  let first: RunState | undefined;
  await run({ epochs: 3 }, { onState: (state) => void (first ??= state) });
  const zeros = [...first!.weights].map(([name, { shape, data }]) =>
    [name, { shape, data: new Float32Array(data.length) }] as const
  );
  // An epoch that no other can be better than, whose network takes every image for the first class.
  const from = {
    ...first!,
    history: [{ ...first!.history[0]!, validationAccuracy: 1 }],
    best: new Map(zeros),
  };
  let last: RunState | undefined;
  const { history, checkpoint } = await run({ epochs: 3 }, {
    resumeFrom: from,
    onState: (state) => void (last = state),
  });
  assert.equal(history.length, 3);
  assert.deepEqual(checkpoint!.best, { epoch: 1, validationAccuracy: 1 });
  assert.deepEqual(checkpoint!.weights, from.best);
  assert.deepEqual(last!.best, from.best);
  assert.deepEqual(checkpoint!.test, { accuracy: 0.1, correct: 30, total: 300 });
});

Deno.test("the same run gives the same bits, another seed others", async () => {
  const weights = async (seed: number) =>
    (await run({ epochs: 2, seed })).checkpoint!.weights.get("Dense_2.kernel")!.data;
  const first = await weights(3);
  assert.deepEqual(await weights(3), first);
  assert.notDeepEqual(await weights(4), first);
});

Deno.test("training stops when nothing gets better for as long as its patience", async () => {
  const { stopped, history, checkpoint } = await run({
    epochs: 50,
    patience: 2,
    learningRate: 1e-12, // as good as none
  });
  assert.equal(stopped, "no better validation accuracy for 2 epochs");
  assert.equal(history.length, 3);
  assert.equal(checkpoint!.best.epoch, 1);
});

Deno.test("a loss that is NaN ends the run with that reason", async () => {
  const { outcome, stopped, checkpoint } = await run({ learningRate: 1e30 });
  assert.equal(outcome, "diverged");
  assert.match(stopped, /^the loss became (NaN|-?Infinity) in epoch 1, step \d+; a smaller/);
  assert.equal(checkpoint, undefined);
});

Deno.test("a weight that is no number ends the run before it is validated or handed out", async () => {
  const { outcome, stopped, history } = await run({ limit: 50, learningRate: 1e39 }, {
    onState: () => assert.fail("a state was handed out"),
  });
  assert.equal(outcome, "diverged");
  assert.match(stopped, /^a weight became (NaN|-?Infinity) in epoch 1, step 1; a smaller/);
  assert.deepEqual(history, []);
});

Deno.test("an aborted run ends soon and keeps the best so far", async () => {
  const controller = new AbortController();
  const { outcome, stopped, history, checkpoint } = await run({ epochs: 1000, patience: 1000 }, {
    signal: controller.signal,
    onEpoch: ({ epoch }) => epoch === 2 && controller.abort(),
  });
  assert.equal(outcome, "interrupted");
  assert.equal(stopped, "interrupted in epoch 3 after 0 of 20 steps");
  assert.equal(history.length, 2);
  assert.ok(checkpoint!.best.epoch <= 2);
});

Deno.test("a limit trains on the first images only; too small for a batch, it is refused", async () => {
  const { history } = await run({ limit: 100, epochs: 1 });
  assert.equal(history.length, 1);
  await assert.rejects(
    run({ limit: 10 }),
    /the batch size is 50, expected an integer from 1 to 10/,
  );
});
