/** What a configuration says: which network is trained, and how. */
import { FASHION_MNIST, imageSize } from "../data/datasets.ts";
import { findActivation } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { Optimizer } from "../nn/optimizer.ts";
import type { TrainingConfig } from "./config.ts";

/**
 * The network, for images of so many numbers (default: the data set's). Throws `UsageError` for an
 * unknown activation.
 */
export function networkOf(
  { activation, hiddenSizes }: Pick<TrainingConfig, "activation" | "hiddenSizes">,
  inputSize: number = imageSize(FASHION_MNIST),
): MLP {
  return new MLP({ activation: findActivation(activation), hiddenSizes, inputSize });
}

/** The optimiser. */
export function optimizerOf(
  { learningRate, momentum }: Pick<TrainingConfig, "learningRate" | "momentum">,
): Optimizer {
  return new Optimizer("momentum", { learningRate, momentum });
}
