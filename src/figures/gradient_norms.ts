/** The figure of how large gradients are: their norm by layer, of several networks in one panel. */

import { requireFinite, requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { line } from "./marks/line.ts";
import { plot } from "./plot.ts";

/** A network's gradients, a line of the figure. */
export interface GradientNorms {
  /** The network's, in the legend. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** The norm (L2) of the gradient of each layer's weights, from the first layer on. */
  readonly norms: readonly number[];
}

/**
 * Draws each network's norms over the number of the layer, on a logarithmic axis unless one is 0. Throws
 * `UsageError` for no networks, no layers, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { gradientNormsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = gradientNormsFigure({
 *   title: "Gradients of untrained networks",
 *   networks: [
 *     { name: "Sigmoid", color: 0, norms: [0.0015, 0.0035, 0.016] },
 *     { name: "ReLU", color: 2, norms: [0.079, 0.061, 0.046] },
 *   ],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function gradientNormsFigure(
  { title, networks }: { readonly title: string; readonly networks: readonly GradientNorms[] },
): Figure {
  requireNonEmpty(networks, "the list of networks");
  for (const { name, norms } of networks) {
    requireNonEmpty(norms, `gradients of ${name}`);
    requireFinite(norms, `gradients of ${name}`);
  }
  return plot({
    title,
    x: { label: "Layer", integer: true },
    y: {
      label: "Norm of the weights' gradient",
      log: networks.every(({ norms }) => norms.every((norm) => norm > 0)),
    },
    marks: networks.map(({ name, color, norms }) => {
      const points = { x: norms.map((_, i) => i + 1), y: norms };
      return line(points, { color, marker: true, label: name });
    }),
  });
}
