/**
 * What a training step takes with each built-in activation, beside that with tanh:
 *
 *   deno run -A scripts/bench_steps.ts [NAME …]
 *
 * The tutorial's network (batch 256, momentum SGD), on the CPU with one thread and our own kernels, and
 * on WebGPU. The activations take turns. On the CPU the time is what the processor was at work for this
 * process, so that others on the machine matter little.
 */
import process from "node:process";
import {
  BUILT_IN_ACTIVATIONS,
  type Device,
  DeviceDataset,
  findActivation,
  listDevices,
  MLP,
  openDevice,
  Optimizer,
  scope,
  uint32Tensor,
} from "../mod.ts";
import { prngKey, randomBits } from "../src/random/threefry.ts";
import { trainStep } from "../src/training/train_step.ts";

const BATCH = 256;
const ROUNDS = 15;
const STEPS = 8;

/** A step of a network with this activation, on random images. */
function stepWith(device: Device, activation: string): () => void {
  const labels = Uint8Array.from({ length: BATCH }, (_, i) => i % 10);
  const bytes = new Uint8Array(randomBits(prngKey(0), BATCH * 784 / 4).buffer);
  const images = new DeviceDataset(device, { images: bytes, labels, count: BATCH });
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimizer = new Optimizer("momentum", { learningRate: 0.01, momentum: 0.9 });
  const state = optimizer.init(parameters);
  const order = uint32Tensor(device, [...labels.keys()]);
  return () =>
    scope(() => {
      trainStep({ network, optimizer }, parameters, state, images.batch(order, 0, BATCH));
    });
}

/** Milliseconds of some steps: of work on the CPU, of the clock on a graphics card. */
async function milliseconds(device: Device, step: () => void): Promise<number> {
  const mark = device.allocate(4);
  const now = () => device.info.kind === "cpu" ? process.cpuUsage().user / 1000 : performance.now();
  const start = now();
  for (let i = 0; i < STEPS; i++) step();
  await device.read(mark, 4);
  device.release(mark);
  return (now() - start) / STEPS;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const names = ["tanh", ...(Deno.args.length > 0 ? Deno.args : BUILT_IN_ACTIVATIONS)];
const devices = [await openDevice("cpu", { threads: 1, blas: "none" })];
if ((await listDevices()).some(({ kind }) => kind === "webgpu")) {
  devices.push(await openDevice("webgpu"));
}
for (const device of devices) {
  const steps = names.map((name) => stepWith(device, name));
  for (const step of steps) await milliseconds(device, step); // compiles
  const times: number[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, step] of steps.entries()) times[i]!.push(await milliseconds(device, step));
  }
  console.log(device.info.name);
  for (const [i, name] of names.entries()) {
    const ratio = median(times[i]!.map((time, round) => time / times[0]![round]!));
    console.log(
      `  ${name.padEnd(12)} ${median(times[i]!).toFixed(2).padStart(7)} ms  ${ratio.toFixed(3)}`,
    );
  }
  device.close();
}
