import assert from "node:assert/strict";
import { assertClose, ULP } from "../../close.ts";
import { randomNumbers } from "../../random_numbers.ts";
import { device } from "../device.ts";

const momentumStep = {
  op: "optimizerStep",
  rule: "momentum",
  settings: { learningRate: 0.01, momentum: 0.9 },
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
      device.run({ op: "optimizerStep", rule: "sgd", settings: { learningRate: 0.3 }, parameters });
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
