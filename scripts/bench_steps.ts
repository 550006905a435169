/**
 * What a training step takes with each built-in activation, beside that with tanh, and by each
 * optimiser, beside that by momentum:
 *
 *   deno run -A scripts/bench_steps.ts [NAME …]
 *
 * The tutorial's network (batch 256), on the CPU with one thread, with our own kernels and with OpenBLAS
 * if there is one, and on WebGPU. The steps take turns. But for graphics cards, the time is what the
 * processor was at work for this process, so that others on the machine matter little.
 */
import process from "node:process";
import { OPTIMIZERS } from "../kernels/optimizers.ts";
import { BUILT_IN_ACTIVATIONS, type Device, type OptimizerName } from "../mod.ts";
import { median } from "./median.ts";
import { openSingleThreadDevices } from "./single_thread_devices.ts";
import { makeStep } from "./training_step.ts";

const ROUNDS = 15;
const STEPS = 8;

/** Milliseconds of some steps: of work on the processor, or of the clock on a graphics card. */
async function milliseconds(device: Device, step: () => void): Promise<number> {
  const { kind, software } = device.info;
  function now(): number {
    if (kind === "webgpu" && !software) return performance.now();
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
  const mark = device.allocate(4);
  const start = now();
  for (let i = 0; i < STEPS; i++) step();
  await device.read(mark, 4);
  device.release(mark);
  return (now() - start) / STEPS;
}

/** Measures steps in turn, and prints the time of each, and the ratio to the first one's. */
async function compare(
  device: Device,
  names: readonly string[],
  make: (name: string) => () => void,
): Promise<void> {
  const steps = names.map(make);
  for (const step of steps) await milliseconds(device, step); // compiles
  const times: number[][] = names.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, step] of steps.entries()) times[i]!.push(await milliseconds(device, step));
  }
  for (const [i, name] of names.entries()) {
    const ratio = median(times[i]!.map((time, round) => time / times[0]![round]!));
    console.log(
      `  ${name.padEnd(12)} ${median(times[i]!).toFixed(2).padStart(7)} ms  ${ratio.toFixed(3)}`,
    );
  }
}

const optimizers = Object.keys(OPTIMIZERS) as OptimizerName[];
const asked = Deno.args.length > 0 ? Deno.args : [...BUILT_IN_ACTIVATIONS, ...optimizers];
const rules = optimizers.filter((name) => name !== "momentum" && asked.includes(name));
const activations = asked.filter((name) => !optimizers.includes(name as OptimizerName));

for (const device of await openSingleThreadDevices()) {
  console.log(device.info.name);
  if (activations.length > 0) {
    await compare(device, ["tanh", ...activations], (activation) => (
      makeStep(device, { activation, optimizer: "momentum" })
    ));
  }
  if (rules.length > 0) {
    await compare(
      device,
      ["momentum", ...rules],
      (rule) => makeStep(device, { activation: "tanh", optimizer: rule as OptimizerName }),
    );
  }
  device.close();
}
