/** The functions of one and of two numbers, and the derivatives, in float64: what kernels must give. */
import type { BinaryFunction, FusedActivation, UnaryFunction } from "../src/device/operations.ts";

type Scalar = (x: number) => number;

const sigmoid: Scalar = (x) => 1 / (1 + Math.exp(-x));
const slope = (x: number, below: number) => x > 0 ? 1 : below;

/** y = f(x). */
export const UNARY: Record<UnaryFunction, Scalar> = {
  negate: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  abs: Math.abs,
  sign: Math.sign,
  sigmoid,
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  leakyrelu: (x) => x > 0 ? x : 0.1 * x,
  elu: (x) => x > 0 ? x : Math.expm1(x),
  swish: (x) => x * sigmoid(x),
};

/** dy/dx; at a kink what the operations promise. */
export const DERIVATIVE: Record<UnaryFunction | FusedActivation, Scalar> = {
  identity: () => 1,
  negate: () => -1,
  exp: Math.exp,
  log: (x) => 1 / x,
  sqrt: (x) => 1 / (2 * Math.sqrt(x)),
  abs: Math.sign,
  sign: () => 0,
  sigmoid: (x) => sigmoid(x) * sigmoid(-x),
  tanh: (x) => 1 / Math.cosh(x) ** 2,
  relu: (x) => slope(x, 0),
  leakyrelu: (x) => slope(x, 0.1),
  elu: (x) => slope(x, Math.exp(x)),
  swish: (x) => sigmoid(x) * (1 + x * sigmoid(-x)),
};

/** What a dense layer can apply. */
export const ACTIVATION: Record<FusedActivation, Scalar> = {
  identity: (x) => x,
  sigmoid,
  tanh: UNARY.tanh,
  relu: UNARY.relu,
  leakyrelu: UNARY.leakyrelu,
  elu: UNARY.elu,
  swish: UNARY.swish,
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
