/** The paired t-test. */
import type { Interval } from "./conventions.ts";
import { mean, standardDeviation } from "./moments.ts";
import { tInterval } from "./t_interval.ts";
import { tTwoSided } from "./student_t.ts";

/** What paired differences say about their mean; null is what so few or so equal do not define. */
export interface PairedT {
  /** The mean of the differences. */
  readonly mean_difference: number | null;
  /** Their sample standard deviation. */
  readonly sd_difference: number | null;
  /** The 95 % interval of the mean difference. */
  readonly t_interval: Interval | null;
  /** Student's t, the mean difference over its standard error. */
  readonly t: number | null;
  /** Its degrees of freedom, n - 1. */
  readonly df: number | null;
  /** Its two-sided p-value. */
  readonly p_t: number | null;
  /** The effect size: mean/sd of the differences. */
  readonly d_z: number | null;
}

/** Student's t-test of paired differences (1908), two-sided, with n - 1 degrees of freedom. */
export function pairedT(differences: readonly number[]): PairedT {
  const n = differences.length;
  const center = n > 0 ? mean(differences) : null;
  const sd = standardDeviation(differences);
  const d = center !== null && sd !== null && sd > 0 ? center / sd : null;
  const df = n > 1 ? n - 1 : null;
  const t = d === null ? null : d * Math.sqrt(n);
  return {
    mean_difference: center,
    sd_difference: sd,
    t_interval: tInterval(differences),
    t,
    df,
    p_t: t === null ? null : tTwoSided(t, n - 1),
    d_z: d,
  };
}
