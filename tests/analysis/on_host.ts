/** What devices count, counted on the host: histograms and densities to hold theirs against. */
import {
  type DensityGrid,
  densityGrid,
  evaluateKde,
  type Points,
} from "../../src/analysis/density.ts";
import { binEdges, type Histogram } from "../../src/analysis/histogram.ts";

/**
 * Counts `values` in `bins` equal bins from their minimum to their maximum; every bin holds its left
 * edge, the last one its right edge too (`numpy.histogram`'s rule, to the bit: a value that rounding
 * puts on the wrong side of an edge is moved to the right one).
 */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const edges = binEdges(...range(values), bins);
  const counts = new Array<number>(bins).fill(0);
  const first = edges[0]!;
  const scale = bins / (edges[bins]! - first);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let bin = Math.min(Math.floor((value - first) * scale), bins - 1);
    if (value < edges[bin]!) bin--;
    else if (value >= edges[bin + 1]! && bin < bins - 1) bin++;
    counts[bin]!++;
  }
  return { edges, counts };
}

/**
 * Linear binning: every value counts as 1, shared between the two nodes beside it by nearness
 * (M. P. Wand, Fast Computation of Multivariate Kernel Estimators, 1994).
 */
export function linearBinning(
  values: ArrayLike<number>,
  { min, max, nodes }: DensityGrid,
): Float64Array {
  const weights = new Float64Array(nodes);
  const scale = (nodes - 1) / (max - min);
  for (let i = 0; i < values.length; i++) {
    const place = (values[i]! - min) * scale;
    const node = Math.min(Math.floor(place), nodes - 2);
    weights[node]! += node + 1 - place;
    weights[node + 1]! += place - node;
  }
  return weights;
}

/** The Gaussian kernel density of `values`, from their minimum to their maximum. */
export function gaussianDensity(values: ArrayLike<number>): Points {
  const [min, max] = range(values);
  const grid = densityGrid({ count: values.length, min, max, deviation: deviation(values) })!;
  return evaluateKde(linearBinning(values, grid), grid);
}

function range(values: ArrayLike<number>): [min: number, max: number] {
  const numbers = Array.from(values);
  return [numbers.reduce((a, b) => Math.min(a, b)), numbers.reduce((a, b) => Math.max(a, b))];
}

/** The sample's standard deviation (ddof 1), by two passes, so that a large mean does no harm. */
function deviation(values: ArrayLike<number>): number {
  const numbers = Array.from(values);
  const mean = numbers.reduce((sum, value) => sum + value / numbers.length, 0);
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1));
}
