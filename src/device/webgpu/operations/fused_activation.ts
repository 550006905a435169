/** The activation that a fused kernel applies, and its derivative, as WGSL. */
import type { FusedActivation } from "../../operations.ts";
import activations from "../../../../kernels/activations.wgsl" with { type: "text" };

const FUNCTIONS: Record<FusedActivation, { value: string; derivative: string }> = {
  identity: { value: "x", derivative: "1.0" },
  sigmoid: { value: "sigmoid(x)", derivative: "sigmoid_derivative(x)" },
  tanh: { value: "hyperbolic_tangent(x)", derivative: "tanh_derivative(x)" },
  relu: { value: "relu(x)", derivative: "relu_derivative(x)" },
  leakyrelu: { value: "leakyrelu(x)", derivative: "leakyrelu_derivative(x)" },
  elu: { value: "elu(x)", derivative: "elu_derivative(x)" },
  swish: { value: "swish(x)", derivative: "swish_derivative(x)" },
};

/** WGSL with `activate(x)` and `activation_derivative(x)`. */
export function fusedActivation(name: FusedActivation): string {
  const { value, derivative } = FUNCTIONS[name];
  return `${activations}
fn activate(x: f32) -> f32 { return ${value}; }
fn activation_derivative(x: f32) -> f32 { return ${derivative}; }
`;
}
