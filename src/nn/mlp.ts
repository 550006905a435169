/** The network of the tutorial: dense layers with an activation between them. */
import { FASHION_MNIST, imageSize } from "../data/datasets.ts";
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Activation, requireActivation } from "./activations.ts";
import { findInitializers } from "./initializers.ts";
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
  /** The activation after each hidden layer. */
  readonly activation: Activation;
  /** How kernels and biases begin, as `findInitializers` reads it (default: tutorial). */
  readonly initializer?: string;
  /** Widths of the hidden layers (default: 512, 256, 256, 128). */
  readonly hiddenSizes?: readonly number[];
  /** Numbers per image (default: FashionMNIST's). */
  readonly inputSize?: number;
  /** Classes (default: FashionMNIST's). */
  readonly classes?: number;
}

/**
 * A multilayer perceptron.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findActivation, MLP, ones, openDevice } from "@activation-lab/activation-lab";
 *
 * const network = new MLP({
 *   activation: findActivation("elu"),
 *   hiddenSizes: [3],
 *   inputSize: 4,
 *   classes: 2,
 * });
 * assert.deepEqual(network.sizes, [4, 3, 2]);
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const parameters = network.init(device, 42);
 * const { logits, layers } = network.applyWithLayers(parameters, ones(device, [1, 4]));
 * assert.deepEqual(logits.shape, [1, 2]);
 * assert.deepEqual(layers[0]?.activation.shape, [1, 3]);
 * device.close();
 * ```
 */
export class MLP extends Network {
  /** The activation after each hidden layer. */
  readonly activation: Activation;
  /** Widths from the input to the classes. */
  readonly sizes: readonly number[];

  /**
   * Throws `UsageError` unless the widths are integers of at least 1, the activation is one, and so is
   * the initializer.
   */
  constructor({
    activation,
    initializer = "tutorial",
    hiddenSizes = [512, 256, 256, 128],
    inputSize = imageSize(FASHION_MNIST),
    classes = FASHION_MNIST.classNames.length,
  }: MlpOptions) {
    const sizes = [inputSize, hiddenSizes, classes].flat();
    if (!sizes.every((size) => Number.isInteger(size) && size >= 1)) {
      throw new UsageError(
        `MLP: expected widths that are integers from 1 on, got ${inspect(sizes)}`,
      );
    }
    requireActivation("MLP", activation);
    const initializers = findInitializers(initializer, activation.name);
    const dense = (width: number) => new Dense(width, initializers);
    const hidden = hiddenSizes.flatMap((width) => [dense(width), new ActivationLayer(activation)]);
    super(new Sequential([...hidden, dense(classes)]), [inputSize]);
    this.activation = activation;
    this.sizes = Object.freeze(sizes);
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
