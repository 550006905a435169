/**
 * What a probe takes, of an epoch of the tutorial's training (195 steps, batch 256, momentum SGD):
 *
 *   deno run -A scripts/bench_probes.ts [ACTIVATION …]
 *
 * On WebGPU, and on the CPU with one thread, by our own kernels and by its BLAS library, if it has one;
 * steps and probes take turns. On the CPU the time is what the processor was at work for this process,
 * so that others on the machine matter little. Besides, it says what it takes to look at all training images
 * for dead neurons, as is done at the start and in the best epoch.
 */
import process from "node:process";
import {
  type Device,
  DeviceDataset,
  findActivation,
  MLP,
  networkProbe,
  Optimizer,
  scope,
  uint32Tensor,
} from "../mod.ts";
import { prngKey, randomBits } from "../src/random/threefry.ts";
import { trainStep } from "../src/training/train_step.ts";
import { median } from "./median.ts";
import { openSingleThreadDevices } from "./single_thread_devices.ts";
import { BATCH } from "./training_step.ts";

const STEPS_PER_EPOCH = 195;
const IMAGES = 50_000;
const ROUNDS = 15;
const STEPS = 13;

/** Milliseconds of work on the CPU, or by the clock on a graphics card. */
async function milliseconds(device: Device, body: () => Promise<unknown>): Promise<number> {
  const now = () => device.info.kind === "cpu" ? process.cpuUsage().user / 1000 : performance.now();
  const start = now();
  await body();
  return now() - start;
}

/** Prints the share of an epoch that a probe takes. */
async function compare(device: Device, activation: string): Promise<void> {
  const labels = Uint8Array.from({ length: IMAGES }, (_, i) => i % 10);
  const bytes = new Uint8Array(randomBits(prngKey(0), IMAGES * 784 / 4).buffer);
  const images = new DeviceDataset(device, { images: bytes, labels, count: IMAGES });
  const positions = [...labels.keys()];
  const order = uint32Tensor(device, positions);
  const method = {
    network: new MLP({ activation: findActivation(activation) }),
    optimizer: new Optimizer("momentum", { learningRate: 0.01, momentum: 0.9 }),
  };
  const parameters = method.network.init(device, 42);
  const optimizerState = method.optimizer.init(parameters);
  const probe = networkProbe();
  const steps = async () => {
    for (let step = 0; step < STEPS; step++) {
      scope(() => {
        const batch = images.batch(order, step * BATCH, BATCH);
        trainStep(method, parameters, optimizerState, batch);
      });
    }
    const [bias] = Object.values(parameters).slice(-1);
    await bias!.data();
  };
  const measure = () => probe.measure({ method, parameters, optimizerState, images, positions });
  await steps(); // compiles
  await measure();
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const epoch = await milliseconds(device, steps) / STEPS * STEPS_PER_EPOCH;
    times.push({ epoch, probe: await milliseconds(device, measure) });
  }
  const dead = await milliseconds(
    device,
    () => probe.deadNeurons(method.network, parameters, images, positions),
  );
  const epoch = median(times.map(({ epoch }) => epoch));
  const share = median(times.map(({ epoch, probe }) => probe / epoch));
  const percent = (part: number) => `${(100 * part).toFixed(2)} %`.padStart(8);
  console.log(
    `  ${activation.padEnd(10)} epoch ${epoch.toFixed(0).padStart(6)} ms, ` +
      `probe ${median(times.map(({ probe }) => probe)).toFixed(1).padStart(6)} ms: ${
        percent(share)
      }; ` +
      `all images for dead neurons ${percent(dead / epoch)}`,
  );
}

const activations = Deno.args.length > 0 ? Deno.args : ["relu", "tanh", "gelu"];
for (const device of await openSingleThreadDevices()) {
  console.log(device.info.name);
  for (const activation of activations) await compare(device, activation);
  device.close();
}
