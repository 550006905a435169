/** Student's t distribution with a whole number of degrees of freedom. */
import { jStat } from "./jstat.ts";

/** P(|T| ≥ |t|), the two-sided p-value of a t, with a small relative error however far out. */
export function tTwoSided(t: number, df: number): number {
  return jStat.ibeta(df / (df + t * t), df / 2, 1 / 2);
}

/**
 * The t with P(T ≤ t) = p: jStat's, which is good to eight digits, and one step of Newton's from
 * there, which doubles them.
 */
export function tQuantile(p: number, df: number): number {
  const t = jStat.studentt.inv(p, df);
  return t - (central(t, df) - (2 * p - 1)) / (2 * jStat.studentt.pdf(t, df));
}

/**
 * P(-t ≤ T ≤ t), negative for negative t: a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).
 */
function central(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = df % 2;
  let sum = 0;
  for (let power = odd, term = odd ? cosine : 1; power <= df - 2; power += 2) {
    sum += term;
    term *= cosine ** 2 * (power + 1) / (power + 2);
  }
  return odd ? (angle + sine * sum) * 2 / Math.PI : sine * sum;
}
