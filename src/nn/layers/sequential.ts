/** Layers one after the other. */
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import type { Parameters } from "../parameters.ts";
import { ActivationLayer } from "./activation.ts";
import type { Context, Layer, ParameterSpec, ParameterSpecs } from "./layer.ts";

/**
 * Layers one after the other: each takes the output of the one before. They are named as in Flax,
 * by kind and number: the second dense layer's kernel is `Dense_1.kernel`; in a sequence within
 * this one, the first dense layer's is `Sequential_0.Dense_0.kernel`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   ActivationLayer,
 *   Dense,
 *   findActivation,
 *   Sequential,
 * } from "@activation-lab/activation-lab";
 *
 * const elu = new ActivationLayer(findActivation("elu"));
 * const network = new Sequential([new Dense(3), elu, new Dense(2)]);
 * assert.deepEqual(
 *   Object.keys(network.parameters([4])),
 *   ["Dense_0.kernel", "Dense_0.bias", "Dense_1.kernel", "Dense_1.bias"],
 * );
 * ```
 */
export class Sequential implements Layer {
  readonly kind = "Sequential";
  readonly #layers: readonly (readonly [name: string, layer: Layer])[];

  /** The layers, the first to be applied first. */
  constructor(layers: readonly Layer[]) {
    const counts = new Map<string, number>();
    this.#layers = layers.map((layer) => {
      const count = counts.get(layer.kind) ?? 0;
      counts.set(layer.kind, count + 1);
      return [`${layer.kind}_${count}`, layer];
    });
  }

  parameters(input: Shape): ParameterSpecs {
    const specs: Record<string, ParameterSpec> = {};
    let shape = input;
    for (const [name, layer] of this.#layers) {
      for (const [parameter, spec] of Object.entries(layer.parameters(shape))) {
        specs[`${name}.${parameter}`] = spec;
      }
      shape = layer.outputShape(shape);
    }
    return specs;
  }

  outputShape(input: Shape): Shape {
    return this.#layers.reduce((shape, [, layer]) => layer.outputShape(shape), input);
  }

  /** A layer and the activation after it are one kernel where there is one, unless recorded. */
  apply(parameters: Parameters, x: Tensor, context: Context): Tensor {
    const byName = byLayer(parameters);
    for (let i = 0; i < this.#layers.length; i++) {
      const [name, layer] = this.#layers[i]!;
      const [nextName, next] = this.#layers[i + 1] ?? [];
      const own = byName[name] ?? {}, learned = nextName ? byName[nextName] : undefined;
      const activation = next instanceof ActivationLayer ? next.activation.fused : undefined;
      const fused = activation && !context.record &&
        layer.applyFused?.(own, x, activation, learned);
      if (fused) i++;
      x = fused || layer.apply(own, x, context);
    }
    return x;
  }
}

/** The parameters of each layer, named as the layer itself names them. */
function byLayer(parameters: Parameters): Record<string, Parameters> {
  const layers: Record<string, Parameters> = {};
  for (const [name, tensor] of Object.entries(parameters)) {
    const end = name.indexOf(".");
    (layers[name.slice(0, end)] ??= {})[name.slice(end + 1)] = tensor;
  }
  return layers;
}
