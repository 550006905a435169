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
  /** How probable a standard normal number below x ≤ 0 is; kernels make it of exp(-x²/2). */
  normalTail(x: T, gaussian: T): T;
}

/** The same, of the error function: for any arithmetic that has no quicker one. */
export function normalTail<T>(
  x: T,
  { multiply, multiplyAdd, erf }: Pick<Arithmetic<T>, "multiply" | "multiplyAdd" | "erf">,
): T {
  return multiplyAdd(0.5, erf(multiply(Math.SQRT1_2, x)), 0.5);
}

/** A function of one number, in any arithmetic. */
export type Formula = <T>(x: T, f: Arithmetic<T>) => T | number;
