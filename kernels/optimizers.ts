/** The optimisers that devices have a kernel for: what each keeps for a parameter, and is told. */

/** An optimiser's rule. */
export interface OptimizerRule {
  /** Arrays it keeps for each parameter, of its shape, 0 at first. */
  readonly slots: readonly string[];
  /** Numbers it is told; the learning rate is the first. */
  readonly settings: readonly ["learningRate", ...string[]];
}

/** The rules by name. */
export const OPTIMIZERS = {
  /** velocity = gradient + momentum · velocity; weights -= learningRate · velocity (no dampening). */
  momentum: { slots: ["velocity"], settings: ["learningRate", "momentum"] },
} as const satisfies Record<string, OptimizerRule>;

/** The name of a rule. */
export type OptimizerName = keyof typeof OPTIMIZERS;

/** What an optimiser of this rule is told. */
export type OptimizerSettings<Name extends OptimizerName> = Name extends unknown
  ? Readonly<Record<typeof OPTIMIZERS[Name]["settings"][number], number>>
  : never;
