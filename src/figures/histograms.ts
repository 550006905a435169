/** What the figures of gradients and of values share: a histogram and its density curve a layer. */

import { requireBars, requireCurve, requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { histogram } from "./marks/histogram.ts";
import { line } from "./marks/line.ts";
import { requireColor } from "./palette.ts";
import { type FacetOptions, facets } from "./plot.ts";

export interface LayerBars {
  readonly title: string;
  /** One more than there are heights, increasing. */
  readonly edges: readonly number[];
  readonly heights: readonly number[];
  /** In the units of the heights; with no points where there is no curve. */
  readonly curve: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> };
}

export interface HistogramsStyle extends FacetOptions {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Index into the palette. */
  readonly color: number;
}

/**
 * Draws the layers' bars and curves. Throws a UsageError for no layers, empty ones, or numbers that
 * aren't finite.
 */
export function histogramsFigure(
  layers: readonly LayerBars[],
  { xLabel, yLabel, color, ...grid }: HistogramsStyle,
): Figure {
  requireColor(color);
  requireNonEmpty(layers, "the list of layers");
  const panels = layers.map(({ title, edges, heights, curve }) => {
    requireBars({ edges, heights }, title);
    if (curve.x.length > 0) requireCurve(curve.x, curve.y, `density of ${title}`);
    return {
      title,
      x: { label: xLabel },
      y: { label: yLabel },
      marks: [
        histogram({ edges, heights }, { color }),
        ...curve.x.length > 0 ? [line(curve, { color, dash: "solid" })] : [],
      ],
    };
  });
  return facets(panels, grid);
}
