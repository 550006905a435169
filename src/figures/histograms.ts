/** What the figures of gradients and of values share: a histogram and its density curve a layer. */

import { UsageError } from "../errors.ts";
import { subplot, withMargin } from "./axes.ts";
import { requireCurve, requireFinite, requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { type Grid, layoutGrid } from "./layout.ts";
import { bars, line, type Points } from "./marks.ts";
import { paletteColor } from "./theme.ts";

export interface LayerBars {
  readonly title: string;
  /** One more than there are heights, increasing. */
  readonly edges: readonly number[];
  readonly heights: readonly number[];
  /** In the units of the heights; with no points where there is no curve. */
  readonly curve: Points;
}

export interface HistogramsStyle {
  readonly grid: Grid;
  readonly heading: string;
  readonly xLabel?: string;
  readonly yLabel: string;
  /** Index into the palette. */
  readonly color: number;
}

/**
 * Draws the layers' bars and curves. Throws a UsageError for no layers, empty ones, or numbers that
 * aren't finite.
 */
export function histogramsFigure(layers: readonly LayerBars[], style: HistogramsStyle): Figure {
  requireNonEmpty(layers, "the list of layers");
  layers.forEach(requireBars);
  const { grid, heading, xLabel, yLabel } = style;
  const color = paletteColor(style.color);
  return new Figure((measure) => {
    const panels = layers.map(({ title, edges, heights, curve }) => {
      const highest = Math.max(...heights, ...Array.from(curve.y));
      const spans = heights.map((height, i) => ({ from: edges[i]!, to: edges[i + 1]!, height }));
      return subplot({
        ...grid,
        title,
        x: { domain: withMargin(edges[0]!, edges.at(-1)!), ...(xLabel && { label: xLabel }) },
        y: { domain: [0, 1.05 * highest || 1], label: yLabel },
        marks: [bars(spans, { color: color, opacity: 0.5 }), line(curve, { color: color })],
      }, measure);
    });
    return layoutGrid(panels, grid, measure, heading);
  });
}

function requireBars({ title, edges, heights, curve }: LayerBars): void {
  requireNonEmpty(heights, `the histogram of ${title}`);
  requireFinite(heights, title);
  requireFinite(edges, `edges of ${title}`);
  if (edges.length !== heights.length + 1) {
    throw new UsageError(
      `${title}: expected ${
        heights.length + 1
      } edges of ${heights.length} bars, got ${edges.length}`,
    );
  }
  if (curve.x.length > 0) requireCurve(curve.x, curve.y, `density of ${title}`);
}
