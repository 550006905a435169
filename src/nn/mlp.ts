/** The network of the tutorial: dense layers with an activation between them. */
import type { Device } from "../device/device.ts";
import { dense } from "../tensor/ops/dense.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Activation } from "./activations.ts";
import { initialDense, layerName } from "./initial_parameters.ts";

/** A dense layer's parameters: kernel (fanIn, fanOut) and bias (fanOut). */
export interface DenseParameters {
  readonly kernel: Tensor;
  readonly bias: Tensor;
}

/** Parameters by layer, Dense_0 first. */
export type MlpParameters = Record<string, DenseParameters>;

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
  /** Numbers per image (default: 784). */
  readonly inputSize?: number;
  /** Classes (default: 10). */
  readonly classes?: number;
}

/** A multilayer perceptron; its parameters are kept outside, as in Flax. */
export class MLP {
  readonly activation: Activation;
  /** Widths from the input to the classes. */
  readonly sizes: readonly number[];

  constructor(
    { activation, hiddenSizes = [512, 256, 256, 128], inputSize = 784, classes = 10 }: MlpOptions,
  ) {
    this.activation = activation;
    this.sizes = [inputSize, ...hiddenSizes, classes];
  }

  /** The initial parameters of a seed, the same that Flax draws. */
  init(device: Device, seed: number): MlpParameters {
    return this.#mapLayers((index, fanIn, fanOut) => {
      const { kernel, bias } = initialDense(seed, index, fanIn, fanOut);
      return {
        kernel: Tensor.upload<"float32">(device, kernel, [fanIn, fanOut]),
        bias: Tensor.upload<"float32">(device, bias, [fanOut]),
      };
    });
  }

  /** Logits (batch, classes) of images (batch, inputSize). */
  apply(parameters: MlpParameters, images: Tensor): Tensor {
    return this.#run(parameters, images, (x, layer) => this.#hidden(x, layer));
  }

  /** The logits, and every hidden layer's values before and after the activation. */
  applyWithLayers(
    parameters: MlpParameters,
    images: Tensor,
  ): { logits: Tensor; layers: LayerValues[] } {
    const layers: LayerValues[] = [];
    const logits = this.#run(parameters, images, (x, { kernel, bias }) => {
      const preActivation = dense(x, kernel, bias);
      const activation = this.activation.apply(preActivation);
      layers.push({ preActivation, activation });
      return activation;
    });
    return { logits, layers };
  }

  #run(
    parameters: MlpParameters,
    images: Tensor,
    hidden: (x: Tensor, layer: DenseParameters) => Tensor,
  ): Tensor {
    let x = images;
    const last = this.sizes.length - 2;
    for (let i = 0; i < last; i++) x = hidden(x, parameters[layerName(i)]!);
    const { kernel, bias } = parameters[layerName(last)]!;
    return dense(x, kernel, bias);
  }

  #hidden(x: Tensor, { kernel, bias }: DenseParameters): Tensor {
    const { fused, apply } = this.activation;
    return fused ? dense(x, kernel, bias, fused) : apply(dense(x, kernel, bias));
  }

  #mapLayers(
    make: (index: number, fanIn: number, fanOut: number) => DenseParameters,
  ): MlpParameters {
    const layers = this.sizes.slice(1).map((fanOut, i) =>
      [layerName(i), make(i, this.sizes[i]!, fanOut)] as const
    );
    return Object.fromEntries(layers);
  }
}
