/** The figure of a network's values, layer by layer: histograms as densities, four a row. */

import type { Points } from "../analysis/density.ts";
import type { DensityHistogram } from "../analysis/histogram.ts";
import type { Figure } from "./figure.ts";
import { histogramsFigure } from "./histograms.ts";

/** A layer's values, a panel of the figure. */
export interface ValueLayer {
  /** The panel's title. */
  readonly title: string;
  /** The bars, of a total area of 1. */
  readonly histogram: DensityHistogram;
  /** With no points where all values are equal. */
  readonly density: Points;
}

const GRID = { columns: 4, size: { width: 115.9, height: 113.3 }, gap: { x: 46.4, y: 45.3 } };

/**
 * Draws the distribution of every layer's values, in the palette's colour of the given index.
 * Throws a UsageError for no layers, empty ones, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { distributionsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = distributionsFigure({
 *   activation: "ReLU",
 *   color: 2,
 *   layers: [{
 *     title: "Layer 0 - Dense",
 *     histogram: { edges: [-1, 0, 1], density: [0.4, 0.6] },
 *     density: { x: [-1, 0, 1], y: [0.3, 0.5, 0.4] },
 *   }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function distributionsFigure(
  { activation, color, layers }: {
    activation: string;
    color: number;
    layers: readonly ValueLayer[];
  },
): Figure {
  const given = layers.map(({ title, histogram: { edges, density: heights }, density }) => (
    { title, edges, heights, curve: density }
  ));
  return histogramsFigure(given, {
    ...GRID,
    heading: `Activation distribution for activation function ${activation}`,
    xLabel: "Value",
    yLabel: "Density",
    color,
  });
}
