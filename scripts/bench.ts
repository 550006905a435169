/**
 * Speed of training on this machine's device: `deno task bench`.
 *
 * For the tutorial's network (784-512-256-256-128-10, batch 256, momentum SGD): milliseconds and
 * GFLOP/s of each of its matrix products, milliseconds and dispatches of a step. Each is the median
 * over rounds; within a round nobody waits for the device.
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
const ROUNDS = 9;
const REPEATS = 20;

/** Something to be timed. */
interface Item {
  readonly name: string;
  readonly run: () => void;
}

/**
 * The median milliseconds of each item. The items take turns, so that a machine that is slower for a
 * while is so for all of them.
 */
async function milliseconds(device: Device, items: readonly Item[]): Promise<number[]> {
  const mark = device.allocate(4);
  const time = async ({ run }: Item, repeats: number) => {
    const start = performance.now();
    for (let i = 0; i < repeats; i++) run();
    await device.read(mark, 4);
    return (performance.now() - start) / repeats;
  };
  for (const item of items) await time(item, 1); // compiles
  const times: number[][] = items.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, item] of items.entries()) times[i]!.push(await time(item, REPEATS));
  }
  device.release(mark);
  return times.map((rounds) => rounds.sort((x, y) => x - y)[ROUNDS >> 1]!);
}

/** A training step on random images; what is in them makes no difference to the time. */
function stepItem(device: Device, activation: string): Item {
  const count = 2 * BATCH;
  const bytes = new Uint8Array(randomBits(prngKey(0), count * 784 / 4).buffer);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = new DeviceImages(device, { images: bytes, labels, count });
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimiser = new MomentumSgd(parameters, { learningRate: 0.01, momentum: 0.9 });
  const order = indices(device, [...labels.keys()]);
  return {
    name: `step with ${activation}`,
    run: () =>
      scope(() => {
        trainStep(network, parameters, optimiser, images.batch(order, 0, BATCH));
      }),
  };
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

function productItem(device: Device, product: Product): Item {
  const { m, k, n } = product;
  const random = (count: number) =>
    Tensor.upload<"float32">(device, uniform(prngKey(count), count, -1, 1), [count]);
  const [a, b, out] = [random(m * k), random(k * n), random(m * n)];
  return {
    name: product.name,
    run: () => device.run({ op: "matmul", ...product, a: a.buffer, b: b.buffer, out: out.buffer }),
  };
}

const device = await openDevice();
console.log(`${device.info.name}${device.info.software ? " (in software)" : ""}\n`);

const steps = ["relu", "elu"].map((activation) => stepItem(device, activation));
const before = device.dispatches;
steps[0]!.run();
const dispatches = device.dispatches - before;

const list = products();
const items = [...list.map((product) => productItem(device, product)), ...steps];
const times = await milliseconds(device, items);
const work = list.map(({ m, k, n }) => 2 * m * k * n);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function print(name: string, ms: number, rest: string): void {
  console.log(`${name.padEnd(18)} ${ms.toFixed(2).padStart(7)} ms  ${rest}`);
}
const gflops = (flops: number, ms: number) => `${(flops / ms / 1e6).toFixed(1)} GFLOP/s`;

list.forEach(({ name }, i) => print(name, times[i]!, gflops(work[i]!, times[i]!)));
const productTime = sum(times.slice(0, list.length));
print("all products", productTime, `${gflops(sum(work), productTime)}\n`);
for (const [i, { name }] of steps.entries()) {
  const ms = times[list.length + i]!;
  print(name, ms, `${dispatches} dispatches, ${gflops(sum(work), ms)} in all`);
}
device.close();
