import assert from "node:assert/strict";
import { join } from "node:path";
import { writeCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { CheckpointError } from "../../src/checkpoints/checkpoint_error.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { ActivationLayer } from "../../src/nn/layers/activation.ts";
import { Dense } from "../../src/nn/layers/dense.ts";
import type { Context, Layer } from "../../src/nn/layers/layer.ts";
import { Sequential } from "../../src/nn/layers/sequential.ts";
import { Network } from "../../src/nn/network.ts";
import { Optimizer } from "../../src/nn/optimizer.ts";
import type { Parameters } from "../../src/nn/parameters.ts";
import { add, multiply } from "../../src/tensor/ops/arithmetic.ts";
import { crossEntropy } from "../../src/tensor/ops/softmax.ts";
import { type Shape, sizeOf } from "../../src/tensor/shape.ts";
import type { Tensor } from "../../src/tensor/tensor.ts";
import type { TrainingConfig } from "../../src/training/config.ts";
import { networkOf } from "../../src/training/method.ts";
import type { RunState } from "../../src/training/run_state.ts";
import type { TrainingOptions } from "../../src/training/train.ts";
import type { Loss } from "../../src/training/train_step.ts";
import { device } from "../device/device.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { digests } from "./digests.ts";
import { run } from "./small_run.ts";

/** Adds a constant that is no training's to change; notes what it is applied in. */
class Shift implements Layer {
  readonly kind = "Shift";
  readonly training: boolean[] = [];
  parameters(shape: Shape) {
    const initializer = () => new Float32Array(sizeOf(shape)).fill(0.125);
    return { shift: { shape, initializer, trainable: false } };
  }
  outputShape(shape: Shape) {
    return shape;
  }
  apply({ shift }: Parameters, x: Tensor, { training }: Context) {
    this.training.push(training);
    return add(x, shift!);
  }
}

/** The states before every step, and at the ends of epochs. */
async function states(
  settings: Partial<TrainingConfig>,
  options: Partial<TrainingOptions> = {},
): Promise<RunState[]> {
  const states: RunState[] = [];
  await run(settings, {
    saveEveryMinutes: 0,
    ...options,
    onState: (state) => void states.push(state),
  });
  return states;
}

/** The one of the states that was reached after so many epochs and steps. */
function at(states: RunState[], epochs: number, steps: number): RunState {
  return states.find(({ history, losses }) =>
    history.length === epochs && losses.length === steps
  )!;
}

Deno.test("a script's network is trained, but for what is not to be; evaluation is told apart", async () => {
  const shift = new Shift();
  const tanh = new ActivationLayer(findActivation("tanh"));
  const network = new Network(
    new Sequential([new Dense(32), tanh, shift, new Dense(10)]),
    [64],
  );
  const { liveBuffers } = device.memory;
  const { checkpoint } = await run({}, { network });
  assert.equal(device.memory.liveBuffers, liveBuffers);
  assert.ok(checkpoint!.test!.accuracy > 0.6, `${checkpoint!.test!.accuracy}`);
  const { weights } = checkpoint!;
  assert.deepEqual([...weights.keys()], Object.keys(network.specs));
  assert.deepEqual(weights.get("Shift_0.shift")!.data, new Float32Array(32).fill(0.125));
  assert.equal(shift.training.filter((training) => training).length, 4 * 20, "steps");
  assert.equal(shift.training.filter((training) => !training).length, 4 + 1, "evaluations");

  const all = await states({ epochs: 1 }, { network });
  const from = at(all, 0, 17);
  assert.deepEqual([...from.slots.velocity!.keys()], Object.keys(network.trainableSpecs));
  const resumed = await states({ epochs: 1 }, { network, resumeFrom: from });
  assert.deepEqual(digests(at(resumed, 1, 0).weights), digests(at(all, 1, 0).weights));

  await inTemporaryFolder((folder) =>
    assert.rejects(
      writeCheckpoint(join(folder, "model"), checkpoint!),
      (error) =>
        error instanceof CheckpointError && /tensor Dense_0.kernel has/.test(error.message),
    )
  );
});

Deno.test("the learning rate follows the schedule, from step to step and across a resumption", async () => {
  const seen: number[] = [];
  const schedule = (step: number) => {
    seen.push(step);
    return step < 25 ? 1 / (1 + step) : 0;
  };
  const all = await states({ epochs: 2 }, { schedule });
  const steps = [...Array(40).keys()];
  assert.deepEqual(seen, steps);
  const weights = (epochs: number, steps: number) => digests(at(all, epochs, steps).weights);
  assert.notDeepEqual(weights(1, 5), weights(1, 4));
  assert.deepEqual(weights(2, 0), weights(1, 5), "a learning rate of 0 changes nothing");

  seen.length = 0;
  const resumed = await states({ epochs: 2 }, { schedule, resumeFrom: at(all, 1, 3) });
  assert.deepEqual(seen, steps.slice(23));
  assert.deepEqual(digests(at(resumed, 2, 0).weights), weights(2, 0));
});

Deno.test("the configuration's schedule and clipping are followed, and its warm-up fits", async () => {
  const settings = { epochs: 2, optimizer: "sgd", learningRate: 0.05 } as const;
  const factor = (step: number) => step < 10 ? (step + 1) / 10 : step < 30 ? 1 : 0.5;
  const expected = at(await states(settings, { schedule: factor }), 2, 0);
  const scheduled = { ...settings, schedule: "step:every=1,gamma=0.5", warmupSteps: 10 };
  const ours = at(await states(scheduled), 2, 0);
  assert.deepEqual(digests(ours.weights), digests(expected.weights));

  const clipped = at(await states({ ...settings, clipNorm: 1e-7 }), 2, 0);
  const initial = initialParameters(networkOf(clipped.config, 64).specs, clipped.config.seed);
  const moved = [...initial].map(([name, { data }]) =>
    Math.max(...data.map((value, i) => Math.abs(value - clipped.weights.get(name)!.data[i]!)))
  );
  assert.ok(moved.every((distance) => distance < 1e-6), `${moved}`);

  await assert.rejects(
    run({ ...scheduled, warmupSteps: 41 }),
    /^UsageError: expected a warm-up of 0 to 40 steps, which the training has, got 41$/,
  );
});

Deno.test("a script's loss is what is lowered", async () => {
  const flat: Loss = (logits, labels) => {
    const { loss, correct } = crossEntropy(logits, labels);
    return { loss: multiply(loss, 0), correct };
  };
  const last = at(await states({ epochs: 1 }, { loss: flat }), 1, 0);
  const initial = initialParameters(networkOf(last.config, 64).specs, last.config.seed);
  assert.deepEqual(digests(last.weights), digests(initial));
  assert.equal(last.history[0]!.loss, 0);
});

Deno.test("a script's optimiser takes the place of the configuration's", async () => {
  const settings = { learningRate: 0.05, momentum: 0.5 };
  const expected = await states({ epochs: 1, ...settings });
  const optimizer = new Optimizer("momentum", settings);
  const ours = await states({ epochs: 1 }, { optimizer });
  assert.deepEqual(digests(at(ours, 1, 0).weights), digests(at(expected, 1, 0).weights));
});

Deno.test("plain SGD trains as momentum SGD without momentum, and keeps nothing", async () => {
  const optimizer = new Optimizer("sgd", { learningRate: 0.05 });
  const all = await states({ epochs: 1 }, { optimizer });
  const expected = at(await states({ epochs: 1, learningRate: 0.05, momentum: 0 }), 1, 0);
  assert.deepEqual(digests(at(all, 1, 0).weights), digests(expected.weights));
  assert.deepEqual(expected.slots.velocity!.size, expected.weights.size);

  const from = at(all, 0, 9);
  assert.deepEqual(from.slots, {});
  const resumed = await states({ epochs: 1 }, { optimizer, resumeFrom: from });
  assert.deepEqual(digests(at(resumed, 1, 0).weights), digests(expected.weights));
  await assert.rejects(
    run({ epochs: 1 }, { resumeFrom: from }),
    /^UsageError: the unfinished run cannot go on: its optimiser keeps nothing, expected velocity$/,
  );
});

Deno.test("each layer learns its slope of prelu, saved and resumed with the weights", async () => {
  const all = await states({ activation: "prelu:slope=0.1", epochs: 1 });
  const last = at(all, 1, 0);
  const slopes = ["Activation_0.slope", "Activation_1.slope"].map((name) => {
    const [slope] = last.weights.get(name)!.data;
    assert.ok(Math.abs(slope! - 0.1) > 1e-4, `${name} ${slope}`);
    return slope;
  });
  assert.notEqual(slopes[0], slopes[1]);
  const resumed = await states({ activation: "prelu:slope=0.1", epochs: 1 }, {
    resumeFrom: at(all, 0, 9),
  });
  assert.deepEqual(digests(at(resumed, 1, 0).weights), digests(last.weights));
});
