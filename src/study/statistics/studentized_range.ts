/**
 * The studentized range with infinite degrees of freedom: of k standard normal numbers, how far the
 * greatest is from the least (Tukey 1949). jStat's is good to seven digits only.
 */
import { solve } from "./solve.ts";
import { normalCdf } from "./normal.ts";

/**
 * Of the trapezoidal rule, which on such smooth bells is as good as exact; and how far they reach.
 */
const STEP = 0.1;
const REACH = 9;

/**
 * P(range > q) = k ∫ φ(z) (Φ(z)ᵏ⁻¹ - (Φ(z) - Φ(z - q))ᵏ⁻¹) dz, z the greatest of the k, written so
 * that a small difference of the two powers keeps its digits.
 */
export function studentizedRangeTail(q: number, k: number): number {
  let sum = 0;
  for (let z = -REACH; z <= q + REACH; z += STEP) {
    const below = normalCdf(z);
    const share = normalCdf(z - q) / below;
    const difference = below ** (k - 1) * -Math.expm1((k - 1) * Math.log1p(-share));
    sum += Math.exp(-z * z / 2) * difference;
  }
  return k * STEP * sum / Math.sqrt(2 * Math.PI);
}

/** The q with P(range ≤ q) = p. */
export function studentizedRangeQuantile(p: number, k: number): number {
  return solve((q) => -studentizedRangeTail(q, k), p - 1);
}
