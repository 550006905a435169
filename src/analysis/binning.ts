/** Histograms and grid weights of values on a device: counts come back, the values stay. */
import { Tensor } from "../tensor/tensor.ts";
import type { DensityGrid } from "./density.ts";

/**
 * How many values lie in each bin: from its edge to below the next, the last edge included. The
 * values must be finite and within the edges.
 *
 * To the value the same as `histogram` counts on the host, though devices compare in float32 only.
 */
export async function deviceHistogram(x: Tensor, edges: readonly number[]): Promise<number[]> {
  using counts = countInBins(x, edges.slice(0, -1));
  return [...await counts.data()];
}

/**
 * How many values are at or above each of the edges (increasing) and below the next, if there is one;
 * stays on the device. No value may be below the first edge; NaN is counted nowhere.
 */
export function countInBins(x: Tensor, lowerEdges: readonly number[]): Tensor<"uint32"> {
  const bins = lowerEdges.length;
  using edges = Tensor.upload<"float32">(
    x.device,
    Float32Array.from(lowerEdges, ceilToFloat32),
    [bins],
  );
  const counts = Tensor.allocate(x.device, [bins], "uint32");
  x.device.run({
    op: "histogram",
    x: x.buffer,
    lowerEdges: edges.buffer,
    counts: counts.buffer,
    count: x.size,
    bins,
  });
  return counts;
}

/**
 * Linear binning as `linearBinning` does it on the host, in whole parts of a value: their sum over all
 * nodes is a multiple of the number of values. The values must be within the grid.
 */
export async function deviceLinearBinning(x: Tensor, grid: DensityGrid): Promise<Uint32Array> {
  const { min, max, nodes } = grid;
  using weights = Tensor.allocate(x.device, [nodes], "uint32");
  x.device.run({
    op: "linearBinning",
    x: x.buffer,
    weights: weights.buffer,
    count: x.size,
    nodes,
    // As many parts as fit the node's 32 bits if all values lie on one; there are 64 at least, as no
    // tensor has more than 2^25 elements.
    unit: 2 ** Math.floor(Math.log2((2 ** 32 - 1) / x.size)),
    low: min,
    high: max,
  });
  return await weights.data();
}

/** The least float32 that is not below `value`: at or above either are the same float32 numbers. */
function ceilToFloat32(value: number): number {
  const near = Math.fround(value);
  if (near >= value) return near;
  FLOAT[0] = near;
  WORD[0]! += near >= 0 ? 1 : -1; // of a negative number the larger one has the smaller bits
  return FLOAT[0];
}

const FLOAT = new Float32Array(1);
const WORD = new Int32Array(FLOAT.buffer);
