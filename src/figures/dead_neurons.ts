/** The figure of dead neurons: the share of each layer that is dead, with the counts. */

import { UsageError } from "../errors.ts";
import { subplot } from "./axes.ts";
import { requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { layoutGrid } from "./layout.ts";
import { bars, text } from "./marks.ts";
import { paletteColor, SIZE } from "./theme.ts";

/** A layer's dead neurons, a bar of the figure. */
export interface DeadLayer {
  /** What stands below the bar. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** How many of them are dead. */
  readonly dead: number;
}

const HEIGHT = 160;

/**
 * Draws a bar for each layer, as wide as its words need. Throws a UsageError for no layers, and for
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
  { title, color: index, layers }: {
    title: string;
    /** Into the palette. */
    color: number;
    layers: readonly DeadLayer[];
  },
): Figure {
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
  // The highest bar leaves room for its count.
  const top = Math.max(...shares) * HEIGHT / (HEIGHT - 2 * SIZE.tick) || 1;
  return new Figure((measure) => {
    const widest = Math.max(...[...categories, ...counts].map((word) => measure(word, SIZE.tick)));
    const grid = {
      columns: 1,
      width: Math.max(202.9, layers.length * (widest + SIZE.tick)),
      height: HEIGHT,
      gap: { x: 0, y: 0 },
    };
    const panel = subplot({
      ...grid,
      title,
      x: { domain: [-0.5, layers.length - 0.5], categories },
      y: { domain: [0, top], percent: true, label: "Dead neurons" },
      marks: [
        bars(
          shares.map((height, i) => ({ from: i - 0.4, to: i + 0.4, height })),
          { color: paletteColor(index), opacity: 1 },
        ),
        text(shares.map((y, x) => ({ x, y, text: counts[x]! }))),
      ],
    }, measure);
    return layoutGrid([panel], grid, measure);
  });
}
