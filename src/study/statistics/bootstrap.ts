/** Bootstrap intervals: what other samples of this size might have come to. */
import { MersenneTwister } from "../../random/mersenne_twister.ts";
import { ALPHA, type Interval } from "./conventions.ts";
import { interquartileMean } from "./interquartile_mean.ts";
import { mean } from "./moments.ts";
import { normalCdf, normalQuantile } from "./normal.ts";

/** How many resamples an interval stands on; and the seed, so that it is the same every time. */
const RESAMPLES = 10_000;
const SEED = 0;

/** Statistics nearer to each other than this, relative to the values, differ by rounding alone. */
const ROUNDING = 1e-12;

const STATISTICS: Record<Bootstrap["statistic"], typeof mean> = { mean, iqm: interquartileMean };

/** 95 % intervals of a statistic, by resampling. */
export interface Bootstrap {
  /** Which: the mean, or the interquartile mean. */
  readonly statistic: "mean" | "iqm";
  /** The statistic of the values themselves. */
  readonly estimate: number;
  /** How many resamples the intervals stand on. */
  readonly resamples: number;
  /** Between quantiles of the resampled statistic. */
  readonly percentile: { readonly interval: Interval };
  /** Bias-corrected and accelerated: between other quantiles, z0 and acceleration say which. */
  readonly bca: {
    readonly interval: Interval;
    readonly z0: number;
    readonly acceleration: number;
  };
}

/**
 * The percentile and the BCa interval (Efron 1987) of a statistic, from 10,000 resamples; null for
 * n < 2, and where all values are equal. z₀ is of (P(< estimate) + P(≤ estimate))/2, the
 * acceleration from the jackknife. For n < 10 both are known to be too narrow.
 */
export function bootstrap(
  values: readonly number[],
  statistic: Bootstrap["statistic"],
): Bootstrap | null {
  if (values.every((value) => value === values[0])) return null;
  const compute = STATISTICS[statistic];
  const sorted = values.toSorted((a, b) => a - b);
  const rounding = ROUNDING * Math.max(...sorted.map(Math.abs));
  const estimate = compute(sorted);
  const resampled = resample([sorted], compute);
  const below = resampled.filter((value) => value < estimate - rounding).length;
  const notAbove = resampled.filter((value) => value <= estimate + rounding).length;
  const z0 = normalQuantile((below + notAbove) / 2 / RESAMPLES);
  const a = acceleration(sorted.map((_, i) => compute(sorted.toSpliced(i, 1))), rounding);
  /** Which quantile of the resampled statistic stands in for its p-quantile. */
  const corrected = (p: number) => {
    const z = z0 + normalQuantile(p);
    return normalCdf(z0 + z / (1 - a * z));
  };
  return {
    statistic,
    estimate,
    resamples: RESAMPLES,
    percentile: { interval: interval(resampled, (p) => p) },
    bca: { interval: interval(resampled, corrected), z0, acceleration: a },
  };
}

/** The percentile interval of the interquartile mean of all strata together. */
export interface StratifiedBootstrap {
  /** Between quantiles of the resampled mean. */
  readonly percentile: { readonly interval: Interval };
  /** How many resamples it stands on. */
  readonly resamples: number;
}

/**
 * Resamples within each stratum, as rliable does (Agarwal et al. 2021), the IQM of all together.
 */
export function stratifiedBootstrap(strata: readonly (readonly number[])[]): StratifiedBootstrap {
  const sorted = strata.map((values) => values.toSorted((a, b) => a - b));
  const resampled = resample(sorted, interquartileMean);
  return { percentile: { interval: interval(resampled, (p) => p) }, resamples: RESAMPLES };
}

/** A statistic of many resamples, ascending; each draws from every stratum as many as are there. */
function resample(
  strata: readonly (readonly number[])[],
  statistic: (sample: Float64Array) => number,
): Float64Array {
  const generator = new MersenneTwister(SEED);
  const sample = new Float64Array(strata.flat().length);
  return new Float64Array(RESAMPLES).map(() => {
    let place = 0;
    for (const values of strata) {
      for (let drawn = 0; drawn < values.length; drawn++) {
        sample[place++] = values[Math.floor(generator.nextUint32() / 2 ** 32 * values.length)]!;
      }
    }
    return statistic(sample);
  }).sort();
}

/** The ends of the 95 % interval: the least values that enough of the sorted ones do not exceed. */
function interval(sorted: Float64Array, corrected: (p: number) => number): Interval {
  const quantile = (p: number) => sorted[Math.max(1, Math.ceil(corrected(p) * sorted.length)) - 1]!;
  return [quantile(ALPHA / 2), quantile(1 - ALPHA / 2)];
}

/**
 * Σd³/(6(Σd²)^³⁄²), d how far each value of a jackknife is below their mean; 0 if they are equal.
 */
function acceleration(jackknife: readonly number[], rounding: number): number {
  const center = mean(jackknife);
  const below = jackknife.map((value) => center - value);
  if (below.every((distance) => Math.abs(distance) <= rounding)) return 0;
  const sum = (power: number) => below.reduce((sum, distance) => sum + distance ** power, 0);
  return sum(3) / (6 * sum(2) ** 1.5);
}
