/**
 * The optimisers' rules. Each is written here, and only here: the devices' kernels are made from it.
 *
 * They are torch's, with its defaults but for momentum (0.9), learning rates (0.01, or 0.001 where steps
 * are scaled by the gradients' size), and adamw's decay (0): epsilon is outside the root, sums begin
 * at 0, and weight decay adds to the gradient before anything else, but for adamw's, which shrinks the
 * weights themselves. Biases decay as well.
 */
import type { Arithmetic } from "./arithmetic.ts";

/** How a rule changes a weight by its gradient. */
export interface OptimizerRule<
  Slot extends string = string,
  Setting extends string = string,
  Constant extends string = string,
> {
  /** Numbers that it keeps for each weight, 0 at first. */
  readonly slots: readonly Slot[];
  /** Numbers that it is set to, and their defaults. */
  readonly settings: Readonly<Record<"learningRate" | "weightDecay" | Setting, number>>;
  /** The numbers that a step, counted from 1, is computed with; absent: the settings. */
  constants?(
    settings: Readonly<Record<"learningRate" | "weightDecay" | Setting, number>>,
    step: number,
  ): Readonly<Record<Constant, number>>;
  /** The weight and its slots after a step. */
  step<T>(
    f: Arithmetic<T>,
    before: Readonly<Record<"weights" | "gradient" | Slot, T>>,
    constants: Readonly<Record<Constant, T>>,
  ): Readonly<Record<"weights" | Slot, T>>;
}

/** Has the compiler find a rule's slots, settings and constants. */
function rule<
  const Slot extends string = never,
  Setting extends string = never,
  Constant extends string = "learningRate" | "weightDecay" | Setting,
>(rule: OptimizerRule<Slot, Setting, Constant>): OptimizerRule<Slot, Setting> {
  return rule;
}

/** The rules by name. */
export interface OptimizerRules {
  /** Momentum without dampening (Polyak, 1964). */
  readonly momentum: OptimizerRule<"velocity", "momentum">;
  /** Down the gradient, and nothing else. */
  readonly sgd: OptimizerRule<never, never>;
  /** Momentum that is looked ahead (Nesterov, 1983; Sutskever, Martens, Dahl and Hinton, 2013). */
  readonly nesterov: OptimizerRule<"velocity", "momentum">;
  /** Steps scaled by a running mean of the squared gradients (Tieleman and Hinton, 2012). */
  readonly rmsprop: OptimizerRule<"meanSquare", "alpha" | "epsilon">;
  /** Steps scaled by the sum of the squared gradients (Duchi, Hazan and Singer, 2011). */
  readonly adagrad: OptimizerRule<"sumOfSquares", "epsilon">;
  /** Momentum, scaled as in rmsprop, both without the bias of beginning at 0 (Kingma and Ba, 2015). */
  readonly adam: OptimizerRule<"mean" | "meanSquare", "beta1" | "beta2" | "epsilon">;
  /** adam, but the weights decay by themselves (Loshchilov and Hutter, 2019). */
  readonly adamw: OptimizerRule<"mean" | "meanSquare", "beta1" | "beta2" | "epsilon">;
}

