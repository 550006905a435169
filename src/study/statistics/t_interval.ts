/** Student's t intervals: for a mean, for one new run, and a published number held against it. */
import { ALPHA, type Interval } from "./conventions.ts";
import { mean, standardDeviation } from "./moments.ts";
import { tQuantile, tTwoSided } from "./student_t.ts";

/**
 * The 95 % interval of the mean, mean ± t·sd/√n (Student 1908); null for n < 2 and where all values
 * are equal: no variation seen is no proof of none, which an interval of width 0 would claim.
 */
export function tInterval(values: readonly number[]): Interval | null {
  return around(values, 1 / values.length);
}

/**
 * The 95 % interval for one new run, mean ± t·sd·√(1 + 1/n) (Fisher 1935; Hahn and Meeker,
 * *Statistical Intervals*); null where the mean has none.
 */
export function predictionInterval(values: readonly number[]): Interval | null {
  return around(values, 1 + 1 / values.length);
}

/** A published number as one new run beside ours. */
export interface Published {
  /** The number. */
  readonly value: number;
  /** How far it is above our mean, in standard errors of a new run. */
  readonly t: number;
  /** Two-sided: how often a new run of ours would be as far from our mean. */
  readonly p: number;
  /** Whether it is where 95 % of new runs of ours would be. */
  readonly within_prediction_interval: boolean;
}

/**
 * Holds a published `value` against our runs: t = (value - mean)/(sd·√(1 + 1/n)) with n - 1 degrees
 * of freedom; null where there is no prediction interval.
 */
export function heldAgainst(value: number, values: readonly number[]): Published | null {
  const interval = predictionInterval(values);
  if (interval === null) return null;
  const spread = standardDeviation(values)! * Math.sqrt(1 + 1 / values.length);
  const t = (value - mean(values)) / spread;
  return {
    value,
    t,
    p: tTwoSided(t, values.length - 1),
    within_prediction_interval: interval[0] <= value && value <= interval[1],
  };
}

/** mean ± t·sd·√variance. */
function around(values: readonly number[], variance: number): Interval | null {
  const sd = standardDeviation(values);
  if (sd === null || sd === 0) return null;
  const center = mean(values);
  const reach = tQuantile(1 - ALPHA / 2, values.length - 1) * sd * Math.sqrt(variance);
  return [center - reach, center + reach];
}
