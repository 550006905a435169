/** Networks: layers with the shape of their input, and so with all their parameters' shapes. */
import type { Device } from "../device/device.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { initialParameters } from "./initial_parameters.ts";
import type { Context, Intermediate, Layer, ParameterSpecs } from "./layers/layer.ts";
import { type Parameters, requireParameters, uploadWeights } from "./parameters.ts";

/** Not in training. */
const INFERENCE: Context = { training: false };

/**
 * A network; its parameters are kept outside, as in Flax.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   ActivationLayer,
 *   Dense,
 *   findActivation,
 *   Network,
 *   openDevice,
 *   Sequential,
 *   tensor,
 * } from "@activation-lab/activation-lab";
 *
 * const layers = [new Dense(3), new ActivationLayer(findActivation("tanh")), new Dense(2)];
 * const network = new Network(new Sequential(layers), [4]);
 * assert.deepEqual(network.specs["Dense_1.kernel"]?.shape, [3, 2]);
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const parameters = network.init(device, 42);
 * const logits = network.apply(parameters, tensor(device, [[1, 2, 3, 4]]));
 * assert.deepEqual(logits.shape, [1, 2]);
 * device.close();
 * ```
 */
export class Network {
  /** What its parameters are, by name, in the order of the layers. */
  readonly specs: ParameterSpecs;
  /** Those of them that training changes. */
  readonly trainableSpecs: ParameterSpecs;
  /** How many logits it has for an image. */
  readonly classes: number;
  readonly #layer: Layer;

  /** `inputShape` is that of one example. Throws `ShapeError` if the layer does not take it. */
  constructor(layer: Layer, inputShape: Shape) {
    this.#layer = layer;
    this.specs = layer.parameters(inputShape);
    this.classes = layer.outputShape(inputShape).at(-1)!;
    this.trainableSpecs = Object.fromEntries(
      Object.entries(this.specs).filter(([, { trainable }]) => trainable),
    );
  }

  /** The initial parameters of a seed, the same that Flax draws. */
  init(device: Device, seed: number): Parameters {
    return uploadWeights(device, initialParameters(this.specs, seed));
  }

  /**
   * Logits (batch, classes) of images (batch, …). Throws `UsageError` or `ShapeError`, naming the first
   * parameter at fault, unless they are this network's.
   */
  apply(parameters: Parameters, images: Tensor, context: Context = INFERENCE): Tensor {
    requireParameters("network", "parameters", parameters, this.specs);
    return this.#layer.apply(parameters, images, context);
  }

  /** Those of its parameters that training changes. */
  trainable(parameters: Parameters): Parameters {
    return Object.fromEntries(
      Object.entries(parameters).filter(([name]) => Object.hasOwn(this.trainableSpecs, name)),
    );
  }

  /** The logits, and what the layers before them computed. */
  applyWithIntermediates(
    parameters: Parameters,
    images: Tensor,
  ): { logits: Tensor; intermediates: Intermediate[] } {
    const recorded: Intermediate[] = [];
    const record = (intermediate: Intermediate) => void recorded.push(intermediate);
    const logits = this.apply(parameters, images, { ...INFERENCE, record });
    return { logits, intermediates: recorded.filter(({ output }) => output !== logits) };
  }
}
