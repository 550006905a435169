/** The χ² distribution with a whole number of degrees of freedom. */
import { normalTail } from "./normal.ts";

/**
 * P(X ≥ x): a finite sum, with a small relative error however far out (Abramowitz and Stegun,
 * 26.4.4 and 26.4.5, as a recurrence from one or two degrees of freedom).
 */
export function chiSquaredTail(x: number, df: number): number {
  const odd = df % 2 === 1;
  let tail = odd ? 2 * normalTail(Math.sqrt(x)) : Math.exp(-x / 2);
  let term = (odd ? Math.sqrt(2 * x / Math.PI) : x / 2) * Math.exp(-x / 2);
  for (let reached = odd ? 1 : 2; reached < df; reached += 2) {
    tail += term;
    term *= x / (reached + 2);
  }
  return tail;
}
