/** The activation that a fused kernel applies, and its derivative. */
import { ACTIVATION_NUMBERS } from "../../activation_numbers.ts";
import { assemble } from "../dispatch.ts";
import activations from "../../../../kernels/activations.wgsl" with { type: "text" };
import fused from "../../../../kernels/fused_activation.wgsl" with { type: "text" };

/** WGSL with `activate(x, number)` and `activation_derivative(x, number)`. */
export function fusedActivation(): string {
  const names = Object.entries(ACTIVATION_NUMBERS).map(([name, n]) => [name.toUpperCase(), n]);
  return assemble(Object.fromEntries(names), activations, fused);
}
