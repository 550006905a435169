/** Stochastic gradient descent with momentum, as optax computes it. */
import { zeros } from "../tensor/ops/create.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { MlpParameters } from "./mlp.ts";

/** How far a step goes. */
export interface MomentumSgdOptions {
  readonly learningRate: number;
  readonly momentum: number;
}

/**
 * velocity = gradient + momentum · velocity, weights = weights - learningRate · velocity, without
 * dampening.
 *
 * The one place where tensors change: parameters and velocity are updated in place, since nobody
 * needs the old ones.
 */
export class MomentumSgd {
  /** What the gradients have come to, with the parameters' structure. */
  readonly velocity: MlpParameters;
  readonly #options: MomentumSgdOptions;

  /** Starts with a velocity of 0, or goes on with one that becomes the optimiser's own. */
  constructor(
    parameters: MlpParameters,
    options: MomentumSgdOptions,
    velocity: MlpParameters = still(parameters),
  ) {
    this.velocity = velocity;
    this.#options = options;
  }

  /** Takes one step down the gradients, which have the parameters' structure. */
  update(parameters: MlpParameters, gradients: MlpParameters): void {
    const updates = Object.entries(parameters).flatMap(([layer, { kernel, bias }]) => {
      const [velocity, gradient] = [this.velocity[layer]!, gradients[layer]!];
      return [
        { weights: kernel, velocity: velocity.kernel, gradient: gradient.kernel },
        { weights: bias, velocity: velocity.bias, gradient: gradient.bias },
      ];
    });
    updates[0]?.weights.device.run({
      op: "momentumSgd",
      ...this.#options,
      parameters: updates.map(({ weights, velocity, gradient }) => ({
        weights: weights.buffer,
        velocity: velocity.buffer,
        gradient: gradient.buffer,
        count: weights.size,
      })),
    });
  }

  /** Gives the velocity's memory back. */
  dispose(): void {
    for (const { kernel, bias } of Object.values(this.velocity)) {
      kernel.dispose();
      bias.dispose();
    }
  }
}

/** The velocity of parameters that have not moved yet. */
function still(parameters: MlpParameters): MlpParameters {
  const zero = (weights: Tensor) => zeros(weights.device, weights.shape);
  return Object.fromEntries(
    Object.entries(parameters).map(([layer, { kernel, bias }]) =>
      [layer, { kernel: zero(kernel), bias: zero(bias) }] as const
    ),
  );
}
