/** What a sample comes to, in numbers. */
import type { Interval } from "./conventions.ts";
import { interquartileMean } from "./interquartile_mean.ts";
import { mean, standardDeviation } from "./moments.ts";
import { predictionInterval, tInterval } from "./t_interval.ts";

/** A sample in numbers; null is what so few or so equal values do not define. */
export interface Description {
  /** How many values there are. */
  readonly n: number;
  /** Their mean. */
  readonly mean: number | null;
  /** The sample standard deviation, with n - 1. */
  readonly sd: number | null;
  /** The standard error of the mean, sd/√n. */
  readonly sem: number | null;
  /** The 95 % interval of the mean. */
  readonly t_interval: Interval | null;
  /** The 95 % interval for one new run. */
  readonly prediction_interval: Interval | null;
  /** The value in the middle, or the mean of the two there. */
  readonly median: number | null;
  /** The interquartile mean. */
  readonly iqm: number | null;
  /** The least value. */
  readonly min: number | null;
  /** The greatest value. */
  readonly max: number | null;
}

/** Describes a sample. */
export function describe(values: readonly number[]): Description {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  const sd = standardDeviation(values);
  return {
    n,
    mean: n > 0 ? mean(values) : null,
    sd,
    sem: sd === null ? null : sd / Math.sqrt(n),
    t_interval: tInterval(values),
    prediction_interval: predictionInterval(values),
    median: n > 0 ? (sorted[(n - 1) >> 1]! + sorted[n >> 1]!) / 2 : null,
    iqm: n > 0 ? interquartileMean(values) : null,
    min: sorted[0] ?? null,
    max: sorted[n - 1] ?? null,
  };
}
