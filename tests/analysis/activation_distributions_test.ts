import assert from "node:assert/strict";
import { normalize } from "../../src/analysis/histogram.ts";
import { activationDistributions } from "../../src/analysis/activation_distributions.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { DERIVATIVE } from "../float64.ts";
import { randomNumbers } from "../random_numbers.ts";
import { histogram } from "./on_host.ts";

const images = tensor(device, randomNumbers(1, 33 * 12, -20, 20), [33, 12]);
const labels = uint32Tensor(device, new Array(33).fill(2));

for (const name of ["relu", "sigmoid", "tanh", "elu"] as const) {
  Deno.test(`the values of a network's layers are described: ${name}`, async () => {
    const activation = findActivation(name);
    const network = new MLP({ activation, hiddenSizes: [9, 5], inputSize: 12, classes: 3 });
    const parameters = network.init(device, 4);
    const before = device.memory.liveBuffers;
    const { loss, layers } = await activationDistributions(network, parameters, { images, labels });
    assert.equal(device.memory.liveBuffers, before);
    assert.ok(loss > 0 && loss < 20);
    assert.deepEqual(layers.map(({ title }) => title), [
      "Layer 0 - Dense",
      `Layer 1 - ${activation.title}`,
      "Layer 2 - Dense",
      `Layer 3 - ${activation.title}`,
    ]);
    const values = scope(() => network.applyWithLayers(parameters, images).layers);
    for (const [i, { preActivation, activation }] of values.entries()) {
      const [x, y] = await Promise.all([preActivation.data(), activation.data()]);
      const tieWeight = (test: (x: number) => boolean, of: Float32Array) =>
        of.filter(test).length / of.length;
      const [dense, active] = [layers[2 * i]!, layers[2 * i + 1]!];
      assert.equal(dense.n, x.length);
      assert.deepEqual(dense.histogram, normalize(histogram(x, 50)));
      assert.deepEqual(active.histogram, normalize(histogram(y, 50)));
      assert.equal(dense.fractionSaturated, 0);
      assert.equal(active.fractionZero, tieWeight((value) => value === 0, y));
      const saturated = tieWeight((value) => Math.abs(DERIVATIVE[name](value)) < 0.01, x);
      assertClose([active.fractionSaturated], [saturated], { relative: 0, absolute: 1e-12 });
      assert.ok(i > 0 || saturated > 0, "the sample tests saturation");
      if (name === "relu") assert.equal(active.fractionZero, saturated);
    }
    disposeWeights(parameters);
    for (const tensor of values.flatMap((layer) => Object.values(layer))) tensor.dispose();
  });
}
