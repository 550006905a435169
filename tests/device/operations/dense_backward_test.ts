import assert from "node:assert/strict";
import type { ActivationName } from "../../../kernels/activations.ts";
import { assertClose, ULP } from "../../close.ts";
import { ACTIVATION, DERIVATIVE } from "../../float64.ts";
import { EXTREMES, randomNumbers } from "../../random_numbers.ts";
import { evaluate } from "../device.ts";

const NAMES = Object.keys(ACTIVATION) as ActivationName[];

/**
 * How far the derivatives are off at most, for slopes up to 1: measured on a software adapter, and half as
 * much again. Those of the CPU are in cpu/math_test.ts, over all of float32.
 */
const ACCURACY: Record<ActivationName, number> = {
  identity: 0,
  relu: 0,
  hardtanh: 0,
  relu6: 0,
  leakyrelu: 1e-8,
  hardsigmoid: 1e-8,
  hardswish: 1e-7,
  sigmoid: 1e-7,
  softplus: 2e-7,
  logsigmoid: 2e-7,
  gelu: 2e-7,
  gelu_tanh: 2e-7,
  mish: 2.5e-7,
  swish: 2.5e-7,
  tanh: 2.5e-7,
  elu: 3e-7,
  celu: 3e-7,
  softsign: 3e-7,
  selu: 4e-7,
};

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
      assertClose(out, expected, { relative: 2 * ULP, absolute: 2 * ACCURACY[name] }, "out");
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

Deno.test("the bias gradient of millions of rows is as accurate as that of few", async () => {
  for (const [rows, columns] of [[1024, 3], [1025, 17], [1_048_576, 2], [10_000_000, 1]] as const) {
    const gradient = new Float32Array(rows * columns).fill(0.1);
    const { out, biasGradient } = await denseBackward(
      "identity",
      gradient,
      new Float32Array(rows * columns),
      columns,
    );
    assert.ok(out.every((value) => value === gradient[0]), `${rows} rows`);
    const expected = Array.from(biasGradient, () => rows * Math.fround(0.1));
    assertClose(biasGradient, expected, { relative: 1e-5 }, `${rows} rows`);
  }
});

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