/** The rules by name. */
export const OPTIMIZERS: OptimizerRules = {
  momentum: rule({
    slots: ["velocity"],
    settings: { learningRate: 0.01, momentum: 0.9, weightDecay: 0 },
    step(f, { weights, gradient, velocity }, { learningRate, momentum, weightDecay }) {
      const next = f.multiplyAdd(momentum, velocity, f.multiplyAdd(weightDecay, weights, gradient));
      return { velocity: next, weights: descend(f, weights, learningRate, next) };
    },
  }),

  sgd: rule({
    slots: [],
    settings: { learningRate: 0.01, weightDecay: 0 },
    step(f, { weights, gradient }, { learningRate, weightDecay }) {
      const slope = f.multiplyAdd(weightDecay, weights, gradient);
      return { weights: descend(f, weights, learningRate, slope) };
    },
  }),

  nesterov: rule({
    slots: ["velocity"],
    settings: { learningRate: 0.01, momentum: 0.9, weightDecay: 0 },
    step(f, { weights, gradient, velocity }, { learningRate, momentum, weightDecay }) {
      const slope = f.multiplyAdd(weightDecay, weights, gradient);
      const next = f.multiplyAdd(momentum, velocity, slope);
      const ahead = f.multiplyAdd(momentum, next, slope);
      return { weights: descend(f, weights, learningRate, ahead), velocity: next };
    },
  }),

  rmsprop: rule({
    slots: ["meanSquare"],
    settings: { learningRate: 0.001, alpha: 0.99, epsilon: 1e-8, weightDecay: 0 },
    constants: ({ alpha, ...settings }) => ({ ...settings, share: 1 - alpha }),
    step(f, { weights, gradient, meanSquare }, { learningRate, share, epsilon, weightDecay }) {
      const slope = f.multiplyAdd(weightDecay, weights, gradient);
      const next = mix(f, meanSquare, f.multiply(slope, slope), share);
      const scaled = f.divide(slope, f.add(f.sqrt(next), epsilon));
      return { weights: descend(f, weights, learningRate, scaled), meanSquare: next };
    },
  }),

  adagrad: rule({
    slots: ["sumOfSquares"],
    settings: { learningRate: 0.01, epsilon: 1e-10, weightDecay: 0 },
    step(f, { weights, gradient, sumOfSquares }, { learningRate, epsilon, weightDecay }) {
      const slope = f.multiplyAdd(weightDecay, weights, gradient);
      const next = f.multiplyAdd(slope, slope, sumOfSquares);
      const scaled = f.divide(slope, f.add(f.sqrt(next), epsilon));
      return { weights: descend(f, weights, learningRate, scaled), sumOfSquares: next };
    },
  }),

  adam: rule({
    slots: ["mean", "meanSquare"],
    settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    constants: (settings, step) => ({
      ...unbiased(settings, step),
      weightDecay: settings.weightDecay,
    }),
    step(f, { weights, gradient, ...slots }, { weightDecay, ...constants }) {
      const slope = f.multiplyAdd(weightDecay, weights, gradient);
      return adaptiveStep(f, { weights, gradient: slope, ...slots }, constants);
    },
  }),

  adamw: rule({
    slots: ["mean", "meanSquare"],
    settings: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    constants: (settings, step) => ({
      ...unbiased(settings, step),
      decay: settings.learningRate * settings.weightDecay,
    }),
    step(f, { weights, ...before }, { decay, ...constants }) {
      return adaptiveStep(
        f,
        { weights: descend(f, weights, decay, weights), ...before },
        constants,
      );
    },
  }),
};

/** The name of a rule. */
export type OptimizerName = keyof OptimizerRules;

/** The settings of an optimiser of this rule. */
export type OptimizerSettings<Name extends OptimizerName> = Name extends unknown
  ? OptimizerRules[Name]["settings"]
  : never;

/** The numbers that a rule's step, counted from 1, is computed with, in the order of its kernels. */
export function constantsOf(
  { settings: defaults, constants }: OptimizerRule,
  settings: Readonly<Record<string, number>> = defaults,
  step = 1,
): Readonly<Record<string, number>> {
  return constants?.(settings, step) ?? settings;
}

/** weights - rate · direction */
function descend<T>(f: Arithmetic<T>, weights: T, rate: T, direction: T): T {
  return f.multiplyAdd(f.negate(rate), direction, weights);
}

/** A running mean, into which a share of the new value goes. */
function mix<T>(f: Arithmetic<T>, mean: T, value: T, share: T): T {
  return f.multiplyAdd(share, f.subtract(value, mean), mean);
}

/** What adam's step is computed with: the two means, begun at 0, are too small in the first steps. */
function unbiased(
  { learningRate, beta1, beta2, epsilon }: Readonly<
    Record<"learningRate" | "beta1" | "beta2" | "epsilon", number>
  >,
  step: number,
) {
  return {
    rate: learningRate / (1 - beta1 ** step),
    rootScale: 1 / Math.sqrt(1 - beta2 ** step),
    share: 1 - beta1,
    squareShare: 1 - beta2,
    epsilon,
  };
}

/** adam's step, with whatever decay there is done. */
function adaptiveStep<T>(
  f: Arithmetic<T>,
  before: Readonly<Record<"weights" | "gradient" | "mean" | "meanSquare", T>>,
  constants: Readonly<Record<keyof ReturnType<typeof unbiased>, T>>,
) {
  const { weights, gradient } = before;
  const { rate, rootScale, share, squareShare, epsilon } = constants;
  const mean = mix(f, before.mean, gradient, share);
  const meanSquare = mix(f, before.meanSquare, f.multiply(gradient, gradient), squareShare);
  const scaled = f.divide(mean, f.multiplyAdd(rootScale, f.sqrt(meanSquare), epsilon));
  return { weights: descend(f, weights, rate, scaled), mean, meanSquare };
}
