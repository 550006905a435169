/** Powers, in any arithmetic. */
import type { Arithmetic } from "./arithmetic.ts";

/** Larger powers than this are exponentials: products of so many factors are no more exact. */
const MAX_FACTORS = 64;

/** xⁿ as a product where n is an integer of at most 64 in size, √x where it is ½, else exp(n · log x). */
export function power<T>(x: T, n: number, f: Arithmetic<T>): T | number {
  if (n === 0) return 1;
  if (n === 0.5) return f.sqrt(x);
  if (!Number.isInteger(n) || Math.abs(n) > MAX_FACTORS) return f.exp(f.multiply(n, f.log(x)));
  if (n < 0) return f.divide(1, power(x, -n, f));
  if (n === 1) return x;
  const half = power(x, Math.floor(n / 2), f);
  const square = f.multiply(half, half);
  return n % 2 === 0 ? square : f.multiply(square, x);
}
