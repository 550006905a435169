/** The functions of one and of two numbers, and the derivatives, in float64: what kernels must give. */
import { type ActivationName, ACTIVATIONS, fusedActivation } from "../kernels/activations.ts";
import type { ElementaryFunction, Formula } from "../kernels/arithmetic.ts";
import { NUMBERS } from "../kernels/numbers.ts";
import { UNARY as FORMULAS, type UnaryFunction } from "../kernels/unary.ts";
import type { BinaryFunction } from "../src/device/operations.ts";

type Scalar = (x: number) => number;

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
  sigmoid: (x) => NUMBERS.sigmoid(x) * NUMBERS.sigmoid(-x),
  tanh: (x) => 1 / Math.cosh(x) ** 2,
  softplus: NUMBERS.sigmoid,
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
