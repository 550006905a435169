import assert from "node:assert/strict";
import { deadNeurons } from "../../src/analysis/dead_neurons.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { trainingSplit } from "../../src/data/split.ts";
import { LabError, UsageError } from "../../src/errors.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { full } from "../../src/tensor/ops/create.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { device } from "../device/device.ts";

// With ten layers the notebook counts them; its test holds that to the tutorial's numbers.
Deno.test("an untrained network has the tutorial's dead neurons, exactly", async () => {
  const { train } = await loadFashionMNIST({ mirrors: [] });
  const images = new DeviceDataset(device, train);
  const network = new MLP({ activation: findActivation("relu") });
  const parameters = network.init(device, 42);
  const before = device.memory.liveBuffers;
  const layers = await deadNeurons(
    network,
    parameters,
    images,
    trainingSplit(train.count, 42).train,
  );
  assert.equal(device.memory.liveBuffers, before);
  disposeWeights(parameters);
  images.dispose();
  const expected = [[512, 0], [256, 0], [256, 3], [128, 7]] as const;
  assert.deepEqual(
    layers,
    expected.map(([width, dead], i) => ({
      name: `Layer ${2 * i + 1} - ReLU`,
      width,
      dead,
      fraction: dead / width,
    })),
  );
});

/** Images of two pixels: black, white, and all but white. */
const images = new DeviceDataset(device, {
  count: 3,
  images: Uint8Array.of(0, 0, 255, 255, 254, 255),
  labels: Uint8Array.of(0, 0, 0),
});

/** A layer of three neurons, the pixels' sum (-2, 2, 1.99) times ±1 and beyond, then one of two. */
function network(activation: string) {
  const network = new MLP({
    activation: findActivation(activation),
    hiddenSizes: [3],
    inputSize: 2,
    classes: 2,
  });
  const parameters = {
    "Dense_0.kernel": tensor(device, [[1, -1, 10], [1, -1, 10]]),
    "Dense_0.bias": tensor(device, [-2, -2, 0]),
    "Dense_1.kernel": full(device, [3, 2], 1),
    "Dense_1.bias": full(device, [2], 0),
  };
  return { network, parameters };
}

Deno.test("a neuron is dead if no image makes it other than 0", async () => {
  const { network: relu, parameters } = network("relu");
  const [all] = await deadNeurons(relu, parameters, images, [0, 1, 2]);
  assert.deepEqual(all, { name: "Layer 1 - ReLU", width: 3, dead: 2, fraction: 2 / 3 });
  const [black] = await deadNeurons(relu, parameters, images, [0]);
  assert.equal(black!.dead, 3);
  const [white] = await deadNeurons(relu, parameters, images, [2, 2, 1]);
  assert.equal(white!.dead, 2);
});

Deno.test("of activations with a curve the saturated share is told", async () => {
  // Before the activation: (-4, 0, -20), (0, -4, 20) and (-0.01, -3.99, 19.9).
  const { network: tanh, parameters } = network("tanh");
  const [layer] = await deadNeurons(tanh, parameters, images, [0, 1, 2]);
  assert.equal(layer!.dead, 0);
  assert.equal(layer!.fractionSaturated, 6 / 9);
  const { network: leaky } = network("leakyrelu");
  const [straight] = await deadNeurons(leaky, parameters, images, [0, 1, 2]);
  assert.deepEqual(Object.keys(straight!), ["name", "width", "dead", "fraction"]);
});

Deno.test("activations that are NaN, and no images, are refused", async () => {
  const { network: relu, parameters } = network("relu");
  const broken = { ...parameters, "Dense_0.bias": tensor(device, [0, NaN, 0]) };
  await assert.rejects(deadNeurons(relu, broken, images, [0, 1]), (error) => {
    assert.ok(error instanceof LabError);
    assert.match(error.message, /^Layer 1 - ReLU: activations are NaN/);
    return true;
  });
  await assert.rejects(deadNeurons(relu, parameters, images, []), UsageError);
});
