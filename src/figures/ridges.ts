/** The figure of distributions that change: in each panel ridges one behind the other, epoch by epoch. */

import { UsageError } from "../errors.ts";
import { requireBars, requireFinite, requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { band } from "./marks/band.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import { requireColor } from "./palette.ts";
import { facets, type Panel } from "./plot.ts";

/** A layer's values epoch by epoch, a panel of the figure. */
export interface RidgeLayer {
  /** The panel's title. */
  readonly title: string;
  /** The ends of the bins, increasing; above 0 where the axis is logarithmic. */
  readonly edges: readonly number[];
  /** In order. */
  readonly epochs: readonly RidgeCounts[];
}

/** How many values of an epoch are where. */
export interface RidgeCounts {
  /** Which, from 0, the start. */
  readonly epoch: number;
  /** In each bin. */
  readonly counts: readonly number[];
  /** Below the first edge (default: 0). */
  readonly below?: number;
  /** At or above the last (default: 0). */
  readonly above?: number;
  /** NaN (default: 0). */
  readonly nan?: number;
  /** Infinite (default: 0). */
  readonly infinite?: number;
}

/** The share of values outside of the bins from which on it is said. */
const NOTICEABLE = 0.01;

/** The most ridges of a panel; of more epochs, as many are chosen, equally far apart. */
const MAX_RIDGES = 12;

/** How high the highest ridge is, in distances of two. */
const HEIGHT = 1.8;

const GRID = { columns: 4, size: { width: 125, height: 150 }, gap: { x: 44, y: 46 } };

/**
 * Draws the distribution of every layer's values as ridges, the first epoch in front. As in Tukey's
 * rootograms, heights are the roots of densities, so that what is rare is seen beside a peak; on a
 * logarithmic axis they are densities of the logarithm. All ridges of a panel have one scale. Densities
 * are of all values; below the axis it is said how many of an epoch's are outside of the bins, from 1 %
 * on. Throws a UsageError for no layers or epochs, and counts that are not one fewer than the edges.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { ridgesFigure } from "@activation-lab/activation-lab";
 *
 * const epochs = [{ epoch: 0, counts: [3, 5] }, { epoch: 1, counts: [1, 7] }];
 * const figure = ridgesFigure({
 *   heading: "Pre-activations",
 *   color: 2,
 *   layers: [{ title: "Layer 1 - ReLU", edges: [-1, 0, 1], epochs }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function ridgesFigure(
  { heading, color, xLabel, log = false, layers }: {
    readonly heading: string;
    /** Into the palette. */
    readonly color: number;
    readonly xLabel?: string;
    /** Whether the values' axis is logarithmic (default: no). */
    readonly log?: boolean;
    readonly layers: readonly RidgeLayer[];
  },
): Figure {
  requireColor(color);
  requireNonEmpty(layers, "the list of layers");
  const panels = layers.map((layer): Panel => {
    const { title, edges, epochs } = layer;
    requireNonEmpty(epochs, `the epochs of ${title}`);
    for (const counts of epochs) {
      requireBars({ edges, heights: counts.counts }, title);
      requireFinite(Object.values(outside(counts)), `${title}, outside of the bins`);
    }
    if (log && !(edges[0]! > 0)) {
      throw new UsageError(`${title}: expected edges above 0, got ${edges[0]}`);
    }
    const shown = chosen(epochs);
    const label = [xLabel ?? [], describeOutside(shown)].flat().join(" ");
    return {
      title,
      x: { ...label !== "" && { label }, log },
      y: {
        label: "Epoch",
        categories: shown.map(({ epoch }) => `${epoch}`),
        domain: [-0.4, shown.length - 0.8 + HEIGHT],
      },
      marks: ridges({ ...layer, epochs: shown }, color, log),
    };
  });
  return facets(panels, { ...GRID, heading });
}

/** How many values are outside of the bins, by where. */
function outside({ below = 0, above = 0, nan = 0, infinite = 0 }: RidgeCounts) {
  return { below, above, "not finite": nan + infinite };
}

/** How many values there are. */
function total(counts: RidgeCounts): number {
  return [...counts.counts, ...Object.values(outside(counts))].reduce((sum, n) => sum + n, 0);
}

/** The largest shares that are outside of the bins, "(up to 22% below)"; none where few are. */
function describeOutside(epochs: readonly RidgeCounts[]): string[] {
  const places = Object.keys(outside(epochs[0]!)) as (keyof ReturnType<typeof outside>)[];
  const shares = places.flatMap((place) => {
    const share = Math.max(
      ...epochs.map((counts) => outside(counts)[place] / (total(counts) || 1)),
    );
    return share < NOTICEABLE ? [] : [`${Math.round(100 * share)}% ${place}`];
  });
  return shares.length === 0 ? [] : [`(up to ${shares.join(", ")})`];
}

/** At most so many of the epochs, the first and the last among them. */
function chosen<Epoch>(epochs: readonly Epoch[]): readonly Epoch[] {
  if (epochs.length <= MAX_RIDGES) return epochs;
  return Array.from(
    { length: MAX_RIDGES },
    (_, i) => epochs[Math.round(i * (epochs.length - 1) / (MAX_RIDGES - 1))]!,
  );
}

/** The ridges, the last undermost, over the bins that any of them has something in. */
function ridges({ edges, epochs }: RidgeLayer, color: number, log: boolean): Mark[] {
  const filled = edges.slice(1).map((_, bin) => epochs.some(({ counts }) => counts[bin]! > 0));
  const [first, last] = [Math.max(filled.indexOf(true), 0), filled.lastIndexOf(true)];
  const end = last < 0 ? filled.length : last + 1;
  const places = edges.slice(first, end + 1);
  const widths = places.slice(1).map((edge, i) =>
    log ? Math.log(edge / places[i]!) : edge - places[i]!
  );
  const roots = epochs.map((epoch) => {
    const all = total(epoch) || 1;
    return widths.map((width, i) => Math.sqrt(epoch.counts[first + i]! / (all * width)));
  });
  const scale = HEIGHT / (Math.max(...roots.flat()) || 1);
  const x = places.flatMap((edge) => [edge, edge]);
  return roots.map((heights, base) => {
    const low = x.map(() => base);
    const tops = heights.flatMap((root) => [base + scale * root, base + scale * root]);
    const high = [base, ...tops, base];
    return [
      band({ x, low, high }, { color, opacity: 0.5 }),
      line({ x, y: high }, { color, dash: "solid", width: 0.6 }),
    ];
  }).reverse().flat();
}
