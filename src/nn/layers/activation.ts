/** Activations as layers. */
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Activation, applyActivation, requireActivation } from "../activations.ts";
import type { Parameters } from "../parameters.ts";
import type { Context, Layer, ParameterSpecs } from "./layer.ts";

/** An activation of each number. */
export class ActivationLayer implements Layer {
  readonly kind = "Activation";

  /** Throws `UsageError` for what is no activation. */
  constructor(readonly activation: Activation) {
    requireActivation("ActivationLayer", activation);
  }

  parameters(): ParameterSpecs {
    return {};
  }

  outputShape(input: Shape): Shape {
    return input;
  }

  apply(_parameters: Parameters, input: Tensor, { record }: Context): Tensor {
    const { activation } = this;
    const output = applyActivation(activation, input);
    record?.({ title: activation.title, input, output, activation });
    return output;
  }
}
