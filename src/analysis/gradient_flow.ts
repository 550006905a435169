/** Gradient flow: how large the gradients of each layer's weights are, for one batch. */
import type { Batch } from "../data/device_dataset.ts";
import type { Network } from "../nn/network.ts";
import { disposeWeights, type Parameters } from "../nn/parameters.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { lossAndGradients } from "../training/train_step.ts";
import { scaleToCounts } from "./density.ts";
import { type Distribution, distribution } from "./distribution.ts";
import { allSettledOrThrow } from "./all_settled.ts";

/** Gradients of a network for one batch. */
export interface GradientFlow {
  /** The batch's mean cross-entropy. */
  readonly loss: number;
  /** From the first layer to the last; the density is in the units of the histogram's counts. */
  readonly layers: readonly LayerGradients[];
}

/** The gradient of a layer's weights, without its bias. */
export interface LayerGradients extends Distribution {
  /** "Layer 0 - weights", "Layer 2 - weights" …: an activation after each counts as a layer. */
  readonly title: string;
}

const BINS = 30;

/**
 * The distribution of each weight gradient, in 30 bins, as the tutorial's `visualize_gradients`.
 *
 * Throws `LabError`, naming the layer, when a gradient is not finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   findActivation,
 *   gradientFlow,
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
 * const { layers } = await gradientFlow(network, parameters, batch);
 * assert.deepEqual(layers.map(({ title }) => title), ["Layer 0 - weights", "Layer 2 - weights"]);
 * assert.equal(layers[0]?.n, 4 * 8);
 * device.close();
 * ```
 */
export async function gradientFlow(
  network: Network,
  parameters: Parameters,
  batch: Batch,
): Promise<GradientFlow> {
  const { loss, gradients } = scope(() => {
    const [[loss], gradients] = lossAndGradients(network)(parameters, batch);
    return { loss, gradients };
  });
  try {
    const kernels = Object.entries(gradients)
      .flatMap(([name, gradient]) => name.endsWith(".kernel") ? [gradient] : []);
    const [value, layers] = await allSettledOrThrow([
      loss.item(),
      allSettledOrThrow(kernels.map(layerGradients)),
    ]);
    return { loss: value, layers };
  } finally {
    loss.dispose();
    disposeWeights(gradients);
  }
}

async function layerGradients(gradient: Tensor, index: number): Promise<LayerGradients> {
  const title = `Layer ${2 * index} - weights`;
  const found = await distribution(gradient, BINS, `${title}: the gradients`);
  return { title, ...found, density: scaleToCounts(found.density, found.histogram) };
}
