/** The optimisers' rules. Each is written here, and only here: the devices' kernels are made from it. */
import type { Arithmetic } from "./arithmetic.ts";

/** How a rule changes a weight by its gradient. */
export interface OptimizerRule<Slot extends string = string, Setting extends string = string> {
  /** Numbers that it keeps for each weight, 0 at first. */
  readonly slots: readonly Slot[];
  /** Numbers that it is set to. */
  readonly settings: readonly ("learningRate" | Setting)[];
  /** The weight and its slots after a step. */
  step<T>(
    f: Arithmetic<T>,
    before: Readonly<Record<"weights" | "gradient" | Slot, T>>,
    settings: Readonly<Record<"learningRate" | Setting, T>>,
  ): Readonly<Record<"weights" | Slot, T>>;
}

/** Has the compiler find a rule's slots and settings. */
function rule<const Slot extends string = never, const Setting extends string = never>(
  rule: OptimizerRule<Slot, Setting>,
): OptimizerRule<Slot, Setting> {
  return rule;
}

/** The rules by name. */
export interface OptimizerRules {
  /** Momentum without dampening, as optax's. */
  readonly momentum: OptimizerRule<"velocity", "momentum">;
  /** Down the gradient, and nothing else. */
  readonly sgd: OptimizerRule<never, never>;
}

/** The rules by name. */
export const OPTIMIZERS: OptimizerRules = {
  momentum: rule({
    slots: ["velocity"],
    settings: ["learningRate", "momentum"],
    step(f, { weights, gradient, velocity }, { learningRate, momentum }) {
      const next = f.multiplyAdd(momentum, velocity, gradient);
      return { weights: f.multiplyAdd(f.negate(learningRate), next, weights), velocity: next };
    },
  }),

  sgd: rule({
    slots: [],
    settings: ["learningRate"],
    step(f, { weights, gradient }, { learningRate }) {
      return { weights: f.multiplyAdd(f.negate(learningRate), gradient, weights) };
    },
  }),
};

/** The name of a rule. */
export type OptimizerName = keyof OptimizerRules;

/** The settings of an optimiser of this rule. */
export type OptimizerSettings<Name extends OptimizerName> = Name extends unknown
  ? Readonly<Record<OptimizerRules[Name]["settings"][number], number>>
  : never;
