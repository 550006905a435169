import assert from "node:assert/strict";
import {
  constantsOf,
  type OptimizerName,
  type OptimizerRule,
  OPTIMIZERS,
} from "../../../kernels/optimizers.ts";
import { assertClose, ULP } from "../../close.ts";
import { NUMBERS } from "../../../kernels/numbers.ts";
import { randomNumbers } from "../../random_numbers.ts";
import { device } from "../device.ts";

const momentumStep = {
  op: "optimizerStep",
  rule: "momentum",
  constants: { learningRate: 0.01, momentum: 0.9, weightDecay: 0 },
} as const;

for (const counts of [[1], [257, 7], [33, 70_001, 255]]) {
  Deno.test(`three steps of ${counts.length} parameters of momentum SGD are optax's`, async () => {
    const arrays = counts.map((count, i) => ({
      weights: randomNumbers(i, count),
      gradient: randomNumbers(i + 10, count),
      velocity: new Float32Array(count),
    }));
    const parameters = arrays.map(({ weights, gradient, velocity }) => ({
      weights: device.upload(weights),
      gradient: device.upload(gradient),
      slots: [device.upload(velocity)],
      count: weights.length,
    }));
    for (let step = 0; step < 3; step++) {
      device.run({ ...momentumStep, parameters });
    }
    for (const [i, { weights, slots: [velocity], count }] of parameters.entries()) {
      const initial = arrays[i]!;
      // The velocity of a constant gradient g: g, 1.9 g, 2.71 g.
      const g = [...initial.gradient];
      const read = async (buffer: typeof weights) =>
        new Float32Array(await device.read(buffer, count * 4));
      assertClose(await read(velocity!), g.map((g) => 2.71 * g), { relative: 4 * ULP });
      assertClose(
        await read(weights),
        g.map((g, j) => initial.weights[j]! - 0.01 * (1 + 1.9 + 2.71) * g),
        { relative: 0, absolute: 4 * ULP },
      );
    }
    for (const { weights, gradient, slots } of parameters) {
      for (const buffer of [weights, gradient, ...slots]) device.release(buffer);
    }
  });
}

Deno.test("no parameters take no dispatch", () => {
  const before = device.dispatches;
  device.run({ ...momentumStep, parameters: [] });
  assert.equal(device.dispatches, before);
});

for (const counts of [[1], [257, 7, 33], [33, 70_001, 255, 5]]) {
  Deno.test(`two steps of ${counts.length} parameters of plain SGD follow the gradient`, async () => {
    const arrays = counts.map((
      count,
      i,
    ) => [randomNumbers(i, count), randomNumbers(i + 10, count)]);
    const parameters = arrays.map(([weights, gradient], i) => ({
      weights: device.upload(weights!),
      gradient: device.upload(gradient!),
      slots: [],
      count: counts[i]!,
    }));
    for (let step = 0; step < 2; step++) {
      device.run({
        op: "optimizerStep",
        rule: "sgd",
        constants: { learningRate: 0.3, weightDecay: 0 },
        parameters,
      });
    }
    for (const [i, { weights, gradient, count }] of parameters.entries()) {
      const [initial, g] = arrays[i] as [Float32Array, Float32Array];
      assertClose(
        new Float32Array(await device.read(weights, count * 4)),
        Array.from(initial, (w, j) => w - 0.6 * g[j]!),
        { relative: 0, absolute: 4 * ULP },
      );
      for (const buffer of [weights, gradient]) device.release(buffer);
    }
  });
}

type Numbers = Readonly<Record<string, readonly number[]>>;

/** So many steps from zero slots, in float64. */
function reference(
  rule: OptimizerRule,
  settings: Record<string, number>,
  start: Numbers,
  steps: number,
) {
  const { weights = [], gradient = [] } = start;
  const after = weights.map((weight, i) => {
    let now: Record<string, number> = Object.fromEntries(rule.slots.map((slot) => [slot, 0]));
    now.weights = weight;
    for (let step = 1; step <= steps; step++) {
      const before = { ...now, gradient: gradient[i]! } as Record<string, number>;
      now = rule.step(NUMBERS, before, constantsOf(rule, settings, step));
    }
    return now;
  });
  return (array: string) => after.map((now) => now[array]!);
}

/** The same by the device's kernel, several parameters at once. */
function computed(
  rule: OptimizerName,
  settings: Record<string, number>,
  starts: readonly Numbers[],
  steps: number,
): Promise<Record<string, Float32Array>[]> {
  const { slots }: OptimizerRule = OPTIMIZERS[rule];
  const parameters = starts.map(({ weights, gradient }) => ({
    weights: device.upload(Float32Array.from(weights!)),
    gradient: device.upload(Float32Array.from(gradient!)),
    slots: slots.map(() => device.upload(new Float32Array(weights!.length))),
    count: weights!.length,
  }));
  for (let step = 1; step <= steps; step++) {
    const constants = constantsOf(OPTIMIZERS[rule], settings, step);
    device.run({ op: "optimizerStep", rule, constants, parameters });
  }
  return Promise.all(parameters.map(async ({ weights, gradient, slots: kept, count }) => {
    const buffers = [weights, ...kept];
    const results = await Promise.all(buffers.map((buffer) => device.read(buffer, count * 4)));
    for (const buffer of [gradient, ...buffers]) device.release(buffer);
    return Object.fromEntries(
      ["weights", ...slots].map((array, i) => [array, new Float32Array(results[i]!)]),
    );
  }));
}

/** From far below what float32 can square to what it just can, and 0. */
const EXTREMES = [0, 1e-38, 1e-30, 1e-18, 1e-12, 1e-6, 1, 1e6, 1e12, 1e18].flatMap((x) => [x, -x]);

for (const name of Object.keys(OPTIMIZERS) as OptimizerName[]) {
  const rule: OptimizerRule = OPTIMIZERS[name];
  const settings = { ...rule.settings, weightDecay: 0.125 };

  Deno.test(`two steps of ${name} are float64's, for parameters of any size`, async () => {
    const starts = [33, 4099, 255, 1].map((count, i) => ({
      weights: [...randomNumbers(i, count)],
      gradient: [...randomNumbers(i + 10, count)],
    }));
    const results = await computed(name, settings, starts, 2);
    for (const [i, start] of starts.entries()) {
      const expected = reference(rule, settings, start, 2);
      for (const [array, values] of Object.entries(results[i]!)) {
        assertClose(values, expected(array), { relative: 8 * ULP, absolute: 4 * ULP }, array);
      }
    }
  });

  Deno.test(`three steps of ${name} from 0 are float64's, for gradients of any size`, async () => {
    const start = { weights: EXTREMES.map(() => 0), gradient: EXTREMES.map(Math.fround) };
    const [result] = await computed(name, settings, [start], 3);
    const expected = reference(rule, settings, start, 3);
    for (const [array, values] of Object.entries(result!)) {
      assertClose(values, expected(array), { relative: 1e-5, absolute: 1e-37 }, array);
    }
  });
}
