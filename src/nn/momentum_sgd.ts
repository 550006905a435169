/** Stochastic gradient descent with momentum, as optax computes it. */
import { zeros } from "../tensor/ops/create.ts";
import { disposeWeights, type Parameters } from "./parameters.ts";

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
  readonly velocity: Parameters;
  readonly #options: MomentumSgdOptions;

  /** Starts with a velocity of 0, or goes on with one that becomes the optimiser's own. */
  constructor(
    parameters: Parameters,
    options: MomentumSgdOptions,
    velocity: Parameters = still(parameters),
  ) {
    this.velocity = velocity;
    this.#options = options;
  }

  /** Takes one step down the gradients, which have the parameters' structure. */
  update(parameters: Parameters, gradients: Parameters): void {
    const updates = Object.entries(parameters);
    updates[0]?.[1].device.run({
      op: "optimizerStep",
      rule: "momentum",
      settings: this.#options,
      parameters: updates.map(([name, weights]) => ({
        weights: weights.buffer,
        gradient: gradients[name]!.buffer,
        slots: [this.velocity[name]!.buffer],
        count: weights.size,
      })),
    });
  }

  /** Gives the velocity's memory back. */
  dispose(): void {
    disposeWeights(this.velocity);
  }
}

/** The velocity of parameters that have not moved yet. */
function still(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, { device, shape }]) => [name, zeros(device, shape)]),
  );
}
