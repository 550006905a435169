/**
 * The optimisers' rules. Each is written here, and only here: the devices' kernels are made from it.
 *
 * They are torch's, with its defaults but for momentum (0.9) and learning rates (0.01): weight
 * decay adds to the gradient before anything else, and biases decay as well.
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
