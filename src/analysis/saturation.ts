/** Saturation: where an activation function lets hardly any gradient pass. */
import { type Activation, applyActivation } from "../nn/activations.ts";
import { grad } from "../tensor/autodiff.ts";
import { activationDerivative } from "../tensor/ops/activations.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { less } from "../tensor/ops/compare.ts";
import { abs } from "../tensor/ops/math.ts";
import { scope } from "../tensor/scope.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A unit is saturated where its activation's derivative is nearer to 0 than this. */
const SATURATION_THRESHOLD = 0.01;

/**
 * The derivative of an activation at each of `x`: by its formula, or by differentiation, as where it
 * depends on what was learned.
 */
export function derivative(activation: Activation, x: Tensor): Tensor {
  if (activation.fused && !activation.learned) return activationDerivative(activation.fused, x);
  return grad((x: Tensor) => sum(applyActivation(activation, x)))(x);
}

/**
 * 1 where a unit is saturated, else 0: where |f′(x)| < 0.01, so that less than a hundredth of the
 * gradient passes. For the sigmoid that is |x| > 4.6, for tanh |x| > 3, for ELU x < -4.6, for ReLU
 * x ≤ 0, for swish x < -6.3 and a little around its minimum at -1.28.
 */
export function saturated(activation: Activation, x: Tensor): Tensor {
  return scope(() => less(abs(derivative(activation, x)), SATURATION_THRESHOLD));
}
