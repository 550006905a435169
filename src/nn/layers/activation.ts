/** Activations as layers. */
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Activation } from "../activations.ts";
import type { Parameters } from "../parameters.ts";
import type { Context, Layer, ParameterSpecs } from "./layer.ts";

/** An activation of each number. */
export class ActivationLayer implements Layer {
  readonly kind = "Activation";

  constructor(readonly activation: Activation) {}

  parameters(): ParameterSpecs {
    return {};
  }

  outputShape(input: Shape): Shape {
    return input;
  }

  apply(_parameters: Parameters, input: Tensor, { record }: Context): Tensor {
    const { activation } = this;
    const output = activation.apply(input);
    record?.({ title: activation.title, input, output, activation });
    return output;
  }
}
