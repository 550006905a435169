/** Histograms with equal bins from the least to the greatest value, counted on the host. */

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

/**
 * Counts `values` in `bins` equal bins from their minimum to their maximum; every bin holds its
 * left edge, the last one its right edge too (`numpy.histogram`'s rule, to the bit: a value that
 * rounding puts on the wrong side of an edge is moved to the right one). Throws a UsageError where
 * there is no value, or one that isn't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(histogram([0, 1, 2, 2, 4], 2), { edges: [0, 2, 4], counts: [2, 3] });
 * ```
 */
export function histogram(values: ArrayLike<number>, bins: number): Histogram {
  const [min, max] = range(values);
  const edges = binEdges(min, max, bins);
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

/** The same bins with heights that make the bars' total area 1. */
export function normalize({ edges, counts }: Histogram): DensityHistogram {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    edges,
    density: counts.map((count, i) => count / (total * (edges[i + 1]! - edges[i]!))),
  };
}

/** The least and the greatest of `values`. Throws a UsageError for none, or one not finite. */
export function range(values: ArrayLike<number>): [min: number, max: number] {
  if (values.length === 0) {
    throw new UsageError("a histogram: expected at least one value, got none");
  }
  let min = Infinity, max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) {
      throw new UsageError(`a histogram: expected finite values, got ${value} as value ${i}`);
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}
