/** The network of the tutorial: dense layers with an activation between them. */
import { FASHION_MNIST, imageSize } from "../data/datasets.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Activation } from "./activations.ts";
import { ActivationLayer } from "./layers/activation.ts";
import { Dense } from "./layers/dense.ts";
import { Sequential } from "./layers/sequential.ts";
import { Network } from "./network.ts";
import type { Parameters } from "./parameters.ts";

/** What a hidden layer computed. */
export interface LayerValues {
  /** (batch, width), the dense layer's output. */
  readonly preActivation: Tensor;
  /** (batch, width), that through the activation. */
  readonly activation: Tensor;
}

/** How a network is built; the defaults are the tutorial's. */
export interface MlpOptions {
  readonly activation: Activation;
  /** Widths of the hidden layers (default: 512, 256, 256, 128). */
  readonly hiddenSizes?: readonly number[];
  /** Numbers per image (default: FashionMNIST's). */
  readonly inputSize?: number;
  /** Classes (default: FashionMNIST's). */
  readonly classes?: number;
}

/** A multilayer perceptron. */
export class MLP extends Network {
  readonly activation: Activation;
  /** Widths from the input to the classes. */
  readonly sizes: readonly number[];

  constructor({
    activation,
    hiddenSizes = [512, 256, 256, 128],
    inputSize = imageSize(FASHION_MNIST),
    classes = FASHION_MNIST.classNames.length,
  }: MlpOptions) {
    const hidden = hiddenSizes.flatMap((
      width,
    ) => [new Dense(width), new ActivationLayer(activation)]);
    super(new Sequential([...hidden, new Dense(classes)]), [inputSize]);
    this.activation = activation;
    this.sizes = [inputSize, ...hiddenSizes, classes];
  }

  /** The logits, and every hidden layer's values before and after the activation. */
  applyWithLayers(
    parameters: Parameters,
    images: Tensor,
  ): { logits: Tensor; layers: LayerValues[] } {
    const { logits, intermediates } = this.applyWithIntermediates(parameters, images);
    const layers = intermediates.flatMap(({ activation, input, output }) =>
      activation ? [{ preActivation: input, activation: output }] : []
    );
    return { logits, layers };
  }
}
