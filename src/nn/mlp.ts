/** The network of the tutorial: dense layers with an activation between them. */
import type { Device } from "../device/device.ts";
import { dense } from "../tensor/ops/dense.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Activation } from "./activations.ts";
import { initialDense, layerName } from "./initial_parameters.ts";
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
  init(device: Device, seed: number): Parameters {
    return Object.fromEntries(
      this.sizes.slice(1).flatMap((fanOut, i) => {
        const fanIn = this.sizes[i]!;
        const { kernel, bias } = initialDense(seed, i, fanIn, fanOut);
        return [
          [`${layerName(i)}.kernel`, Tensor.upload<"float32">(device, kernel, [fanIn, fanOut])],
          [`${layerName(i)}.bias`, Tensor.upload<"float32">(device, bias, [fanOut])],
        ];
      }),
    );
  }

  /** Logits (batch, classes) of images (batch, inputSize). */
  apply(parameters: Parameters, images: Tensor): Tensor {
    return this.#run(parameters, images, (...args) => this.#hidden(...args));
  }

  /** The logits, and every hidden layer's values before and after the activation. */
  applyWithLayers(
    parameters: Parameters,
    images: Tensor,
  ): { logits: Tensor; layers: LayerValues[] } {
    const layers: LayerValues[] = [];
    const logits = this.#run(parameters, images, (x, kernel, bias) => {
      const preActivation = dense(x, kernel, bias);
      const activation = this.activation.apply(preActivation);
      layers.push({ preActivation, activation });
      return activation;
    });
    return { logits, layers };
  }

  #run(
    parameters: Parameters,
    images: Tensor,
    hidden: (x: Tensor, kernel: Tensor, bias: Tensor) => Tensor,
  ): Tensor {
    let x = images;
    const last = this.sizes.length - 2;
    const of = (i: number) =>
      [parameters[`${layerName(i)}.kernel`]!, parameters[`${layerName(i)}.bias`]!] as const;
    for (let i = 0; i < last; i++) x = hidden(x, ...of(i));
    return dense(x, ...of(last));
  }

  #hidden(x: Tensor, kernel: Tensor, bias: Tensor): Tensor {
    const { fused, apply } = this.activation;
    return fused ? dense(x, kernel, bias, fused) : apply(dense(x, kernel, bias));
  }
}
