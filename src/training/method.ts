/** What a configuration says: which network is trained, and how. */
import { findActivation } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { Optimizer } from "../nn/optimizer.ts";
import type { TrainingConfig } from "./config.ts";
import { CLASSES, INPUT_SIZE } from "./named_weights.ts";

/** The network, for images of so many numbers. Throws `UsageError` for an unknown activation. */
export function networkOf(
  { activation, hiddenSizes }: Pick<TrainingConfig, "activation" | "hiddenSizes">,
  inputSize: number = INPUT_SIZE,
): MLP {
  return new MLP({
    activation: findActivation(activation),
    hiddenSizes,
    inputSize,
    classes: CLASSES,
  });
}

/** The optimiser. */
export function optimizerOf(
  { learningRate, momentum }: Pick<TrainingConfig, "learningRate" | "momentum">,
): Optimizer {
  return new Optimizer("momentum", { learningRate, momentum });
}
