/** Stochastic gradient descent with momentum, as optax computes it. */
import type { MlpParameters } from "./mlp.ts";
import { zeros } from "../tensor/ops/create.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** How far a step goes. */
export interface MomentumSgdOptions {
  readonly learningRate: number;
  readonly momentum: number;
}

/**
 * velocity = gradient + momentum · velocity, weights = weights - learningRate · velocity, from a
 * velocity of 0 and without dampening.
 *
 * The one place where tensors change: parameters and velocity are updated in place, since nobody
 * needs the old ones.
 */
export class MomentumSgd {
  readonly #options: MomentumSgdOptions;
  readonly #velocity = new Map<Tensor, Tensor>();

  constructor(parameters: MlpParameters, options: MomentumSgdOptions) {
    this.#options = options;
    for (const { kernel, bias } of Object.values(parameters)) {
      for (const weights of [kernel, bias]) {
        this.#velocity.set(weights, zeros(weights.device, weights.shape));
      }
    }
  }

  /** Takes one step down the gradients, which have the parameters' structure. */
  update(parameters: MlpParameters, gradients: MlpParameters): void {
    const updates = Object.entries(parameters).flatMap(([layer, { kernel, bias }]) => [
      { weights: kernel, gradient: gradients[layer]!.kernel },
      { weights: bias, gradient: gradients[layer]!.bias },
    ]);
    updates[0]?.weights.device.run({
      op: "momentumSgd",
      ...this.#options,
      parameters: updates.map(({ weights, gradient }) => ({
        weights: weights.buffer,
        velocity: this.#velocity.get(weights)!.buffer,
        gradient: gradient.buffer,
        count: weights.size,
      })),
    });
  }

  /** Gives the velocity's memory back. */
  dispose(): void {
    for (const velocity of this.#velocity.values()) velocity.dispose();
  }
}
