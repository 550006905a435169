/** Dense layers: every output is made of every input. */
import type { FusedActivation } from "../../../kernels/activations.ts";
import { dense } from "../../tensor/ops/dense.ts";
import { matmul } from "../../tensor/ops/matmul.ts";
import { formatShape, type Shape, ShapeError } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Fans, findInitializers, type Initializer } from "../initializers.ts";
import type { Parameters } from "../parameters.ts";
import type { Context, Layer, ParameterSpecs } from "./layer.ts";

const TUTORIAL = findInitializers("tutorial");

/** What a dense layer has, and how it begins. */
export interface DenseOptions {
  /** Whether it has a bias (default: true). */
  readonly bias?: boolean;
  /** Default: the tutorial's. */
  readonly kernelInitializer?: (fans: Fans) => Initializer;
  /** Default: the tutorial's. */
  readonly biasInitializer?: (fans: Fans) => Initializer;
}

/**
 * x · kernel + bias: kernel is (fan_in, fan_out), bias (fan_out), if there is one.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { Dense } from "@activation-lab/activation-lab";
 *
 * const layer = new Dense(3, { bias: false });
 * assert.deepEqual(layer.parameters([4]).kernel?.shape, [4, 3]);
 * assert.deepEqual(layer.outputShape(), [3]);
 * ```
 */
export class Dense implements Layer {
  readonly kind = "Dense";
  readonly #options: DenseOptions;

  /** A layer of `fanOut` neurons. */
  constructor(readonly fanOut: number, options: DenseOptions = {}) {
    this.#options = options;
  }

  parameters(input: Shape): ParameterSpecs {
    const { fanOut } = this;
    const [fanIn] = input;
    if (input.length !== 1 || fanIn === undefined) {
      throw new ShapeError(
        `dense layer: expected one dimension an example, got ${formatShape(input)}`,
      );
    }
    const {
      bias = true,
      kernelInitializer = TUTORIAL.kernelInitializer,
      biasInitializer = TUTORIAL.biasInitializer,
    } = this.#options;
    const fans = { fanIn, fanOut };
    const spec = (shape: Shape, initializer: (fans: Fans) => Initializer) => (
      { shape, initializer: initializer(fans), trainable: true }
    );
    return {
      kernel: spec([fanIn, fanOut], kernelInitializer),
      ...(bias && { bias: spec([fanOut], biasInitializer) }),
    };
  }

  outputShape(): Shape {
    return [this.fanOut];
  }

  apply({ kernel, bias }: Parameters, input: Tensor, { record }: Context): Tensor {
    const output = bias ? dense(input, kernel!, bias) : matmul(input, kernel!);
    record?.({ title: "Dense", input, output });
    return output;
  }

  applyFused(
    { kernel, bias }: Parameters,
    x: Tensor,
    activation: FusedActivation,
    { slope }: Parameters = {},
  ): Tensor | undefined {
    return bias && dense(x, kernel!, bias, activation, slope);
  }
}
