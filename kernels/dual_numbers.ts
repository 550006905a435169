/** Dual numbers over an arithmetic: values that carry their derivatives along. */
import { ACTIVATIONS, NORMAL_PEAK } from "./activations.ts";
import type { Arithmetic, ElementaryFunction, Formula } from "./arithmetic.ts";

/** A value and its derivative. */
export interface Dual<T> {
  readonly value: T | number;
  readonly derivative: T | number;
}

const DERIVATIVES: Record<ElementaryFunction, Formula> = {
  negate: () => -1,
  exp: (x, f) => f.exp(x),
  expm1: (x, f) => f.exp(x),
  log: (x, f) => f.divide(1, x),
  log1p: (x, f) => f.divide(1, f.add(1, x)),
  sqrt: (x, f) => f.divide(0.5, f.sqrt(x)),
  abs: (x, f) => f.sign(x),
  sign: () => 0,
  sigmoid: (x, f) => ACTIVATIONS.sigmoid.derivative(x, f, {}),
  tanh: (x, f) => ACTIVATIONS.tanh.derivative(x, f, {}),
  softplus: (x, f) => f.sigmoid(x),
  erf: (x, f) => f.multiply(2 / Math.sqrt(Math.PI), f.exp(f.negate(f.multiply(x, x)))),
};

/** The arithmetic of dual numbers whose parts are this one's. */
export function dualNumbers<T>(f: Arithmetic<T | number>): Arithmetic<Dual<T>> {
  const dual = (x: Dual<T> | number) => typeof x === "number" ? { value: x, derivative: 0 } : x;
  const elementary = Object.entries(DERIVATIVES).map(([name, slope]) => [
    name,
    ({ value, derivative }: Dual<T>): Dual<T> => ({
      value: f[name as ElementaryFunction](value),
      derivative: f.multiply(slope(value, f), derivative),
    }),
  ]);
  const both = (
    a: Dual<T> | number,
    b: Dual<T> | number,
    combine: (x: Dual<T>, y: Dual<T>) => Dual<T>,
  ) => combine(dual(a), dual(b));
  const add: Arithmetic<Dual<T>>["add"] = (a, b) =>
    both(a, b, (x, y) => ({
      value: f.add(x.value, y.value),
      derivative: f.add(x.derivative, y.derivative),
    }));
  const multiply: Arithmetic<Dual<T>>["multiply"] = (a, b) =>
    both(a, b, (x, y) => ({
      value: f.multiply(x.value, y.value),
      derivative: f.add(
        f.multiply(x.derivative, y.value),
        f.multiply(x.value, y.derivative),
      ),
    }));
  return {
    ...Object.fromEntries(elementary) as Record<ElementaryFunction, (x: Dual<T>) => Dual<T>>,
    add,
    multiply,
    multiplyAdd: (a, b, c) => add(multiply(a, b), c),
    subtract: (a, b) =>
      both(a, b, (x, y) => ({
        value: f.subtract(x.value, y.value),
        derivative: f.subtract(x.derivative, y.derivative),
      })),
    divide: (a, b) =>
      both(a, b, (x, y) => {
        const value = f.divide(x.value, y.value);
        const change = f.subtract(x.derivative, f.multiply(value, y.derivative));
        return { value, derivative: change === 0 ? 0 : f.divide(change, y.value) };
      }),
    ifAtMostZero: (x, a, b) =>
      both(a, b, (low, high) => ({
        value: f.ifAtMostZero(x.value, low.value, high.value),
        derivative: f.ifAtMostZero(x.value, low.derivative, high.derivative),
      })),
    normalTail: (x, gaussian) => ({
      value: f.normalTail(x.value, gaussian.value),
      derivative: f.multiply(f.multiply(NORMAL_PEAK, gaussian.value), x.derivative),
    }),
  };
}
