/** The functions of one number that devices compute element by element. */
import { type ActivationName, ACTIVATIONS, fusedActivation } from "./activations.ts";
import { ELEMENTARY, type ElementaryFunction, type Formula } from "./arithmetic.ts";

/**
 * y = f(x), element by element.
 *
 * @internal
 */
export type UnaryFunction = ElementaryFunction | ActivationName;

/** All of them, by name; activations with their default parameters. */
export const UNARY = Object.fromEntries([
  ...ELEMENTARY.map((name): [string, Formula] => [name, (x, f) => f[name](x)]),
  ...(Object.keys(ACTIVATIONS) as ActivationName[]).map((name) =>
    [name, fusedActivation(name).value] as const
  ),
]) as Record<UnaryFunction, Formula>;
