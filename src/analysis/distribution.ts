/** How a tensor's values are distributed: its summary, histogram and density curve. */
import type { Tensor } from "../tensor/tensor.ts";
import { deviceHistogram, deviceLinearBinning } from "./binning.ts";
import { densityGrid, evaluateKde, type Points } from "./density.ts";
import { binEdges, type Histogram } from "./histogram.ts";
import { summarize, type Summary } from "./summary.ts";

/** The distribution of a sample. */
export interface Distribution extends Summary {
  /** Equal bins from the least to the greatest value. */
  readonly histogram: Histogram;
  /** The Gaussian kernel density, its area 1; with no points where all values are equal. */
  readonly density: Points;
}

/**
 * The distribution of a tensor's values, in `bins` equal bins, and their Gaussian kernel density,
 * by Scott's rule for the bandwidth.
 *
 * It is computed on the device, which is waited for twice, whatever the tensor's size. Throws
 * `LabError`, naming the values as `what`, when one is not finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { distribution, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { mean, histogram } = await distribution(tensor(device, [0, 1, 1, 2]), 2);
 * assert.equal(mean, 1);
 * assert.deepEqual(histogram, { edges: [0, 1, 2], counts: [1, 3] });
 * device.close();
 * ```
 */
export async function distribution(
  x: Tensor,
  bins: number,
  what = "the values",
): Promise<Distribution> {
  const summary = await summarize(x, what);
  const { n, std, min, max } = summary;
  const edges = binEdges(min, max, bins);
  const deviation = std * Math.sqrt(n / (n - 1));
  const grid = densityGrid({ count: n, min, max, deviation });
  const [counts, density] = await Promise.all([
    deviceHistogram(x, edges),
    grid === undefined
      ? { x: [], y: [] }
      : deviceLinearBinning(x, grid).then((weights) => evaluateKde(weights, grid)),
  ]);
  return { ...summary, histogram: { edges, counts }, density };
}
