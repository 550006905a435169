import assert from "node:assert/strict";
import type { ActivationName } from "../../../kernels/activations.ts";
import { assertClose, ULP } from "../../close.ts";
import { ACTIVATION, DERIVATIVE } from "../../float64.ts";
import { EXTREMES, randomNumbers } from "../../random_numbers.ts";
import { evaluate } from "../device.ts";

const NAMES = Object.keys(ACTIVATION) as ActivationName[];

async function denseBackward(
  activation: ActivationName,
  gradient: Float32Array,
  preActivation: Float32Array,
  columns: number,
) {
  const rows = gradient.length / columns;
  const [out, biasGradient] = await evaluate(
    [gradient, preActivation],
    [gradient.length, columns],
    ([gradient, preActivation], [out, biasGradient]) => ({
      op: "denseBackward",
      gradient: gradient!,
      preActivation: preActivation!,
      activation,
      out: out!,
      biasGradient: biasGradient!,
      rows,
      columns,
    }),
  );
  return { out: out!, biasGradient: biasGradient! };
}

for (const name of NAMES) {
  Deno.test(`the gradient through ${name}, and the bias's`, async () => {
    const shapes = [[1, 1], [7, 33], [33, 7], [257, 16], [256, 255]] as const;
    for (const [rows, columns] of shapes) {
      const gradient = randomNumbers(rows, rows * columns);
      const preActivation = randomNumbers(columns, rows * columns, -6, 6);
      const { out, biasGradient } = await denseBackward(name, gradient, preActivation, columns);
      const expected = Array.from(gradient, (g, i) => g * DERIVATIVE[name](preActivation[i]!));
      assertClose(out, expected, { relative: 10 * ULP, absolute: 1e-6 }, "out");
      const sums = new Float64Array(columns);
      expected.forEach((value, i) => sums[i % columns]! += value);
      assertClose(biasGradient, sums, { absolute: rows * 1e-6 }, "bias gradient");
    }
  });

  Deno.test(`the derivative of ${name} at extremes`, async () => {
    const ones = EXTREMES.map(() => 1);
    const { out } = await denseBackward(name, ones, EXTREMES, EXTREMES.length);
    const expected = Array.from(EXTREMES, DERIVATIVE[name]);
    assertClose(out, expected, { relative: 1e-4, absolute: 2e-36 }, name);
  });
}

Deno.test("a NaN gradient shows in its column of the bias gradient", async () => {
  const { out, biasGradient } = await denseBackward(
    "identity",
    Float32Array.of(1, 2, NaN, 4),
    new Float32Array(4),
    2,
  );
  assert.deepEqual([...out], [1, 2, NaN, 4]);
  assert.deepEqual([...biasGradient], [NaN, 6]);
});
