/** A histogram that is counted already: bars from edge to edge. */

import { requireBars } from "../check.ts";
import { paletteColor, requireColor } from "../palette.ts";
import type { Node } from "../scene.ts";
import { BACKGROUND, type Theme } from "../theme.ts";
import { type Mark, outline, rowsOf, swatchWidth } from "./mark.ts";

/** How a histogram looks, and what it is called. */
export interface HistogramOptions {
  /** Index into the palette. Default: 0. */
  readonly color?: number;
  /** 0 to 1. Default: 0.5. */
  readonly opacity?: number;
  /** Its name in the legend; without one it has none. */
  readonly label?: string;
}

/**
 * Bars on y = 0 with white edges, none for an empty bin. Throws `UsageError` for no bars, a number
 * of edges that isn't one more than theirs, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { histogram, plot } from "@activation-lab/activation-lab";
 *
 * const figure = plot({
 *   marks: [histogram({ edges: [-1, 0, 1], heights: [3, 5] })],
 *   x: { label: "Gradient" },
 *   y: { label: "Count" },
 * });
 * assert.deepEqual(figure.data.rows[1], { mark: "histogram", from: 0, to: 1, height: 5 });
 * ```
 */
export function histogram(
  { edges, heights }: {
    /** One more than there are heights, increasing. */
    readonly edges: readonly number[];
    readonly heights: readonly number[];
  },
  { color = 0, opacity = 0.5, label }: HistogramOptions = {},
): Mark {
  requireColor(color);
  requireBars({ edges, heights }, label ?? "bars");
  return {
    data: rowsOf("histogram", label, {
      from: edges.slice(0, -1),
      to: edges.slice(1),
      height: heights,
    }),
    extent: { x: edges, y: [0, ...heights] },
    standing: true,
    path: (frame) =>
      outline(heights.map((height, i) => ({ from: edges[i]!, to: edges[i + 1]!, height })), frame),
    render: (frame) =>
      heights.flatMap((height, i): Node[] => {
        if (!(height > 0)) return [];
        const x = frame.x(edges[i]!), width = frame.x(edges[i + 1]!) - x;
        const y = frame.y(height);
        return [{
          kind: "rect",
          x,
          y,
          width,
          height: frame.y(0) - y,
          fill: paletteColor(color, frame.theme.palette),
          opacity,
          stroke: BACKGROUND,
          lineWidth: Math.min(0.1 * width, frame.theme.scale),
        }];
      }),
    ...(label !== undefined && { legend: { label, swatch: swatchBox(color, opacity) } }),
  };
}

/** A legend's sample of a filled area. */
export function swatchBox(color: number, opacity: number): (theme: Theme) => Node[] {
  return (theme) => {
    const width = swatchWidth(theme), height = theme.size.legend * 2 / 3;
    const fill = paletteColor(color, theme.palette);
    return [{ kind: "rect", x: 0, y: -height / 2, width, height, fill, opacity }];
  };
}
