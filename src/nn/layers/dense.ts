/** Dense layers: every output is made of every input. */
import type { ActivationName } from "../../../kernels/activations.ts";
import { dense } from "../../tensor/ops/dense.ts";
import { formatShape, type Shape, ShapeError } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Fans, type Initializer, initializers } from "../initializers.ts";
import type { Parameters } from "../parameters.ts";
import type { Context, Layer, ParameterSpecs } from "./layer.ts";

/** How a dense layer begins. */
export interface DenseOptions {
  /** Default: `initializers.uniform`. */
  readonly kernelInitializer?: (fans: Fans) => Initializer;
  /** Default: `initializers.uniform`. */
  readonly biasInitializer?: (fans: Fans) => Initializer;
}

/** x · kernel + bias: kernel is (fan_in, fan_out), bias (fan_out). */
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
      kernelInitializer: kernel = initializers.uniform,
      biasInitializer: bias = initializers.uniform,
    } = this.#options;
    const fans = { fanIn, fanOut };
    return {
      kernel: { shape: [fanIn, fanOut], initializer: kernel(fans), trainable: true },
      bias: { shape: [fanOut], initializer: bias(fans), trainable: true },
    };
  }

  outputShape(): Shape {
    return [this.fanOut];
  }

  apply(parameters: Parameters, input: Tensor, { record }: Context): Tensor {
    const output = this.applyFused(parameters, input, "identity");
    record?.({ title: "Dense", input, output });
    return output;
  }

  applyFused({ kernel, bias }: Parameters, x: Tensor, activation: ActivationName): Tensor {
    return dense(x, kernel!, bias!, activation);
  }
}
