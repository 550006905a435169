/**
 * The activations that every device has kernels for. Each is written here, and only here: the kernels,
 * the tensor operations with their derivatives, and the tests' references are made from it.
 *
 * Values and derivatives are finite wherever x is. At a kink the derivative is the one from below, which
 * is why -|x| is a choice at 0: derivatives of any order then follow the formula for x ≤ 0. NaN stays
 * NaN in values; in derivatives that are chosen by the sign of x it gives the one above 0.
 */
import type { Arithmetic, Formula } from "./arithmetic.ts";

/** An activation's function and its derivative. */
export interface ActivationFormulas {
  /** As figures spell it. */
  readonly title: string;
  readonly value: Formula;
  readonly derivative: Formula;
  /** Whether it is made of straight pieces. */
  readonly piecewiseLinear?: boolean;
}

/** The slope of leakyrelu below 0, the tutorial's. */
export const LEAKY_SLOPE = 0.1;

/** The activations' names, as commands and checkpoints spell them. */
export type ActivationName =
  | "identity"
  | "sigmoid"
  | "tanh"
  | "relu"
  | "leakyrelu"
  | "elu"
  | "swish"
  | "softplus";

/** The activations by name. */
export const ACTIVATIONS: Readonly<Record<ActivationName, ActivationFormulas>> = {
  identity: {
    title: "Identity",
    value: (x) => x,
    derivative: () => 1,
    piecewiseLinear: true,
  },

  sigmoid: {
    title: "Sigmoid",
    value: (x, f) => f.sigmoid(x),
    derivative: sigmoidDerivative,
  },

  tanh: {
    title: "Tanh",
    value: (x, f) => f.tanh(x),
    // tanh(x) = 2 sigmoid(2x) - 1
    derivative: (x, f) => f.multiply(4, sigmoidDerivative(f.add(x, x), f)),
  },

  relu: {
    title: "ReLU",
    value: (x, f) => f.ifAtMostZero(x, 0, x),
    derivative: (x, f) => f.ifAtMostZero(x, 0, 1),
    piecewiseLinear: true,
  },

  leakyrelu: {
    title: "LeakyReLU",
    value: (x, f) => f.ifAtMostZero(x, f.multiply(LEAKY_SLOPE, x), x),
    derivative: (x, f) => f.ifAtMostZero(x, LEAKY_SLOPE, 1),
    piecewiseLinear: true,
  },

  // Clevert, Unterthiner and Hochreiter, 2015
  elu: {
    title: "ELU",
    value: (x, f) => f.ifAtMostZero(x, f.expm1(f.ifAtMostZero(x, x, 0)), x),
    derivative: (x, f) => f.exp(f.ifAtMostZero(x, x, 0)),
  },

  // Ramachandran, Zoph and Le, 2017
  swish: {
    title: "Swish",
    // Where a sigmoid would underflow, that of x + 32, a multiple of it there, is multiplied back.
    value: (x, f) => {
      const low = f.add(x, 80);
      const product = f.multiply(x, f.sigmoid(f.add(x, f.ifAtMostZero(low, 32, 0))));
      return f.multiply(product, f.ifAtMostZero(low, Math.exp(-32), 1));
    },
    // sigmoid(x) · (1 + x · sigmoid(-x)), with one exponential for both
    derivative: (x, f) => {
      const smaller = f.sigmoid(negativeAbs(x, f));
      const larger = f.subtract(1, smaller);
      const here = f.ifAtMostZero(x, smaller, larger);
      const opposite = f.ifAtMostZero(x, larger, smaller);
      return f.multiply(here, f.multiplyAdd(x, opposite, 1));
    },
  },

  // log(1 + exp(x)); Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001
  softplus: {
    title: "Softplus",
    value: (x, f) => f.add(f.ifAtMostZero(x, 0, x), f.log1p(f.exp(negativeAbs(x, f)))),
    derivative: (x, f) => f.sigmoid(x),
  },
};

/** -|x|, of which an exponential cannot overflow. */
function negativeAbs<T>(x: T, f: Arithmetic<T>): T {
  return f.ifAtMostZero(x, x, f.negate(x));
}

/** s · (1 - s) for s = sigmoid(-|x|), the smaller of two factors, whose sum is 1. */
function sigmoidDerivative<T>(x: T, f: Arithmetic<T>): T {
  const smaller = f.sigmoid(negativeAbs(x, f));
  return f.multiplyAdd(f.negate(smaller), smaller, smaller);
}
