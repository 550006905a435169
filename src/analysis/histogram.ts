/** Histograms with equal bins from the least to the greatest value: their edges, and their heights. */

import { UsageError } from "../errors.ts";

/** How many values fall between each two neighbouring edges. */
export interface Histogram {
  /** bins + 1 numbers, increasing. */
  readonly edges: readonly number[];
  /** bins numbers: how many values are in each bin. */
  readonly counts: readonly number[];
}

/** A histogram whose bars have a total area of 1. */
export interface DensityHistogram {
  /** bins + 1 numbers, increasing. */
  readonly edges: readonly number[];
  /** Heights: the share of the values in a bin, divided by the bin's width. */
  readonly density: readonly number[];
}

/**
 * The edges of `bins` equal bins from `min` to `max`, as numpy lays them: where all values are
 * equal, the bins span half a unit to either side. Throws a UsageError where float64 can't tell
 * the edges apart.
 */
export function binEdges(min: number, max: number, bins: number): number[] {
  if (!(Number.isInteger(bins) && bins > 0)) {
    throw new UsageError(`a histogram: expected an integer of at least 1 as bins, got ${bins}`);
  }
  const [first, last] = min === max ? [min - 0.5, max + 0.5] : [min, max];
  const width = (last - first) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => i < bins ? first + i * width : last);
  if (!edges.every((edge, i) => i === 0 || edge > edges[i - 1]!)) {
    throw new UsageError(
      `a histogram: expected a range that float64 can cut into ${bins} bins, got ${min} to ${max}`,
    );
  }
  return edges;
}

/** The same bins with heights that make the bars' total area 1. */
export function normalize({ edges, counts }: Histogram): DensityHistogram {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    edges,
    density: counts.map((count, i) => count / (total * (edges[i + 1]! - edges[i]!))),
  };
}
