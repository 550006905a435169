/** An activation function as a curve, with its gradient. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { type Activation, applyActivation, requireActivation } from "../nn/activations.ts";
import { inspect } from "../printable.ts";
import { scope } from "../tensor/scope.ts";
import { tensor } from "../tensor/tensor.ts";
import { derivative } from "./saturation.ts";

/** Values and derivatives of an activation function. */
export interface SampledActivation {
  /** As commands and checkpoints spell it. */
  readonly activation: string;
  /** As figures call it. */
  readonly name: string;
  /** Places, increasing. */
  readonly x: readonly number[];
  /** The values there. */
  readonly y: readonly number[];
  /** The derivatives there. */
  readonly dy: readonly number[];
}

/** Where an activation is sampled. */
export interface SampleRange {
  /** The first place (default: -5). */
  readonly from?: number;
  /** The last place (default: 5). */
  readonly to?: number;
}

const POINTS = 1000;

/**
 * The activation at 1000 places `from` (default: -5) … `to` (default: 5), and its derivative there.
 * Throws `UsageError` unless both are finite in float32, and `from` is less.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, openDevice, sampleActivation } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { name, x, y, dy } = await sampleActivation(device, findActivation("relu"));
 * assert.deepEqual([name, x.at(-1), y.at(-1), dy.at(-1)], ["ReLU", 5, 5, 1]);
 * device.close();
 * ```
 */
export async function sampleActivation(
  device: Device,
  activation: Activation,
  { from = -5, to = 5 }: SampleRange = {},
): Promise<SampledActivation> {
  requireActivation("sampleActivation", activation);
  const [first, last] = [from, to].map(Math.fround) as [number, number];
  if (!(Number.isFinite(first) && Number.isFinite(last) && first < last)) {
    throw new UsageError(
      "sampleActivation: expected finite float32 numbers, from less than to, " +
        `got from ${inspect(from)} to ${inspect(to)}`,
    );
  }
  const x = Array.from({ length: POINTS }, (_, i) => from + (to - from) * i / (POINTS - 1));
  const [values, slopes] = scope(() => {
    const places = tensor(device, x);
    return [applyActivation(activation, places), derivative(activation, places)] as const;
  });
  const [y, dy] = await Promise.all([values.data(), slopes.data()]);
  values.dispose();
  slopes.dispose();
  return { activation: activation.name, name: activation.title, x, y: [...y], dy: [...dy] };
}
