/** The functions of one number that devices compute element by element. */
import { type ActivationName, ACTIVATIONS } from "./activations.ts";
import { ELEMENTARY, type ElementaryFunction, type Formula } from "./arithmetic.ts";

/**
 * y = f(x), element by element.
 *
 * @internal
 */
export type UnaryFunction = ElementaryFunction | ActivationName;

/** All of them, by name. */
export const UNARY = Object.fromEntries([
  ...ELEMENTARY.map((name): [string, Formula] => [name, (x, f) => f[name](x)]),
  ...Object.entries(ACTIVATIONS).map(([name, { value }]) => [name, value]),
]) as Record<UnaryFunction, Formula>;
