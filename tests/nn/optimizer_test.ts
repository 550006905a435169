import assert from "node:assert/strict";
import { disposeOptimizerState, Optimizer } from "../../src/nn/optimizer.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";

Deno.test("a step changes what has a gradient, at the factor of the learning rate", async () => {
  const before = device.memory.liveBuffers;
  const optimizer = new Optimizer("momentum", { learningRate: 0.5, momentum: 0.5 });
  const parameters = { a: tensor(device, [[8, 8]]), b: tensor(device, [8]) };
  const state = optimizer.init(parameters);
  assert.deepEqual(optimizer.slots, ["velocity"]);
  assert.deepEqual(state.slots.velocity!.a!.shape, [1, 2]);

  const gradients = { a: tensor(device, [[1, -2]]) };
  optimizer.update(parameters, gradients, state);
  optimizer.update(parameters, gradients, state, 2);
  assert.equal(state.step, 2);
  assert.deepEqual(await state.slots.velocity!.a!.array(), [[1.5, -3]]);
  assert.deepEqual(await parameters.a.array(), [[8 - 0.5 - 1.5, 8 + 1 + 3]]);
  assert.deepEqual(await parameters.b.array(), [8]);

  for (const tensors of [parameters, gradients]) disposeWeights(tensors);
  disposeOptimizerState(state);
  assert.equal(device.memory.liveBuffers, before);
});
