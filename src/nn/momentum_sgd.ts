/** Stochastic gradient descent with momentum, as optax computes it. */
import { UsageError } from "../errors.ts";
import { shown } from "../printable.ts";
import { sameDevice } from "../tensor/operands.ts";
import { zeros } from "../tensor/ops/create.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { MlpParameters } from "./mlp.ts";
import { flatParameters, requireParameters } from "./parameters.ts";

/** How far a step goes. */
export interface MomentumSgdOptions {
  readonly learningRate: number;
  readonly momentum: number;
}

/** What a learning rate may be: a step that float32 rounds to 0 goes nowhere. */
export const LEARNING_RATE = {
  rule: "a number above 0, also when rounded to float32",
  allows: (value: number) => Number.isFinite(value) && Math.fround(value) > 0,
};

/** What a momentum may be: one that float32 rounds to 1 never forgets a gradient. */
export const MOMENTUM = {
  rule: "a number from 0 to below 1, also when rounded to float32",
  allows: (value: number) => value >= 0 && Math.fround(value) < 1,
};

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

  /**
   * Starts with a velocity of 0, or goes on with one that becomes the optimiser's own. Throws
   * `UsageError` for options out of range, and when the velocity is not like the parameters.
   */
  constructor(
    parameters: MlpParameters,
    options: MomentumSgdOptions,
    velocity?: MlpParameters,
  ) {
    const { learningRate, momentum } = options;
    requireOption("learningRate", learningRate, LEARNING_RATE);
    requireOption("momentum", momentum, MOMENTUM);
    requireParameters("MomentumSgd", "parameters", parameters, parameters);
    this.velocity = velocity === undefined
      ? still(parameters)
      : requireParameters("MomentumSgd", "velocity", velocity, parameters);
    this.#options = { learningRate, momentum };
  }

  /**
   * Takes one step down the gradients, which have the parameters' structure. Throws `UsageError` or
   * `ShapeError` when either is not like the parameters the optimiser was made for, and `LabError`
   * when they are on another device.
   */
  update(parameters: MlpParameters, gradients: MlpParameters): void {
    requireParameters("update", "parameters", parameters, this.velocity);
    requireParameters("update", "gradients", gradients, this.velocity);
    const device = sameDevice("update", {
      ...flatParameters(parameters, "parameters."),
      ...flatParameters(gradients, "gradients."),
      ...flatParameters(this.velocity, "velocity."),
    });
    const updates = Object.entries(parameters).flatMap(([layer, { kernel, bias }]) => {
      const [velocity, gradient] = [this.velocity[layer]!, gradients[layer]!];
      return [
        { weights: kernel, velocity: velocity.kernel, gradient: gradient.kernel },
        { weights: bias, velocity: velocity.bias, gradient: gradient.bias },
      ];
    });
    device.run({
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

function requireOption(name: string, value: number, { rule, allows }: typeof LEARNING_RATE): void {
  if (typeof value !== "number" || !allows(value)) {
    throw new UsageError(`MomentumSgd: expected ${rule} as ${name}, got ${shown(value)}`);
  }
}
