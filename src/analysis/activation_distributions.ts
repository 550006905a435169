/** What the layers of a network compute: the distribution of their values, for one batch. */
import type { Batch } from "../data/device_dataset.ts";
import type { Intermediate } from "../nn/layers/layer.ts";
import type { Network } from "../nn/network.ts";
import type { Parameters } from "../nn/parameters.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { equal } from "../tensor/ops/compare.ts";
import { zeros } from "../tensor/ops/create.ts";
import { crossEntropy } from "../tensor/ops/softmax.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Distribution, distribution } from "./distribution.ts";
import { type DensityHistogram, normalize } from "./histogram.ts";
import { saturated } from "./saturation.ts";
import { allSettledOrThrow } from "./all_settled.ts";

/** The values of a network's layers, but for the last, for one batch. */
export interface ActivationDistributions {
  /** The batch's mean cross-entropy. */
  readonly loss: number;
  /** In order; each dense layer's and then its activation's. */
  readonly layers: readonly ActivationDistribution[];
}

/** The values of one layer. */
export interface ActivationDistribution extends Omit<Distribution, "histogram"> {
  /** "Layer 0 - Dense", "Layer 1 - ReLU" … */
  readonly title: string;
  /** The share of the values that are exactly 0. */
  readonly fractionZero: number;
  /**
   * The share of the values at which the activation is saturated: its derivative there is below 0.01
   * in size, so that less than a hundredth of the gradient passes. 0 for other layers.
   */
  readonly fractionSaturated: number;
  /** Equal bins from the least to the greatest value, their bars of a total area of 1. */
  readonly histogram: DensityHistogram;
}

/** A layer's values, and how many of them are something. */
interface Layer {
  readonly title: string;
  readonly values: Tensor;
  readonly zeros: Tensor;
  readonly saturated: Tensor;
}

const BINS = 50;

/**
 * The distribution of the values of each layer but the last, before and after the activation, in 50
 * bins, as in the tutorial's `visualize_activations`.
 *
 * Throws `LabError`, naming the layer, when a value is not finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   activationDistributions,
 *   findActivation,
 *   MLP,
 *   ones,
 *   openDevice,
 *   uint32Tensor,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const activation = findActivation("relu");
 * const network = new MLP({ activation, hiddenSizes: [8], inputSize: 4, classes: 2 });
 * const parameters = network.init(device, 42);
 * const batch = { images: ones(device, [3, 4]), labels: uint32Tensor(device, [0, 1, 1]) };
 * const { layers } = await activationDistributions(network, parameters, batch);
 * assert.deepEqual(layers.map(({ title }) => title), ["Layer 0 - Dense", "Layer 1 - ReLU"]);
 * device.close();
 * ```
 */
export async function activationDistributions(
  network: Network,
  parameters: Parameters,
  batch: Batch,
): Promise<ActivationDistributions> {
  const { loss, layers } = scope(() => {
    const { logits, intermediates } = network.applyWithIntermediates(parameters, batch.images);
    const { loss } = crossEntropy(logits, batch.labels);
    return { loss, layers: intermediates.map(layer) };
  });
  try {
    const [value, described] = await allSettledOrThrow([
      loss.item(),
      allSettledOrThrow(layers.map(describe)),
    ]);
    return { loss: value, layers: described };
  } finally {
    loss.dispose();
    for (const { values, zeros, saturated } of layers) {
      for (const tensor of [values, zeros, saturated]) tensor.dispose();
    }
  }
}

function layer({ title, input, output, activation }: Intermediate, index: number): Layer {
  return {
    title: `Layer ${index} - ${title}`,
    values: output,
    zeros: sum(equal(output, 0)),
    saturated: activation ? sum(saturated(activation, input)) : zeros(output.device, []),
  };
}

async function describe(
  { title, values, zeros, saturated }: Layer,
): Promise<ActivationDistribution> {
  const [{ histogram, density, ...summary }, zero, saturatedCount] = await allSettledOrThrow([
    distribution(values, BINS, `${title}: the values`),
    zeros.item(),
    saturated.item(),
  ]);
  return {
    title,
    ...summary,
    fractionZero: zero / summary.n,
    fractionSaturated: saturatedCount / summary.n,
    histogram: normalize(histogram),
    density,
  };
}
