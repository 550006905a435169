/**
 * Speed of training on this machine's device: `deno task bench`.
 *
 * For the tutorial's network (784-512-256-256-128-10, batch 256, momentum SGD): milliseconds and
 * dispatches a step, GFLOP/s of each matrix product, and the time of everything else. Each figure is
 * the median over rounds; within a round nobody waits for the device.
 */
import {
  type Device,
  DeviceImages,
  findActivation,
  indices,
  MLP,
  MomentumSgd,
  openDevice,
  scope,
} from "../mod.ts";
import { prngKey, randomBits, uniform } from "../src/random/threefry.ts";
import { Tensor } from "../src/tensor/tensor.ts";
import { trainStep } from "../src/training/train_step.ts";

const BATCH = 256;
const ROUNDS = 7;
const STEPS = 20;

/** Median milliseconds of `run`, called `times` times a round. */
async function milliseconds(device: Device, times: number, run: () => void): Promise<number> {
  const mark = device.allocate(4);
  const round = async (count: number) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) run();
    await device.read(mark, 4);
    return (performance.now() - start) / count;
  };
  await round(1); // compiles
  const rounds: number[] = [];
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(times));
  device.release(mark);
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1]!;
}

/** A training step on random images; what is in them makes no difference to the time. */
async function benchStep(device: Device, activation: string) {
  const count = 2 * BATCH;
  const bytes = new Uint8Array(randomBits(prngKey(0), count * 784 / 4).buffer);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = new DeviceImages(device, { images: bytes, labels, count });
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimiser = new MomentumSgd(parameters, { learningRate: 0.01, momentum: 0.9 });
  const order = indices(device, [...labels.keys()]);
  const step = () =>
    scope(() => {
      trainStep(network, parameters, optimiser, images.batch(order, 0, BATCH));
    });
  const ms = await milliseconds(device, STEPS, step);
  const before = device.dispatches;
  step();
  return { ms, dispatches: device.dispatches - before };
}

interface Product {
  readonly name: string;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The matrix products of a step: forward, weight gradient, input gradient of every layer. */
function products(): Product[] {
  const { sizes } = new MLP({ activation: findActivation("relu") });
  return sizes.slice(1).flatMap((fanOut, i) => {
    const fanIn = sizes[i]!;
    const layer = `${fanIn}-${fanOut}`;
    const plain = { transposeA: false, transposeB: false };
    return [
      { ...plain, name: `${layer} forward`, m: BATCH, k: fanIn, n: fanOut },
      { ...plain, name: `${layer} weights`, m: fanIn, k: BATCH, n: fanOut, transposeA: true },
      ...(i === 0
        ? []
        : [{ ...plain, name: `${layer} input`, m: BATCH, k: fanOut, n: fanIn, transposeB: true }]),
    ];
  });
}

async function benchProduct(device: Device, product: Product): Promise<number> {
  const { m, k, n } = product;
  const random = (count: number) =>
    Tensor.upload<"float32">(device, uniform(prngKey(count), count, -1, 1), [count]);
  const [a, b, out] = [random(m * k), random(k * n), random(m * n)];
  return await milliseconds(
    device,
    STEPS,
    () => device.run({ op: "matmul", ...product, a: a.buffer, b: b.buffer, out: out.buffer }),
  );
}

const device = await openDevice();
console.log(`${device.info.name}${device.info.software ? " (in software)" : ""}\n`);

let productTime = 0;
let productWork = 0;
for (const product of products()) {
  const ms = await benchProduct(device, product);
  const work = 2 * product.m * product.k * product.n;
  productTime += ms;
  productWork += work;
  const gflops = (work / ms / 1e6).toFixed(1).padStart(6);
  console.log(`${product.name.padEnd(18)} ${ms.toFixed(2).padStart(7)} ms ${gflops} GFLOP/s`);
}
console.log(
  `${"all products".padEnd(18)} ${productTime.toFixed(2).padStart(7)} ms ` +
    `${(productWork / productTime / 1e6).toFixed(1).padStart(6)} GFLOP/s\n`,
);
for (const activation of ["relu", "elu"]) {
  const { ms, dispatches } = await benchStep(device, activation);
  const rest = (100 * (ms - productTime) / ms).toFixed(0);
  console.log(
    `step with ${activation.padEnd(4)}     ${ms.toFixed(2).padStart(7)} ms, ` +
      `${dispatches} dispatches, ${rest} % of the time outside of the products`,
  );
}
device.close();
