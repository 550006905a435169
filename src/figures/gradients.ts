/** The figure of weight gradients: one histogram of counts a layer, its density curve over it. */

import type { Points } from "../analysis/density.ts";
import type { Histogram } from "../analysis/histogram.ts";
import type { Figure } from "./figure.ts";
import { histogramsFigure } from "./histograms.ts";

/** A layer's gradients, a panel of the figure. */
export interface GradientLayer {
  /** The panel's title. */
  readonly title: string;
  /** The bars, as high as their counts. */
  readonly histogram: Histogram;
  /** In units of the counts; with no points where all values are equal. */
  readonly density: Points;
}

/** The tutorial has its five layers in one row; those of deeper networks take several. */
const GRID = { columns: 6, size: { width: 143.6, height: 135.9 }, gap: { x: 64.6, y: 46 } };

/**
 * Draws the distribution of every layer's gradients, in the palette's colour of the given index.
 * Throws a UsageError for no layers, empty ones, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { gradientsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = gradientsFigure({
 *   activation: "ReLU",
 *   color: 2,
 *   layers: [{
 *     title: "Layer 0 - weights",
 *     histogram: { edges: [-1, 0, 1], counts: [3, 5] },
 *     density: { x: [-1, 0, 1], y: [2, 4, 3] },
 *   }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function gradientsFigure(
  { activation, color, layers }: {
    activation: string;
    color: number;
    layers: readonly GradientLayer[];
  },
): Figure {
  const given = layers.map(({ title, histogram: { edges, counts }, density }) => (
    { title, edges, heights: counts, curve: density }
  ));
  return histogramsFigure(given, {
    ...GRID,
    heading: `Gradient magnitude distribution for activation function ${activation}`,
    xLabel: "Grad magnitude",
    yLabel: "Count",
    color,
  });
}
