/** The figure of how far signals reach: variances of activations and gradients by layer, with the theory. */

import { UsageError } from "../errors.ts";
import { requireFinite, requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { edgePoints } from "./marks/edge_points.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import type { Panel } from "./plot.ts";
import { studyPanels } from "./study_panels.ts";

/** Variances by layer, from the first layer on. */
export interface LayerVariances {
  /** Of what the layer's activation makes of its input. */
  readonly activations: readonly number[];
  /** Of the loss's gradient with respect to that input. */
  readonly gradients: readonly number[];
}

/** A network's variances, a line in each of the figure's panels. */
export interface NetworkVariances extends LayerVariances {
  /** The network's, in the legend. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** What a theory expects of it. */
  readonly theory?: LayerVariances;
}

/**
 * Draws each network's variances over the number of the layer, those of activations beside those of
 * gradients, on logarithmic axes, and what the theory expects as dashed lines, which no others are. A
 * variance of 0 is a triangle on the lower edge. Throws `UsageError` for no networks or layers, and for
 * numbers that aren't finite, or below 0.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { layerVariancesFigure } from "@activation-lab/activation-lab";
 *
 * const figure = layerVariancesFigure({
 *   heading: "Untrained networks",
 *   networks: [{
 *     name: "Tanh",
 *     color: 1,
 *     activations: [0.4, 0.29, 0.22],
 *     gradients: [1e-6, 2e-6, 3e-6],
 *     theory: { activations: [0.39, 0.28, 0.22], gradients: [1.1e-6, 1.9e-6, 3e-6] },
 *   }],
 * });
 * assert.deepEqual(figure.data.rows.at(-1)!.panel, "Gradients");
 * ```
 */
export function layerVariancesFigure(
  { heading, networks }: {
    readonly heading?: string;
    readonly networks: readonly NetworkVariances[];
  },
): Figure {
  requireNonEmpty(networks, "the list of networks");
  const panels = (["activations", "gradients"] as const).map((kind): Panel => {
    const measured = networks.map((network) => ({ ...network, ...byLayer(network, kind) }));
    const expected = networks.flatMap(({ name, color, theory }) =>
      theory ? { color, ...byLayer({ ...theory, name: `${name}, theory` }, kind) } : []
    );
    return {
      title: kind === "activations" ? "Activations" : "Gradients",
      x: { label: "Layer", integer: true },
      y: { label: "Variance", log: true },
      marks: [
        ...measured.filter(({ seen }) => seen.x.length > 0).map(({ name, color, seen }) =>
          // Their markers tell series apart; dashes mean the theory.
          line(seen, { color, dash: "solid", marker: true, label: name })
        ),
        ...expected.filter(({ seen }) => seen.x.length > 0).map(({ series, color, seen }) =>
          line(seen, { color, dash: "dashed", series, label: "theory" })
        ),
        ...measured.filter(({ zero }) => zero.length > 0).map((network) => zeros(network)),
      ],
    };
  });
  return studyPanels(panels, heading, { columns: 2, shareY: false });
}

function zeros(
  { name, color, zero }: { name: string; color: number; zero: number[] },
): Mark {
  return {
    ...edgePoints(zero, { color, marker: "triangle-down", label: "no variance" }),
    data: zero.map((x) => ({ mark: "points", series: name, x, y: 0 })),
  };
}

/** Those that a logarithmic axis can have, and the layers of the others. */
function byLayer(network: LayerVariances & { readonly name: string }, kind: keyof LayerVariances) {
  const series = network.name, what = `${kind} of ${series}`, variances = network[kind];
  requireNonEmpty(variances, what);
  requireFinite(variances, what);
  const below = variances.find((variance) => variance < 0);
  if (below !== undefined) {
    throw new UsageError(`${what}: expected variances from 0 on, got ${below}`);
  }
  const layers = variances.map((y, i) => ({ x: i + 1, y }));
  const some = layers.filter(({ y }) => y > 0);
  return {
    series,
    seen: { x: some.map(({ x }) => x), y: some.map(({ y }) => y) },
    zero: layers.filter(({ y }) => y === 0).map(({ x }) => x),
  };
}
