/** The functions of one and of two numbers, and the derivatives, in float64: what kernels must give. */
import { type ActivationName, ACTIVATIONS, fusedActivation } from "../kernels/activations.ts";
import type { Arithmetic, ElementaryFunction, Formula } from "../kernels/arithmetic.ts";
import { UNARY as FORMULAS, type UnaryFunction } from "../kernels/unary.ts";
import type { BinaryFunction } from "../src/device/operations.ts";

type Scalar = (x: number) => number;

const sigmoid: Scalar = (x) => 1 / (1 + Math.exp(-x));

/**
 * The error function: the series of Abramowitz and Stegun's "Handbook of Mathematical Functions",
 * 7.1.6, whose terms are all of one sign; from 6 on it is 1.
 */
const erf: Scalar = (x) => {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * x, sum = term;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) sum += term *= x * x / (n + 0.5);
  return sum;
};

/** Formulas of numbers. */
export const NUMBERS: Arithmetic<number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  multiplyAdd: (a, b, c) => a * b + c,
  negate: (x) => -x,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  sigmoid,
  tanh: Math.tanh,
  erf,
  ifAtMostZero: (x, a, b) => x <= 0 ? a : b,
};

/** y = f(x). */
export const UNARY: Record<UnaryFunction, Scalar> = scalars(FORMULAS);

/** What a dense layer can apply. */
export const ACTIVATION: Record<ActivationName, Scalar> = scalars(formulas("value"));

/** dy/dx of the elementary functions; at a kink what the operations promise. */
export const ELEMENTARY_DERIVATIVE: Record<ElementaryFunction, Scalar> = {
  negate: () => -1,
  exp: Math.exp,
  expm1: Math.exp,
  log: (x) => 1 / x,
  log1p: (x) => 1 / (1 + x),
  sqrt: (x) => 1 / (2 * Math.sqrt(x)),
  abs: Math.sign,
  sign: () => 0,
  sigmoid: (x) => sigmoid(x) * sigmoid(-x),
  tanh: (x) => 1 / Math.cosh(x) ** 2,
  erf: (x) => 2 / Math.sqrt(Math.PI) * Math.exp(-(x ** 2)),
};

/** dy/dx. */
export const DERIVATIVE: Record<UnaryFunction, Scalar> = {
  ...ELEMENTARY_DERIVATIVE,
  ...scalars(formulas("derivative")),
};

/** y = f(a, b). */
export const BINARY: Record<BinaryFunction, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  equal: (a, b) => Number(a === b),
  less: (a, b) => Number(a < b),
  lessEqual: (a, b) => Number(a <= b),
};

function formulas(which: "value" | "derivative"): Record<ActivationName, Formula> {
  const names = Object.keys(ACTIVATIONS) as ActivationName[];
  return Object.fromEntries(names.map((name) => [name, fusedActivation(name)[which]])) as Record<
    ActivationName,
    Formula
  >;
}

function scalars<Name extends string>(formulas: Record<Name, Formula>): Record<Name, Scalar> {
  return Object.fromEntries(
    Object.entries<Formula>(formulas).map(([name, formula]) => [
      name,
      (x: number) => formula(x, NUMBERS),
    ]),
  ) as Record<Name, Scalar>;
}
