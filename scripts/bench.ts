/**
 * Speed of training on this machine's devices, side by side: the first half of `deno task bench`.
 *
 * For the tutorial's network (784-512-256-256-128-10, batch 256): milliseconds and GFLOP/s of each of
 * its matrix products, and milliseconds of a step, by momentum SGD where nothing else is said. Each is
 * the median over rounds, in which the devices take turns, and so do the steps that are to be compared;
 * within a turn nobody waits for the device.
 */
import { type Device, findActivation, listDevices, MLP, openDevice } from "../mod.ts";
import { prngKey, uniform } from "../src/random/threefry.ts";
import { Tensor } from "../src/tensor/tensor.ts";
import { median } from "./median.ts";
import { BATCH, makeStep, type StepOptions } from "./training_step.ts";

const ROUNDS = 9;

/** Something to be timed, so many times in a row. */
interface Item {
  readonly device: Device;
  readonly run: () => void;
  readonly repeats: number;
}

/**
 * The median milliseconds of each item. The items take turns, so that a machine that is slower for a
 * while is so for all of them.
 */
async function milliseconds(items: readonly Item[]): Promise<number[]> {
  const time = async ({ device, run }: Item, repeats: number) => {
    const mark = device.allocate(4);
    const start = performance.now();
    for (let i = 0; i < repeats; i++) run();
    await device.read(mark, 4);
    device.release(mark);
    return (performance.now() - start) / repeats;
  };
  for (const item of items) await time(item, 1); // compiles
  const times: number[][] = items.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, item] of items.entries()) times[i]!.push(await time(item, item.repeats));
  }
  return times.map(median);
}

/** A training step that is measured. */
interface Step extends StepOptions {
  readonly name: string;
}

const STEPS: readonly Step[] = [
  { name: "step with relu", activation: "relu", optimizer: "momentum" },
  { name: "step with elu", activation: "elu", optimizer: "momentum" },
  { name: "step by adam", activation: "relu", optimizer: "adam" },
  { name: "step, clipped", activation: "relu", optimizer: "momentum", clipNorm: 1 },
];

/** A step, an epoch of the tutorial's times. */
function stepItem(device: Device, step: Step): Item {
  return { device, repeats: 195, run: makeStep(device, step) };
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
    device,
    repeats: 20,
    run: () => device.run({ op: "matmul", ...product, a: a.buffer, b: b.buffer, out: out.buffer }),
  };
}

/** Every device of the machine; the CPU also without its BLAS library, if it has one. */
async function openDevices(): Promise<Device[]> {
  const devices = await Promise.all((await listDevices()).map(({ kind }) => openDevice(kind)));
  const plain = await openDevice("cpu", { blas: "none" });
  if (devices.some(({ info }) => info.name === plain.info.name)) plain.close();
  else devices.push(plain);
  return devices;
}

function gflops(flops: number, ms: number): string {
  return `${ms.toFixed(2).padStart(9)} ms ${(flops / ms / 1e6).toFixed(1).padStart(6)} GFLOP/s`;
}

const devices = await openDevices();
const list = products();
const work = list.map(({ m, k, n }) => 2 * m * k * n);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What is measured, and its time on each device. */
const rows: { name: string; flops: number; times: number[] }[] = [];
for (const [i, product] of list.entries()) {
  const times = await milliseconds(devices.map((device) => productItem(device, product)));
  rows.push({ name: product.name, flops: work[i]!, times });
}
rows.push({
  name: "all products",
  flops: sum(work),
  times: devices.map((_, i) => sum(rows.map(({ times }) => times[i]!))),
});
const steps = await milliseconds(
  STEPS.flatMap((step) => devices.map((device) => stepItem(device, step))),
);
for (const [i, { name }] of STEPS.entries()) {
  const times = steps.slice(i * devices.length, (i + 1) * devices.length);
  rows.push({ name, flops: sum(work), times });
}

/** Characters of a device's column. */
const COLUMN = 3 + Math.max(30, ...devices.map(({ info }) => info.name.length));

console.log(" ".repeat(18) + devices.map(({ info }) => info.name.padStart(COLUMN)).join(""));
for (const { name, flops, times } of rows) {
  const cells = times.map((ms) => gflops(flops, ms).padStart(COLUMN));
  console.log(name.padEnd(18) + cells.join(""));
}
for (const device of devices) device.close();
