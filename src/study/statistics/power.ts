/**
 * What a paired t-test can find: its power, and the differences and seeds that 0.8 takes.
 */
import { solve } from "./solve.ts";
import { ALPHA, POWER } from "./conventions.ts";
import { normalCdf } from "./normal.ts";
import { tQuantile } from "./student_t.ts";

/** Places of the trapezoidal rule, and the exponent below which the density counts as 0. */
const PLACES = 600;
const NEGLIGIBLE = -30;

/** More seeds than this nobody trains. */
const MOST_SEEDS = 10_000;

/**
 * The power of a two-sided paired t-test at `alpha` with n pairs, where the true mean difference is
 * `effect` standard deviations of the differences: P(|T| > t₀), T noncentral t with n - 1 degrees
 * of freedom and noncentrality effect·√n (as R's `power.t.test(type = "paired", strict = TRUE)`).
 *
 * T = (Z + noncentrality)/S with S = √(χ²/df); the mean of P(|Z + noncentrality| > t₀s) over S is
 * integrated over log s, on which the density is a smooth bell even for one degree of freedom.
 */
export function pairedTPower(n: number, effect: number, alpha: number = ALPHA): number {
  const df = n - 1;
  const threshold = tQuantile(1 - alpha / 2, df);
  const noncentrality = effect * Math.sqrt(n);
  /** The logarithm of the density of log s, up to a constant: 0 at its peak. */
  const exponent = (u: number) => df * (u - Math.expm1(2 * u) / 2);
  const last = solve((u) => -exponent(u), -NEGLIGIBLE);
  const first = -solve((u) => -exponent(-u), -NEGLIGIBLE);
  let [sum, weights] = [0, 0];
  for (let i = 0; i <= PLACES; i++) {
    const u = first + (last - first) * i / PLACES;
    const weight = Math.exp(exponent(u));
    const critical = threshold * Math.exp(u);
    weights += weight;
    sum += weight * (normalCdf(noncentrality - critical) + normalCdf(-noncentrality - critical));
  }
  return sum / weights;
}

/**
 * The smallest true difference that n pairs find at `alpha` with power 0.8, where the differences have
 * the standard deviation `sd`; null for n < 2, and where no variation was seen.
 */
export function minimumDetectableDifference(
  n: number,
  sd: number | null,
  alpha: number = ALPHA,
): number | null {
  if (n < 2 || sd === null || sd === 0) return null;
  return sd * detectableEffect(n, alpha);
}

/** By n and alpha: pairs of as many seeds have the same, and each takes thousands of densities. */
const effects = new Map<string, number>();

function detectableEffect(n: number, alpha: number): number {
  const key = `${n} ${alpha}`;
  const known = effects.get(key);
  if (known !== undefined) return known;
  const effect = solve((effect) => pairedTPower(n, effect, alpha), POWER);
  effects.set(key, effect);
  return effect;
}

/**
 * How many seeds find, with power 0.8, a mean difference of `effect` standard deviations of the
 * differences: the least n ≥ 2; null where there is no difference, or it takes more than 10,000.
 */
export function seedsNeeded(effect: number | null): number | null {
  if (effect === null) return null;
  const enough = (n: number) => pairedTPower(n, Math.abs(effect)) >= POWER;
  let [low, high] = [1, 2];
  while (!enough(high)) {
    if (high >= MOST_SEEDS) return null;
    [low, high] = [high, Math.min(2 * high, MOST_SEEDS)];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
