import assert from "node:assert/strict";
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import {
  disposeWeights,
  downloadWeights,
  type Parameters,
  uploadWeights,
} from "../../src/nn/parameters.ts";
import { evaluate } from "../../src/training/evaluate.ts";
import { device } from "../device/device.ts";
import { striped } from "./striped.ts";

const host = (...shape: number[]): HostTensor => ({
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b)).map((_, i) => i),
});
const weights = new Map([["Dense_0.kernel", host(2, 3)], ["Dense_0.bias", host(3)]]);

Deno.test("weights go to the device and come back the same", async () => {
  const parameters = uploadWeights(device, weights);
  assert.deepEqual(await downloadWeights(parameters), weights);
  disposeWeights(parameters);
});

Deno.test("weights of fewer numbers than they say, or of another type, are refused by name", () => {
  const { liveBuffers } = device.memory;
  const cases: [changes: [string, unknown][], message: RegExp][] = [
    [
      [["Dense_0.bias", { shape: [4], data: new Float32Array(3) }]],
      /^ShapeError: Dense_0.bias: 3 numbers do not fill the shape \(4\), which holds 4$/,
    ],
    [
      [["Dense_0.bias", { shape: [3], data: new Float64Array(3) }]],
      /^UsageError: Dense_0.bias: expected a Float32Array or Uint32Array, got Float64Array/,
    ],
  ];
  for (const [changes, message] of cases) {
    const changed = new Map([...weights, ...changes as [string, HostTensor][]]);
    assert.throws(() => uploadWeights(device, changed), message);
  }
  assert.equal(device.memory.liveBuffers, liveBuffers, "what was uploaded before is given back");
});

Deno.test("what are no parameters is not taken for an empty network", async () => {
  for (const none of [new Map([["Dense_0.kernel", 1]]), {}, { "Dense_0.kernel": 1 }]) {
    await assert.rejects(
      downloadWeights(none as unknown as Parameters),
      /^UsageError: downloadWeights: expected .* parameters/,
    );
  }
});

Deno.test("no images to be counted, or others than there are, are refused", async () => {
  const network = new MLP({ activation: findActivation("relu"), hiddenSizes: [4], inputSize: 64 });
  const images = new DeviceDataset(device, striped(1, 20));
  const parameters = network.init(device, 1);
  await assert.rejects(
    evaluate(network, parameters, images, []),
    /^UsageError: evaluate: expected at least one position, got \[\]$/,
  );
  await assert.rejects(evaluate(network, parameters, images, [0, 20]), /got image 20$/);
  await assert.rejects(evaluate(network, parameters, images, [-1]), /got -1 at 0$/);
});
