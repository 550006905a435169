/** Constant folding: an arithmetic that computes with plain numbers at once, and leaves out what changes nothing. */
import type { Arithmetic } from "./arithmetic.ts";
import { NUMBERS } from "./numbers.ts";

/** The arithmetic, for its values and for numbers. */
export function folding<T>(f: Arithmetic<T>): Arithmetic<T | number> {
  const folded = Object.fromEntries(
    Object.entries(f).map(([operation, compute]) => [
      operation,
      (...operands: unknown[]) => {
        const constant = operands.every((operand) => typeof operand === "number");
        const own = constant ? NUMBERS[operation as keyof typeof NUMBERS] : compute;
        return (own as (...operands: unknown[]) => T | number)(...operands);
      },
    ]),
  ) as unknown as Arithmetic<T | number>;
  const add = (a: T | number, b: T | number) => a === 0 ? b : b === 0 ? a : folded.add(a, b);
  const multiply = (a: T | number, b: T | number) => {
    if (a === 0 || b === 0) return 0;
    return a === 1 ? b : b === 1 ? a : folded.multiply(a, b);
  };
  return {
    ...folded,
    add,
    multiply,
    multiplyAdd: (a, b, c) => add(multiply(a, b), c),
    subtract: (a, b) => b === 0 ? a : folded.subtract(a, b),
    ifAtMostZero(x, a, b) {
      if (a === b) return a;
      return typeof x === "number" ? (x <= 0 ? a : b) : folded.ifAtMostZero(x, a, b);
    },
  };
}
