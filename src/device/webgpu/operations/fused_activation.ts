/** The activation that a fused kernel applies, and its derivative. */
import type { FusedActivation } from "../../operations.ts";
import { assemble } from "../dispatch.ts";
import activations from "../../../../kernels/activations.wgsl" with { type: "text" };
import fused from "../../../../kernels/fused_activation.wgsl" with { type: "text" };

/** The numbers by which the kernels know the activations. */
export const ACTIVATION_NUMBERS: Record<FusedActivation, number> = {
  identity: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  leakyrelu: 4,
  elu: 5,
  swish: 6,
};

/** WGSL with `activate(x, number)` and `activation_derivative(x, number)`. */
export function fusedActivation(): string {
  const names = Object.entries(ACTIVATION_NUMBERS).map(([name, n]) => [name.toUpperCase(), n]);
  return assemble(Object.fromEntries(names), activations, fused);
}
