/** One check for every operation: its values, and its gradients, against float64. */
import assert from "node:assert/strict";
import { valueAndGradWithAux } from "../../src/tensor/autodiff.ts";
import { multiply } from "../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../src/tensor/ops/broadcast.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor } from "../../src/tensor/tensor.ts";
import { assertClose, type Tolerance, ULP } from "../close.ts";
import { device } from "../device/device.ts";
import { map, type Nd, random, total } from "./nd.ts";

/** An operation, and what it must give. */
export interface CheckedOp {
  readonly op: (...inputs: Tensor[]) => Tensor;
  /** The same in float64. */
  readonly oracle: (...inputs: Nd[]) => Nd;
  /**
   * The float64 gradients of sum(cotangent · oracle(inputs)), for inputs where finite differences
   * say nothing: at kinks and extremes. Elsewhere they are compared with those.
   */
  readonly gradients?: (cotangent: Nd, ...inputs: Nd[]) => Nd[];
  /** Of the values and of the gradients. */
  readonly tolerance?: Tolerance;
}

/**
 * Asserts that an operation's values are its oracle's, and its gradients the oracle's derivatives;
 * also, that a shape is no other and no memory stays behind.
 */
export async function checkOp(
  { op, oracle, gradients, tolerance = { relative: 16 * ULP, absolute: 2e-6 } }: CheckedOp,
  ...inputs: Nd[]
): Promise<void> {
  const expected = oracle(...inputs);
  const cotangent = random(expected.shape, 99, 0.5, 1.5);
  const differences = inputs.every(isOrdinary)
    ? finiteDifferences((...x) => weightedSum(cotangent, oracle(...x)), inputs)
    : undefined;
  const slopes = gradients?.(cotangent, ...inputs) ?? differences;
  assert.ok(slopes, "gradients at extremes need an oracle of their own");
  if (gradients && differences) {
    differences.forEach(({ data }, i) =>
      assertClose(slopes[i]!.data, data, { relative: 1e-6, absolute: 1e-6 }, `oracle gradient ${i}`)
    );
  }

  const before = device.memory.liveBuffers;
  const results = scope(() => {
    const tensors = inputs.map(upload);
    const weights = upload(cotangent);
    const [[, recorded], inputGradients] = valueAndGradWithAux((...[x]: [Tensor[]]) => {
      const y = op(...x);
      return [sum(multiply(y, weights)), y];
    })(tensors);
    return [op(...tensors), recorded, ...inputGradients];
  });
  const reference = [expected, expected, ...slopes];
  const values = await Promise.all(results.map((result) => result.data()));
  for (const result of results) result.dispose();
  assert.equal(device.memory.liveBuffers, before, "live buffers");
  results.forEach(({ shape }, i) => {
    const what = ["value", "value when recorded"][i] ?? `gradient ${i - 2}`;
    assert.deepEqual(shape, reference[i]!.shape, `${what}: the shape`);
    assertClose(values[i]!, reference[i]!.data, tolerance, what);
  });
}

/** The tensor of an array. */
export function upload({ shape, data }: Nd): Tensor {
  return tensor(device, Float32Array.from(data), shape);
}

function weightedSum(weights: Nd, { data }: Nd): number {
  return total(data.map((value, i) => value * weights.data[i]!));
}

/** Whether a step to both sides is small and crosses nothing: numbers neither tiny nor large. */
function isOrdinary({ data }: Nd): boolean {
  return data.every((x) => Math.abs(x) >= 1e-3 && Math.abs(x) <= 100);
}

function finiteDifferences(f: (...inputs: Nd[]) => number, inputs: readonly Nd[]): Nd[] {
  const moved = (input: number, element: number, step: number) =>
    f(...inputs.map((x, i) =>
      i === input ? map(x, (value, j) => j === element ? value + step : value) : x
    ));
  return inputs.map((x, i) =>
    map(x, (value, j) => {
      const step = 1e-5 * Math.abs(value);
      return (moved(i, j, step) - moved(i, j, -step)) / (2 * step);
    })
  );
}
