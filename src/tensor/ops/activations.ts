/**
 * The activations, a kernel each, and the functions of one number that they are made of or that are
 * used like them. Derivatives are composed from other operations, by the formulas that the kernels are
 * made of. All are finite for every finite input, derivatives too.
 */
import { type ActivationName, ACTIVATIONS } from "../../../kernels/activations.ts";
import type { Arithmetic } from "../../../kernels/arithmetic.ts";
import { record } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { add, multiply, negate, subtract } from "./arithmetic.ts";
import { lessEqual, where } from "./compare.ts";
import { full } from "./create.ts";
import { unary } from "./elementwise.ts";
import { abs, exp, expm1, log, sign, sqrt } from "./math.ts";

/** Formulas of tensors. */
const TENSORS: Arithmetic<Tensor> = {
  add,
  subtract,
  multiply,
  multiplyAdd: (a, b, c) => add(multiply(a, b), c),
  negate,
  exp,
  expm1,
  log,
  sqrt,
  abs,
  sign,
  sigmoid,
  tanh,
  ifAtMostZero: (x, a, b) => where(lessEqual(x, 0), a, b),
};

/** The activation of this name, element by element. */
export function activate(name: ActivationName, x: Tensor): Tensor {
  const { derivative } = ACTIVATIONS[name];
  return record(name, [x], unary(name, x), (g) => [() => multiply(g, derivative(x, TENSORS))]);
}

/** The derivative of the activation of this name at each of `x`. */
export function activationDerivative(name: ActivationName, x: Tensor): Tensor {
  const slope = ACTIVATIONS[name].derivative(x, TENSORS);
  return typeof slope === "number" ? full(x.device, x.shape, slope) : slope;
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: Tensor): Tensor {
  return activate("sigmoid", x);
}

/** The hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  return activate("tanh", x);
}

/** max(x, 0); the gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  return activate("relu", x);
}

/** x above 0, 0.1 x below. */
export function leakyrelu(x: Tensor): Tensor {
  return activate("leakyrelu", x);
}

/** x above 0, eˣ - 1 below (Clevert, Unterthiner and Hochreiter, 2015). */
export function elu(x: Tensor): Tensor {
  return activate("elu", x);
}

/** x · sigmoid(x) (Ramachandran, Zoph and Le, 2017). */
export function swish(x: Tensor): Tensor {
  return activate("swish", x);
}
