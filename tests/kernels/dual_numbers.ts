/** Formulas of dual numbers in float64: values that carry their derivatives along. */
import type { Arithmetic, ElementaryFunction, Formula } from "../../kernels/arithmetic.ts";
import { NUMBERS } from "../../kernels/numbers.ts";
import { ELEMENTARY_DERIVATIVE } from "../float64.ts";

interface Dual {
  readonly value: number;
  readonly derivative: number;
}

const dual = (x: Dual | number): Dual => typeof x === "number" ? { value: x, derivative: 0 } : x;

/** An arithmetic's function of one number, by the chain rule. */
const elementary = (name: ElementaryFunction) => ({ value, derivative }: Dual): Dual => ({
  value: NUMBERS[name](value),
  derivative: derivative && derivative * ELEMENTARY_DERIVATIVE[name](value),
});

const add: Arithmetic<Dual>["add"] = (a, b) => {
  const [x, y] = [dual(a), dual(b)];
  return { value: x.value + y.value, derivative: x.derivative + y.derivative };
};

const multiply: Arithmetic<Dual>["multiply"] = (a, b) => {
  const [x, y] = [dual(a), dual(b)];
  return {
    value: x.value * y.value,
    derivative: x.derivative * y.value + x.value * y.derivative,
  };
};

const DUAL_NUMBERS: Arithmetic<Dual> = {
  ...Object.fromEntries(
    Object.keys(ELEMENTARY_DERIVATIVE).map((
      name,
    ) => [name, elementary(name as ElementaryFunction)]),
  ) as Record<ElementaryFunction, (x: Dual) => Dual>,
  add,
  subtract: (a, b) => add(a, multiply(-1, b)),
  multiply,
  divide: (a, b) => {
    const [x, y] = [dual(a), dual(b)];
    const value = x.value / y.value;
    return { value, derivative: (x.derivative - value * y.derivative) / y.value };
  },
  multiplyAdd: (a, b, c) => add(multiply(a, b), c),
  ifAtMostZero: (x, a, b) => dual(x.value <= 0 ? a : b),
  normalTail: (x, gaussian) => ({
    value: NUMBERS.normalTail(x.value, gaussian.value),
    derivative: x.derivative * gaussian.value / Math.sqrt(2 * Math.PI),
  }),
};

/** The derivative of a formula at x, without knowing it. */
export function differentiate(formula: Formula, x: number): number {
  return dual(formula({ value: x, derivative: 1 }, DUAL_NUMBERS)).derivative;
}
