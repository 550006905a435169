/** The tutorial's training on the CPU's own kernels, held to its bits: a checkpoint can be made again. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import golden from "../golden/training_bits.json" with { type: "json" };
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { CpuDevice } from "../../src/device/cpu/cpu_device.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { Optimizer } from "../../src/nn/optimizer.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { trainStep } from "../../src/training/train_step.ts";
import { striped } from "./striped.ts";

const BATCH = 256;
const STEPS = 40;

/** Eight batches of images of the tutorial's size, five times over. */
const images = striped(1, 8 * BATCH, 28);

const ACTIVATIONS = ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "swish"] as const;

/** The SHA-256 of every step's loss and of all weights after the last step. */
async function trainingBits(device: CpuDevice, activation: string): Promise<string> {
  const network = new MLP({ activation: findActivation(activation) });
  const resident = new DeviceDataset(device, images);
  const results = scope(() => {
    const parameters = network.init(device, 42);
    const optimizer = new Optimizer("momentum", { learningRate: 0.01, momentum: 0.9 });
    const state = optimizer.init(parameters);
    const order = uint32Tensor(device, [...images.labels.keys()]);
    const results: Tensor[] = [];
    for (let step = 0; step < STEPS; step++) {
      results.push(scope(() => {
        const batch = resident.batch(order, step % 8 * BATCH, BATCH);
        return trainStep({ network, optimizer }, parameters, state, batch).loss;
      }));
    }
    return [...results, ...Object.values(parameters)];
  });
  const numbers = await Promise.all(results.map((result) => result.data()));
  for (const result of results) result.dispose();
  resident.dispose();
  return hash("sha256", Buffer.concat(numbers.map(({ buffer }) => new Uint8Array(buffer))), "hex");
}

for (const relaxed of [true, false]) {
  Deno.test(`a training keeps its bits with ${relaxed ? "relaxed" : "plain"} SIMD`, async () => {
    const device = await CpuDevice.open({ blas: "none", relaxedSimd: relaxed, threads: 3 });
    const bits: Record<string, string> = {};
    for (const activation of ACTIVATIONS) bits[activation] = await trainingBits(device, activation);
    assert.deepEqual(bits, golden[/fused/.test(device.info.name) ? "fused" : "separate"]);
    device.close();
  });
}
