/** The arithmetic that formulas are written in: tensors, numbers, and the languages of kernels have it. */

/** Its functions of one number. */
export const ELEMENTARY = [
  "negate",
  "exp",
  "expm1",
  "log",
  "log1p",
  "sqrt",
  "abs",
  "sign",
  "sigmoid",
  "tanh",
  "softplus",
  "erf",
] as const;

export type ElementaryFunction = (typeof ELEMENTARY)[number];

/**
 * What formulas do with values of a kind; constants are plain numbers.
 *
 * @internal
 */
export interface Arithmetic<T> extends Record<ElementaryFunction, (x: T) => T> {
  add(a: T | number, b: T | number): T;
  subtract(a: T | number, b: T | number): T;
  multiply(a: T | number, b: T | number): T;
  divide(a: T | number, b: T | number): T;
  /** a · b + c, rounded once where that is no slower. */
  multiplyAdd(a: T | number, b: T | number, c: T | number): T;
  /** a where x ≤ 0, else b, also where x is NaN. Both are computed, and both should be finite. */
  ifAtMostZero(x: T, a: T | number, b: T | number): T;
}

/** A function of one number, in any arithmetic. */
export type Formula = <T>(x: T, f: Arithmetic<T>) => T | number;
