/** Formulas of numbers: in float64, and as float32 rounds them. */
import type { Arithmetic } from "./arithmetic.ts";

/** In float64. */
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
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  erf,
  ifAtMostZero: (x, a, b) => x <= 0 ? a : b,
  normalTail,
};

/** Rounded to float32 after every operation, where overflow shows. */
export const FLOAT32_NUMBERS = Object.fromEntries(
  Object.entries(NUMBERS).map(([operation, compute]) => [
    operation,
    (...operands: [number, number, number]) => Math.fround(compute(...operands)),
  ]),
) as unknown as Arithmetic<number>;

/**
 * The error function: the series of Abramowitz and Stegun's "Handbook of Mathematical Functions",
 * 7.1.6, whose terms are all of one sign; from 6 on it is 1.
 */
function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * x, sum = term;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) sum += term *= x * x / (n + 0.5);
  return sum;
}

/** Below -2, where the sum of 1 and an error function would cancel, Laplace's continued fraction. */
function normalTail(x: number, gaussian: number): number {
  if (!(x < -2)) return (1 + erf(x * Math.SQRT1_2)) / 2;
  let rest = 0;
  for (let n = 100; n > 0; n--) rest = n / (rest - x);
  return gaussian / Math.sqrt(2 * Math.PI) / (rest - x);
}
