/** One step of training: loss, gradients, update. */
import type { Batch } from "../data/device_dataset.ts";
import { clipByGlobalNorm } from "../nn/clip.ts";
import type { Network } from "../nn/network.ts";
import type { Optimizer, OptimizerState } from "../nn/optimizer.ts";
import type { Parameters } from "../nn/parameters.ts";
import type { Schedule } from "../nn/schedules.ts";
import { valueAndGradWithAux } from "../tensor/autodiff.ts";
import { type CrossEntropy, crossEntropy } from "../tensor/ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** What training minimises: a loss of a batch's logits and labels, with a count of correct rows. */
export type Loss = (logits: Tensor, labels: Tensor<"uint32">) => CrossEntropy;

/** What is trained, and how. */
export interface Method {
  /** What is trained. */
  readonly network: Network;
  /** Default: `crossEntropy`. */
  readonly loss?: Loss | undefined;
  /** How gradients change its parameters. */
  readonly optimizer: Optimizer;
  /** The largest norm of all gradients together: see `clipByGlobalNorm` (default: none). */
  readonly clipNorm?: number | undefined;
  /** How the learning rate changes (default: not at all). */
  readonly schedule?: Schedule | undefined;
}

/** What a step saw before its update. */
export interface StepMetrics {
  /** The batch's loss. */
  readonly loss: Tensor;
  /** How many of the batch were recognised. */
  readonly correct: Tensor;
}

/**
 * Loss and gradients of a network on a batch: `[[loss, correct], gradients]`. The gradients are
 * those of the parameters that are trained, by their names.
 */
export function lossAndGradients(
  network: Network,
  loss: Loss = crossEntropy,
): (
  parameters: Parameters,
  batch: Batch,
) => [[loss: Tensor, correct: Tensor], gradients: Parameters] {
  return (parameters, batch) => {
    const of = (trained: Parameters, { images, labels }: Batch) => {
      const logits = network.apply({ ...parameters, ...trained }, images, { training: true });
      const { loss: value, correct } = loss(logits, labels);
      return [value, correct] as const;
    };
    return valueAndGradWithAux(of)(network.trainable(parameters), batch);
  };
}

/** Updates the parameters, and the optimiser's state, by one batch. Waits for nothing. */
export function trainStep(
  { network, loss, optimizer, clipNorm, schedule = () => 1 }: Method,
  parameters: Parameters,
  state: OptimizerState,
  batch: Batch,
): StepMetrics {
  const [[value, correct], gradients] = lossAndGradients(network, loss)(parameters, batch);
  const clipped = clipNorm === undefined ? gradients : clipByGlobalNorm(gradients, clipNorm);
  optimizer.update(parameters, clipped, state, schedule(state.step));
  return { loss: value, correct };
}
