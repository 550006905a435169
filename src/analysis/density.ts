/**
 * Gaussian kernel density: values are first shared out to a fine grid, then the grid is smoothed,
 * so that binning may happen where the values are and 400,000 of them cost no more than a few.
 */

import { UsageError } from "../errors.ts";
import type { Histogram } from "./histogram.ts";

/** Points of a curve, x increasing. */
export interface Points {
  /** Places, increasing. */
  readonly x: readonly number[];
  /** A value for each of the places. */
  readonly y: readonly number[];
}

/**
 * A grid from `min` to `max` that holds every point of the curve drawn later, and `oversampling`
 * nodes a step between them.
 */
export interface DensityGrid {
  readonly min: number;
  readonly max: number;
  /** How many points the curve has. */
  readonly points: number;
  readonly oversampling: number;
  /** (points - 1) · refinement + 1. */
  readonly nodes: number;
  /** The kernel's standard deviation. */
  readonly bandwidth: number;
}

/** Nodes a bandwidth: linear binning then errs by less than 1e-4 of the peak. */
const NODES_PER_BANDWIDTH = 40;

/** Beyond this many bandwidths the kernel adds less than 1e-8 of its peak. */
const TRUNCATE = 6;

/**
 * The grid for `count` values with the given range and standard deviation (ddof 1), its bandwidth
 * by Scott's rule, count^(-1/5) · standard deviation (D. W. Scott, Multivariate Density
 * Estimation, 1992; scipy's `gaussian_kde`). Its size grows with range over bandwidth, which no
 * sample can drive much beyond count^(7/10). Undefined where no bandwidth is left: all values are
 * equal, or there is but one.
 */
export function densityGrid(
  { count, min, max, deviation }: { count: number; min: number; max: number; deviation: number },
  points = 200,
): DensityGrid | undefined {
  if (!(Number.isInteger(points) && points > 1)) {
    throw new UsageError(
      `a density curve: expected an integer of at least 2 as points, got ${points}`,
    );
  }
  const bandwidth = count ** -0.2 * deviation;
  if (!(max > min && bandwidth > 0 && bandwidth < Infinity)) return undefined;
  const oversampling = Math.ceil(NODES_PER_BANDWIDTH * (max - min) / bandwidth / (points - 1));
  return { min, max, points, oversampling, nodes: (points - 1) * oversampling + 1, bandwidth };
}

/**
 * The density of the values whose `weights` lie on `grid`: at each of the curve's points, the sum
 * of the Gaussian kernels around the nodes near it, with an area of 1 over the whole line.
 */
export function evaluateKde(weights: ArrayLike<number>, grid: DensityGrid): Points {
  const { min, max, points, oversampling, nodes, bandwidth } = grid;
  const step = (max - min) / (nodes - 1);
  const reach = Math.min(Math.ceil(TRUNCATE * bandwidth / step), nodes - 1);
  const kernel = Float64Array.from(
    { length: reach + 1 },
    (_, i) => Math.exp(-0.5 * (i * step / bandwidth) ** 2),
  );
  let total = 0;
  for (let node = 0; node < nodes; node++) total += weights[node]!;
  const scale = 1 / (total * bandwidth * Math.sqrt(2 * Math.PI));

  const density = (point: number) => {
    const centre = point * oversampling;
    const last = Math.min(centre + reach, nodes - 1);
    let sum = 0;
    for (let node = Math.max(centre - reach, 0); node <= last; node++) {
      sum += weights[node]! * kernel[Math.abs(node - centre)]!;
    }
    return sum * scale;
  };
  const at = (point: number) => point === points - 1 ? max : min + point * oversampling * step;
  const index = Array.from({ length: points }, (_, point) => point);
  return { x: index.map(at), y: index.map(density) };
}

/** The curve in the units of a histogram of counts: times their number, times the bins' width. */
export function scaleToCounts({ x, y }: Points, { edges, counts }: Histogram): Points {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = (edges.at(-1)! - edges[0]!) / counts.length;
  return { x, y: y.map((density) => density * total * width) };
}
