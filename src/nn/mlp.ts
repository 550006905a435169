/** The network of the tutorial: dense layers with an activation between them. */
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { shown } from "../printable.ts";
import { dense } from "../tensor/ops/dense.ts";
import type { Shape } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { type Activation, applyActivation, requireActivation } from "./activations.ts";
import { initialDense, layerName } from "./initial_parameters.ts";
import { requireParameters } from "./parameters.ts";

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

/** The shapes of a dense layer's parameters. */
interface LayerShapes {
  readonly kernel: { readonly shape: Shape };
  readonly bias: { readonly shape: Shape };
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
  /** Of each layer, what shapes its parameters have. */
  readonly #shapes: Readonly<Record<string, LayerShapes>>;

  /** Throws `UsageError` unless the widths are integers of at least 1, and the activation is one. */
  constructor(
    { activation, hiddenSizes = [512, 256, 256, 128], inputSize = 784, classes = 10 }: MlpOptions,
  ) {
    const sizes = [inputSize, hiddenSizes, classes].flat();
    if (!sizes.every((size) => Number.isInteger(size) && size >= 1)) {
      throw new UsageError(`MLP: expected widths that are integers from 1 on, got ${shown(sizes)}`);
    }
    this.activation = requireActivation("MLP", activation);
    this.sizes = Object.freeze(sizes);
    this.#shapes = this.#mapLayers((_, fanIn, fanOut) => ({
      kernel: { shape: [fanIn, fanOut] },
      bias: { shape: [fanOut] },
    }));
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

  /**
   * Logits (batch, classes) of images (batch, inputSize). Throws `UsageError` or `ShapeError` when the
   * parameters are not those of this network.
   */
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
      const activation = applyActivation(this.activation, preActivation);
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
    requireParameters("MLP", "parameters", parameters, this.#shapes);
    let x = images;
    const last = this.sizes.length - 2;
    for (let i = 0; i < last; i++) x = hidden(x, parameters[layerName(i)]!);
    const { kernel, bias } = parameters[layerName(last)]!;
    return dense(x, kernel, bias);
  }

  #hidden(x: Tensor, { kernel, bias }: DenseParameters): Tensor {
    const { fused } = this.activation;
    return fused
      ? dense(x, kernel, bias, fused)
      : applyActivation(this.activation, dense(x, kernel, bias));
  }

  #mapLayers<Layer>(
    make: (index: number, fanIn: number, fanOut: number) => Layer,
  ): Record<string, Layer> {
    const layers = this.sizes.slice(1).map((fanOut, i) =>
      [layerName(i), make(i, this.sizes[i]!, fanOut)] as const
    );
    return Object.fromEntries(layers);
  }
}
