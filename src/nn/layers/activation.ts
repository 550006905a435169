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

  /** Those that the activation learns, one number each. */
  parameters(): ParameterSpecs {
    const learned = Object.entries(this.activation.learned ?? {});
    return Object.fromEntries(
      learned.map(([name, initial]) => [
        name,
        { shape: [1], initializer: () => Float32Array.of(initial), trainable: true },
      ]),
    );
  }

  outputShape(input: Shape): Shape {
    return input;
  }

  apply(parameters: Parameters, input: Tensor, { record }: Context): Tensor {
    const { apply, learned } = this.activation;
    const activation = learned
      ? { ...this.activation, apply: (x: Tensor) => apply(x, parameters) }
      : this.activation;
    const output = applyActivation(activation, input);
    record?.({ title: activation.title, input, output, activation });
    return output;
  }
}
