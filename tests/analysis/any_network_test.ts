import assert from "node:assert/strict";
import { deadNeurons } from "../../src/analysis/dead_neurons.ts";
import { gradientFlow } from "../../src/analysis/gradient_flow.ts";
import { activationDistributions } from "../../src/analysis/activation_distributions.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { ActivationLayer } from "../../src/nn/layers/activation.ts";
import { Dense } from "../../src/nn/layers/dense.ts";
import { Sequential } from "../../src/nn/layers/sequential.ts";
import { Network } from "../../src/nn/network.ts";
import { ShapeError } from "../../src/tensor/shape.ts";
import { uint32Tensor } from "../../src/tensor/tensor.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { device } from "../device/device.ts";
import { randomBytes } from "../random_numbers.ts";

const [tanh, relu] = ["tanh", "relu"].map((name) => new ActivationLayer(findActivation(name)));

/** Two activations, and two dense layers with none between them. */
const network = new Network(
  new Sequential([
    new Dense(6),
    new Sequential([tanh!, new Dense(5), new Dense(4)]),
    relu!,
    new Dense(3),
  ]),
  [9],
);
const labels = randomBytes(2, 20).map((byte) => byte % 3);
const images = new DeviceDataset(device, { count: 20, images: randomBytes(1, 20 * 9), labels });
const positions = [...labels.keys()];
const order = uint32Tensor(device, positions);
const batch = images.batch(order, 0, 20);

Deno.test("the analyses look at any network, and leave no memory behind", async () => {
  const parameters = network.init(device, 3);
  const before = device.memory.liveBuffers;
  const values = await activationDistributions(network, parameters, batch);
  const neurons = await deadNeurons(network, parameters, images, positions);
  const flow = await gradientFlow(network, parameters, batch);
  assert.equal(device.memory.liveBuffers, before);
  assert.deepEqual(
    values.layers.map(({ title, n }) => `${title} ${n}`),
    [
      "Layer 0 - Dense 120",
      "Layer 1 - Tanh 120",
      "Layer 2 - Dense 100",
      "Layer 3 - Dense 80",
      "Layer 4 - ReLU 80",
    ],
  );
  assert.deepEqual(
    neurons.map(({ name, width }) => `${name} ${width}`),
    ["Layer 1 - Tanh 6", "Layer 4 - ReLU 4"],
  );
  assert.deepEqual(flow.layers.map(({ n }) => n), [9 * 6, 6 * 5, 5 * 4, 4 * 3]);
});

Deno.test("evaluation and the analyses refuse parameters of another network", async () => {
  const parameters = new Network(new Sequential([new Dense(3)]), [9]).init(device, 0);
  const refused = (attempt: Promise<unknown>) =>
    assert.rejects(attempt, (error: Error) => {
      assert.ok(error instanceof ShapeError);
      assert.match(
        error.message,
        /expected the shape \(9, 6\) of parameters.Dense_0.kernel, got \(9, 3\)$/,
      );
      return true;
    });
  await refused(evaluate(network, parameters, images, positions));
  await refused(activationDistributions(network, parameters, batch));
  await refused(deadNeurons(network, parameters, images, positions));
  await refused(gradientFlow(network, parameters, batch));
  order.dispose();
});
