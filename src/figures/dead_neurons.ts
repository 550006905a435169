/** The figure of dead neurons: the share of each layer that is dead, with the counts. */

import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { bars } from "./marks/bars.ts";
import { requireColor } from "./palette.ts";
import { dataOf, layoutPanels, withScales } from "./plot.ts";

/** A layer's dead neurons, a bar of the figure. */
export interface DeadLayer {
  /** What stands below the bar. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** How many of them are dead. */
  readonly dead: number;
}

/** Of the axes, at a font size of 12: no narrower, and no wider, where the page has no given width. */
const HEIGHT = 160, WIDTH = 202.9, WIDEST = 480;

/**
 * Draws a bar for each layer, as wide as its words need, which stand upright where layers are many. Throws a UsageError for no layers, and for
 * a count that isn't from 0 to the layer's width.
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
  for (const { name, width, dead } of layers) {
    if (!(Number.isInteger(dead) && dead >= 0 && width > 0 && dead <= width)) {
      throw new UsageError(
        `${name}: expected 0 to as many dead neurons as there are, got ${dead} of ${width}`,
      );
    }
  }
  const shares = layers.map(({ dead, width }) => dead / width);
  const counts = layers.map(({ dead, width }) => `${dead} / ${width}`);
  const categories = layers.map(({ name }) => name);
  const panels = [{
    title,
    x: { categories },
    y: { percent: true, label: "Dead neurons" },
    marks: [bars(shares, { color, notes: counts })],
  }];
  const subplots = withScales(panels, false, false);
  return new Figure((look) => {
    const { measure, theme: { size, scale } } = look;
    const widest = Math.max(...[...categories, ...counts].map((word) => measure(word, size.tick)));
    const needed = layers.length * (widest + size.tick) / scale;
    const width = Math.min(Math.max(WIDTH, needed), WIDEST);
    return layoutPanels(subplots, { columns: 1, width, height: HEIGHT, gap: { x: 0, y: 0 } }, look);
  }, dataOf(panels));
}
