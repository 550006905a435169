/** The standard normal distribution. */
import { jStat } from "./jstat.ts";

/** From here on, 1 less the error function would have lost too many digits. */
const FAR = 3;

/** Levels of the continued fraction that give all digits, times z: 47 are enough at 3, 5 at 38. */
const LEVELS = 200;

/** P(Z ≤ z). */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/**
 * P(Z > z), with a small relative error however far out: by the error function, and in the tail by
 * Laplace's continued fraction (Abramowitz and Stegun, 26.2.14).
 */
export function normalTail(z: number): number {
  if (z < FAR) return (1 - jStat.erf(z / Math.SQRT2)) / 2;
  let fraction = z;
  for (let level = Math.ceil(LEVELS / z); level > 0; level--) fraction = z + level / fraction;
  return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

/** The z with P(Z ≤ z) = p. */
export function normalQuantile(p: number): number {
  return jStat.normal.inv(p, 0, 1);
}
