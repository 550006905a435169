/** The figure of dead neurons and saturated values: their share of each layer. */

import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import { tabulate } from "./data.ts";
import { Figure } from "./figure.ts";
import { bars } from "./marks/bars.ts";
import { requireColor } from "./palette.ts";
import { layoutPanels, type Panel, rowsOf, withScales } from "./plot.ts";

/** A layer's dead neurons, a bar of the figure. */
export interface DeadLayer {
  /** What stands below the bar. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** How many of them are dead. */
  readonly dead: number;
  /** The share of their values at which the activation is saturated, 0 to 1, where that is known. */
  readonly fractionSaturated?: number | undefined;
}

/** Of the axes, at a font size of 12: no narrower, and no wider, where the page has no given width. */
const HEIGHT = 160, WIDTH = 202.9, WIDEST = 480;

/**
 * Draws a bar for each layer's dead neurons, with their count, and, where it is known of all layers, in
 * a second panel, one for its saturated values; that panel alone, with the title "No dead neurons", where
 * there are none. The panel is as wide as its words need, which stand
 * upright where layers are many. Throws `UsageError` for no layers, and for a count that isn't from 0 to
 * the layer's width, or a share that isn't from 0 to 1.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { deadNeuronsFigure } from "@activation-lab/activation-lab";
 *
 * const figure = deadNeuronsFigure({
 *   title: "Dead neurons",
 *   color: 2,
 *   layers: [{ name: "Layer 1 - ReLU", width: 512, dead: 3 }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function deadNeuronsFigure(
  { title, color, layers }: {
    title: string;
    /** Into the palette. */
    color: number;
    layers: readonly DeadLayer[];
  },
): Figure {
  requireColor(color);
  requireNonEmpty(layers, "the list of layers");
  layers.forEach(requireShares);
  const x = { categories: layers.map(({ name }) => name) };
  const counts = layers.map(({ dead, width }) => `${dead} / ${width}`);
  const saturated = layers.flatMap(({ fractionSaturated }) => fractionSaturated ?? []);
  const shares = saturated.map(percent);
  const both = saturated.length === layers.length;
  const none = layers.every(({ dead }) => dead === 0);
  const panels: Panel[] = [{
    ...!both && { title },
    x,
    y: { percent: true, label: "Dead neurons" },
    marks: [
      bars(layers.map(({ dead, width }) => dead / width), {
        color,
        notes: counts,
        series: "dead",
      }),
    ],
  }];
  if (both) {
    panels.push({
      ...none && { title: "No dead neurons" },
      x,
      y: { percent: true, label: "Saturated values" },
      marks: [bars(saturated, { color, notes: shares, series: "saturated" })],
    });
  }
  // Empty axes say less than the three words in their place.
  const subplots = withScales(none && both ? panels.slice(1) : panels, false, false);
  return new Figure((look) => {
    const { measure, theme: { size, scale } } = look;
    const words = [...x.categories, ...counts, ...shares];
    const widest = Math.max(...words.map((word) => measure(word, size.tick)));
    const needed = layers.length * (widest + size.tick) / scale;
    const width = Math.min(Math.max(WIDTH, needed), WIDEST);
    const grid = { columns: 1, width, height: HEIGHT, gap: { x: 0, y: 46 } };
    return layoutPanels(subplots, grid, look, both ? title : undefined);
  }, tabulate(panels.flatMap(rowsOf)));
}

function requireShares({ name, width, dead, fractionSaturated: share = 0 }: DeadLayer): void {
  if (!(Number.isInteger(dead) && dead >= 0 && width > 0 && dead <= width)) {
    throw new UsageError(
      `${name}: expected 0 to as many dead neurons as there are, got ${dead} of ${width}`,
    );
  }
  if (!(share >= 0 && share <= 1)) {
    throw new UsageError(`${name}: expected 0 to 1 as the share of saturated values, got ${share}`);
  }
}

/** One decimal, or, of less than that, one digit: 14.8%, 0.03%. */
function percent(share: number): string {
  const number = 100 * share;
  return `${number > 0 && number < 0.1 ? number.toPrecision(1) : number.toFixed(1)}%`;
}
