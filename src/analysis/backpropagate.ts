/** One pass through a network and back, of which nothing is lost. */
import type { Batch } from "../data/device_dataset.ts";
import type { Intermediate } from "../nn/layers/layer.ts";
import type { Parameters } from "../nn/parameters.ts";
import { valueAndGradWithIntermediates } from "../tensor/autodiff.ts";
import { crossEntropy } from "../tensor/ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Method } from "../training/train_step.ts";
import { saturated } from "./saturation.ts";

/** An activation on the way through the network, and its gradient on the way back. */
export interface BackpropagatedLayer {
  /** "Layer 1 - ReLU", "Layer 3 - ReLU" …: dense layers count as layers. */
  readonly name: string;
  /** (batch, …), the pre-activations. */
  readonly input: Tensor;
  /** (batch, …), the activations. */
  readonly output: Tensor;
  /** (batch, …), 1 where the activation is saturated, else 0. */
  readonly saturated: Tensor;
  /** (batch, …), the loss's gradient with respect to the input. */
  readonly inputGradient: Tensor;
}

/** The loss of a batch, its gradients by parameter, and what went through each activation and back. */
export function backpropagate(
  { network, loss = crossEntropy }: Method,
  parameters: Parameters,
  { images, labels }: Batch,
): { loss: Tensor; gradients: Parameters; layers: BackpropagatedLayer[] } {
  let names: string[] = [];
  function lossOf(trained: Parameters) {
    const recorded: Intermediate[] = [];
    const flat: Tensor[] = []; // of each activation the input, the output and the saturation
    const record = (intermediate: Intermediate) => void recorded.push(intermediate);
    const context = { training: true, record };
    const logits = network.apply({ ...parameters, ...trained }, images, context);
    names = [];
    recorded.forEach(({ title, input, output, activation }, i) => {
      if (activation === undefined || output === logits) return;
      names.push(`Layer ${i} - ${title}`);
      flat.push(input, output, saturated(activation, input)); // while it has what it has learned
    });
    return [loss(logits, labels).loss, flat] as const;
  }
  const { value, gradients, intermediates, intermediateGradients } = valueAndGradWithIntermediates(
    lossOf,
  )(network.trainable(parameters));
  const layers = names.map((name, i) => ({
    name,
    input: intermediates[3 * i]!,
    output: intermediates[3 * i + 1]!,
    saturated: intermediates[3 * i + 2]!,
    inputGradient: intermediateGradients[3 * i]!,
  }));
  return { loss: value, gradients, layers };
}
