/** Mean-field theory: what variances an untrained network would have by layer if its layers were infinitely wide. */
import type { Activation } from "../nn/activations.ts";
import { findInitializers } from "../nn/initializers.ts";
import { gaussianAverages } from "./gaussian_averages.ts";

/** What the theory starts from, at either end of the network. */
export interface MeasuredVariances {
  /** Of the first layer's pre-activations. */
  readonly preActivations: number;
  /** Of the loss's gradients with respect to the last hidden layer's pre-activations. */
  readonly gradients: number;
}

/**
 * The variances of activations, and of the loss's gradients with respect to pre-activations, hidden layer by
 * hidden layer, in an untrained multilayer perceptron whose widths from the input to the classes are `sizes`.
 * Of wide layers, pre-activations are normal: with f the activation, their variance q goes from layer to
 * layer by fan_in · Var(w) · E[f(√q z)²] + Var(b), that of gradients back by fan_out · Var(w) · E[f′(√q z)²]
 * (He, Zhang, Ren and Sun, 2015; Poole, Lahiri, Raghu, Sohl-Dickstein and Ganguli, 2016; Schoenholz, Gilmer,
 * Ganguli and Sohl-Dickstein, 2017). A learned slope is what it begins with.
 *
 * undefined where the activation is no formula, or a variance not finite. Throws `UsageError` as
 * `findInitializers`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, meanFieldVariances } from "@activation-lab/activation-lab";
 *
 * // What He's initialiser is made for: gradients keep their variance, and so do ReLU's pre-activations.
 * const relu = { activation: findActivation("relu"), initializer: "he_normal" };
 * const { activations, gradients } = meanFieldVariances(
 *   { ...relu, sizes: [784, 256, 256, 256, 10] },
 *   { preActivations: 1, gradients: 1e-6 },
 * )!;
 * assert.ok(activations.every((variance) => Math.abs(variance - (1 / 2 - 1 / (2 * Math.PI))) < 1e-6));
 * assert.ok(gradients.every((variance) => Math.abs(variance / 1e-6 - 1) < 1e-6));
 * ```
 */
export function meanFieldVariances(
  { activation: { name, fused }, initializer, sizes }: {
    readonly activation: Activation;
    readonly initializer: string;
    readonly sizes: readonly number[];
  },
  measured: MeasuredVariances,
): { activations: number[]; gradients: number[] } | undefined {
  if (fused === undefined) return undefined;
  const { variances } = findInitializers(initializer, name);
  const hidden = sizes.length - 2;
  const activations: number[] = [];
  const factors: number[] = []; // of the variance of gradients, from the next layer back to this one
  let preActivations = measured.preActivations;
  for (let layer = 0; layer < hidden; layer++) {
    const { mean, meanSquare, slopeSquare } = gaussianAverages(fused, preActivations);
    const [fanIn, fanOut] = [sizes[layer + 1]!, sizes[layer + 2]!];
    const { kernel, bias } = variances({ fanIn, fanOut });
    activations.push(Math.max(0, meanSquare - mean ** 2));
    factors.push(fanOut * kernel * slopeSquare);
    preActivations = fanIn * kernel * meanSquare + bias;
  }
  const gradients = new Array<number>(hidden).fill(measured.gradients);
  for (let layer = hidden - 2; layer >= 0; layer--) {
    gradients[layer] = gradients[layer + 1]! * factors[layer]!;
  }
  return [...activations, ...gradients].every(Number.isFinite)
    ? { activations, gradients }
    : undefined;
}
