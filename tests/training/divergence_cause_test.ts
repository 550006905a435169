import assert from "node:assert/strict";
import { findActivation, registerActivation } from "../../src/nn/activations.ts";
import { ActivationLayer } from "../../src/nn/layers/activation.ts";
import { Dense } from "../../src/nn/layers/dense.ts";
import { Sequential } from "../../src/nn/layers/sequential.ts";
import { Network } from "../../src/nn/network.ts";
import { divide, multiply } from "../../src/tensor/ops/arithmetic.ts";
import { abs, log, sqrt } from "../../src/tensor/ops/math.ts";
import { less, maximum } from "../../src/tensor/ops/compare.ts";
import { leakyrelu } from "../../src/tensor/ops/activations.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { activationAtFault } from "../../src/training/divergence_cause.ts";
import type { RunState } from "../../src/training/run_state.ts";
import { device } from "../device/device.ts";
import { run, small as dataset } from "./small_run.ts";

registerActivation("log", log);
registerActivation("root", (x) => sqrt(maximum(x, 0)));
registerActivation("bounded", (x) => divide(multiply(x, 1), less(abs(x), 12)));
registerActivation("sound", (x) => leakyrelu(x));

Deno.test("an activation that gives NaN is told, with its argument and layer", async () => {
  const { liveBuffers } = device.memory;
  const { outcome, stopped, checkpoint } = await run({ activation: "log" });
  assert.equal(outcome, "diverged");
  assert.equal(checkpoint, undefined);
  assert.match(
    stopped,
    /^the loss became NaN in epoch 1, step 1: the activation log is NaN at -[\d.e-]+, in hidden layer 1; keep it finite wherever its argument is$/,
  );
  assert.equal(device.memory.liveBuffers, liveBuffers);
});

Deno.test("it is told of a network of a script's own, too", async () => {
  const [relu, log] = ["relu", "log"].map((name) => new ActivationLayer(findActivation(name)));
  const layers = [new Dense(8), relu!, new Dense(8), log!, new Dense(10)];
  const network = new Network(new Sequential(layers), [64]);
  const { stopped } = await run({ activation: "relu" }, { network });
  assert.match(stopped, /step 1: the activation log is NaN at -[\d.e-]+, in hidden layer 2; /);
});

Deno.test("a derivative that is none is told, though its step's loss was fine", async () => {
  // The gradient of √max(x, 0) is 0 · ∞ below 0.
  const { stopped } = await run({ activation: "root" });
  assert.match(
    stopped,
    /^the loss became NaN in epoch 1, step 2: the derivative of the activation root is NaN at -[\d.e-]+, in hidden layer 1; /,
  );
  const once = await run({ activation: "root", limit: 50 });
  assert.match(
    once.stopped,
    /^a weight became NaN in epoch 1, step 1: the derivative of .* root is/,
  );
});

Deno.test("an activation that fails late is found by the state before, also of a run that goes on", async () => {
  const settings = { activation: "bounded", learningRate: 0.1, epochs: 60, patience: 60 };
  const states: RunState[] = [];
  const { stopped } = await run(settings, {
    onState: (state) => void states.push(state),
    saveEveryMinutes: 0,
  });
  const [, epoch, step] =
    /^the loss became NaN in epoch (\d+), step (\d+): the activation bounded is -?Infinity at -?1\d\.\d+, in hidden layer \d; /
      .exec(stopped) ?? assert.fail(stopped);
  assert.ok(Number(epoch) > 1 && Number(step) > 1, stopped);
  // From the beginning of that epoch, from before its last good step, and from after it.
  const done = ({ history, losses }: RunState) => [history.length + 1, losses.length].join();
  for (const steps of [0, Number(step) - 2, Number(step) - 1]) {
    const from = states.find((state) => done(state) === [epoch, steps].join());
    assert.ok(from, `a state after ${steps} steps`);
    assert.equal((await run(settings, { resumeFrom: from })).stopped, stopped);
  }
});

Deno.test("an activation that is finite is not blamed for too large a learning rate", async () => {
  for (const activation of ["relu", "sound"]) {
    const { stopped } = await run({ activation, learningRate: 1e30 });
    assert.match(stopped, /^the loss became (NaN|-?Infinity) in epoch 1, step \d+; a smaller lear/);
  }
});

Deno.test("a search that is interrupted ends, and blames nobody", async () => {
  const config = parseTrainingConfig({ activation: "log", hiddenSizes: [4], batchSize: 50 });
  const search = { device, dataset, config };
  assert.match((await activationAtFault(search, 1))!, /^the activation log is NaN at/);
  const signal = AbortSignal.abort();
  assert.equal(await activationAtFault({ ...search, signal }, 1), undefined);
});
