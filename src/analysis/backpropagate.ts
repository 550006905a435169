/** One pass through a network and back, of which nothing is lost. */
import type { Batch } from "../data/device_dataset.ts";
import type { Activation } from "../nn/activations.ts";
import type { Intermediate } from "../nn/layers/layer.ts";
import type { Parameters } from "../nn/parameters.ts";
import { valueAndGradWithIntermediates } from "../tensor/autodiff.ts";
import { crossEntropy } from "../tensor/ops/softmax.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Method } from "../training/train_step.ts";

/** An activation on the way through the network, and its gradient on the way back. */
export interface BackpropagatedLayer {
  /** "Layer 1 - ReLU", "Layer 3 - ReLU" …: dense layers count as layers. */
  readonly name: string;
  readonly activation: Activation;
  /** (batch, …), the pre-activations. */
  readonly input: Tensor;
  /** (batch, …), the activations. */
  readonly output: Tensor;
  /** (batch, …), the loss's gradient with respect to the input. */
  readonly inputGradient: Tensor;
}

/** The loss of a batch, its gradients by parameter, and what went through each activation and back. */
export function backpropagate(
  { network, loss = crossEntropy }: Method,
  parameters: Parameters,
  { images, labels }: Batch,
): { loss: Tensor; gradients: Parameters; layers: BackpropagatedLayer[] } {
  let recorded: Intermediate[] = [];
  function lossOf(trained: Parameters) {
    recorded = [];
    const record = (intermediate: Intermediate) => void recorded.push(intermediate);
    const context = { training: true, record };
    const logits = network.apply({ ...parameters, ...trained }, images, context);
    recorded = recorded.filter(({ output }) => output !== logits);
    return [
      loss(logits, labels).loss,
      recorded.flatMap(({ input, output }) => [input, output]),
    ] as const;
  }
  const { value, gradients, intermediateGradients } = valueAndGradWithIntermediates(lossOf)(
    network.trainable(parameters),
  );
  const layers = recorded.flatMap(({ title, input, output, activation }, i) =>
    activation === undefined ? [] : [{
      name: `Layer ${i} - ${title}`,
      activation,
      input,
      output,
      inputGradient: intermediateGradients[2 * i]!,
    }]
  );
  return { loss: value, gradients, layers };
}
