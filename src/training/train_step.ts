/** One step of training: loss, gradients, update. */
import type { Batch } from "../data/device_images.ts";
import type { Network } from "../nn/network.ts";
import type { Parameters } from "../nn/parameters.ts";
import type { MomentumSgd } from "../nn/momentum_sgd.ts";
import { valueAndGradWithAux } from "../tensor/autodiff.ts";
import { crossEntropy } from "../tensor/ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** What a step saw before its update. */
export interface StepMetrics {
  /** The batch's mean cross-entropy. */
  readonly loss: Tensor;
  /** How many of the batch were recognised. */
  readonly hits: Tensor;
}

/** Loss and gradients of a network on a batch: `[[loss, hits], gradients]`. */
export function lossAndGradients(
  network: Network,
): (
  parameters: Parameters,
  batch: Batch,
) => [[loss: Tensor, hits: Tensor], gradients: Parameters] {
  return valueAndGradWithAux((parameters: Parameters, { images, labels }: Batch) => {
    const { loss, hits } = crossEntropy(network.apply(parameters, images), labels);
    return [loss, hits];
  });
}

/** Updates the parameters by one batch. Waits for nothing. */
export function trainStep(
  network: Network,
  parameters: Parameters,
  optimiser: MomentumSgd,
  batch: Batch,
): StepMetrics {
  const [[loss, hits], gradients] = lossAndGradients(network)(parameters, batch);
  optimiser.update(parameters, gradients);
  return { loss, hits };
}
