/** Activations as layers. */
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Activation, applyActivation, requireActivation } from "../activations.ts";
import type { Parameters } from "../parameters.ts";
import type { Context, Layer, ParameterSpecs } from "./layer.ts";

/**
 * An activation, applied to each number.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   ActivationLayer,
 *   findActivation,
 *   openDevice,
 *   tensor,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const layer = new ActivationLayer(findActivation("relu"));
 * const y = layer.apply({}, tensor(device, [[-1, 2]]), { training: false });
 * assert.deepEqual(await y.array(), [[0, 2]]);
 * device.close();
 * ```
 */
export class ActivationLayer implements Layer {
  readonly kind = "Activation";

  /** Throws `UsageError` for what is not an activation. */
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
