/** The CPU kernels' functions over all of float32: every 8191st number, and all around landmarks. */
import assert from "node:assert/strict";
import type { ActivationName } from "../../../kernels/activations.ts";
import type { UnaryFunction } from "../../../kernels/unary.ts";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import type { DeviceBuffer } from "../../../src/device/memory.ts";
import type { Operation } from "../../../src/device/operations.ts";
import { DERIVATIVE, UNARY } from "../../float64.ts";

/** How far a result may be from its true value. */
interface Bound {
  /** Units in the last place, of the true value as a float32. */
  readonly ulp: number;
  /** What is added to them. */
  readonly absolute?: (x: number) => number;
}

const EXACT: Bound = { ulp: 0 };
/** x times the smallest number, to which a sigmoid is rounded where it underflows. */
const underflow = (x: number) => Math.abs(x) * 2 ** -149;

const VALUE: Record<UnaryFunction, Bound> = {
  negate: EXACT,
  abs: EXACT,
  sign: EXACT,
  relu: EXACT,
  identity: EXACT,
  leakyrelu: { ulp: 0.8 }, // 0.1 itself is rounded
  sqrt: { ulp: 0.501 },
  exp: { ulp: 1.1 },
  expm1: { ulp: 1.7 },
  log: { ulp: 1.3 },
  log1p: { ulp: 1.7 },
  sigmoid: { ulp: 1.9 },
  tanh: { ulp: 2.1 },
  erf: { ulp: 1.2 },
  elu: { ulp: 1.1 },
  swish: { ulp: 3.5 },
  softplus: { ulp: 2.7 },
  logsigmoid: { ulp: 2.7 },
  gelu: { ulp: 1.3, absolute: () => 1e-7 },
  gelu_tanh: { ulp: 1.3, absolute: () => 1e-7 },
  mish: { ulp: 3, absolute: underflow },
  selu: { ulp: 2.1 },
  celu: { ulp: 1.8 },
  softsign: { ulp: 1.5 },
  hardtanh: EXACT,
  relu6: EXACT,
  hardsigmoid: { ulp: 1.4 },
  hardswish: { ulp: 2.5 },
};

const SLOPE: Record<ActivationName, Bound> = {
  identity: EXACT,
  relu: EXACT,
  leakyrelu: { ulp: 0.3 },
  sigmoid: { ulp: 2.5 },
  tanh: { ulp: 3 },
  elu: { ulp: 1.1 },
  swish: { ulp: 4, absolute: (x) => Math.abs(x) < 4 ? 1e-7 : underflow(x) }, // it is 0 near -1.28
  softplus: { ulp: 1.9 },
  logsigmoid: { ulp: 1.9 },
  // These are 0 near -0.75 and -1.19, as swish's near -1.28.
  gelu: { ulp: 1.3, absolute: () => 1e-7 },
  gelu_tanh: { ulp: 2, absolute: () => 1e-7 },
  mish: { ulp: 4.5, absolute: (x) => Math.abs(x) < 6 ? 1e-7 : underflow(x) },
  selu: { ulp: 2.1 },
  celu: { ulp: 1.1 },
  softsign: { ulp: 3.6 },
  hardtanh: EXACT,
  relu6: EXACT,
  hardsigmoid: { ulp: 0.4 },
  hardswish: { ulp: 2 },
};

/** Where functions overflow, underflow, come to their limits, or are computed in another way. */
const LANDMARKS = Float32Array.of(
  ...[0, 2 ** -126, 2 ** -64, 2e-8, 0.5, Math.SQRT1_2, 1, Math.SQRT2, 2, 2 ** 127, Infinity],
  ...[Math.LN2 / 2, Math.LN2, 1.5 * Math.LN2, Math.log(3) / 2, 9, 9.5, 17.33, 18, 19],
  ...[0.7517915, 0.7524614, 1.192431, 1.278465, 1.5, 3, 4 * Math.SQRT2, 6, 40], // minima, ends
  ...[87.33655, 88.37627, 88.72284, 89, 103.27893, 103.97208, 104],
);
const AROUND = 200;

const X = inputs();
const ONES = new Float32Array(X.length).fill(1);

/** With multiply-adds that round once, where the processor has them, and with such that round twice. */
const DEVICES = [
  await CpuDevice.open({ threads: 1, blas: "none" }),
  await CpuDevice.open({ threads: 1, blas: "none", relaxedSimd: false }),
];
globalThis.addEventListener("unload", () => DEVICES.forEach((device) => device.close()));

for (const name of Object.keys(VALUE) as UnaryFunction[]) {
  Deno.test(`${name} is right over all of float32`, () =>
    assertAccurate(VALUE[name], UNARY[name], ([x], [out]) => ({
      op: "unary",
      function: name,
      x: x!,
      out: out!,
      count: X.length,
    })));
}

for (const activation of Object.keys(SLOPE) as ActivationName[]) {
  Deno.test(`the derivative of ${activation} is right over all of float32`, () =>
    assertAccurate(SLOPE[activation], DERIVATIVE[activation], ([x, ones], [out, biasGradient]) => ({
      op: "denseBackward",
      gradient: ones!,
      preActivation: x!,
      activation,
      out: out!,
      biasGradient: biasGradient!,
      rows: 1,
      columns: X.length,
    })));
}

function inputs(): Float32Array {
  const words: number[] = [];
  for (let word = 0; word < 2 ** 32; word += 8191) words.push(word);
  for (const landmark of new Uint32Array(LANDMARKS.buffer)) {
    for (let i = -AROUND; i <= AROUND; i++) words.push(landmark + i, landmark + i + 2 ** 31);
  }
  return new Float32Array(Uint32Array.from(words).buffer);
}

async function assertAccurate(
  bound: Bound,
  reference: (x: number) => number,
  operation: (inputs: DeviceBuffer[], outputs: DeviceBuffer[]) => Operation,
): Promise<void> {
  const expected = Float64Array.from(X, reference);
  for (const device of DEVICES) {
    const inputs = [device.upload(X), device.upload(ONES)];
    const outputs = [device.allocate(X.byteLength), device.allocate(X.byteLength)];
    device.run(operation(inputs, outputs));
    const y = new Float32Array(await device.read(outputs[0]!, X.byteLength));
    for (const buffer of [...inputs, ...outputs]) device.release(buffer);
    const wrong = y.findIndex((value, i) => !isWithin(bound, X[i]!, value, expected[i]!));
    if (wrong < 0) continue;
    assert.fail(
      `of ${X[wrong]} it is ${y[wrong]} instead of ${expected[wrong]}, ` +
        `more than ${bound.ulp} ulp away`,
    );
  }
}

/** Whether y is near enough to its reference; NaN, zeros and infinities must be the very same. */
function isWithin({ ulp, absolute }: Bound, x: number, y: number, reference: number): boolean {
  const rounded = Math.fround(reference);
  if (reference === 0 || !Number.isFinite(rounded)) return Object.is(y, rounded);
  const unit = 2 ** (Math.max(Math.floor(Math.log2(Math.abs(reference))), -126) - 23);
  return Math.abs(y - reference) <= ulp * unit + (absolute?.(x) ?? 0);
}
