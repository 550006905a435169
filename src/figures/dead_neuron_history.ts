/** The figure of when neurons died: a panel a layer, the shares that are dead by epoch. */

import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { band } from "./marks/band.ts";
import { line } from "./marks/line.ts";
import { requireColor } from "./palette.ts";
import { facets, type Panel } from "./plot.ts";

/** A layer's dead neurons by epoch, a panel of the figure. */
export interface DyingLayer {
  /** The panel's title. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** In order: how many are dead, and how many of them were from the start on. */
  readonly epochs: readonly {
    readonly epoch: number;
    readonly dead: number;
    readonly bornDead: number;
  }[];
}

/**
 * Draws, for each layer, the share of the neurons that are dead by epoch; below it the share of those
 * that were born dead. Throws a UsageError for no layers or epochs, and for counts that are not from 0 to
 * the layer's width.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { deadNeuronHistoryFigure } from "@activation-lab/activation-lab";
 *
 * const epochs = [{ epoch: 0, dead: 3, bornDead: 3 }, { epoch: 1, dead: 5, bornDead: 2 }];
 * const figure = deadNeuronHistoryFigure({
 *   heading: "Dead neurons",
 *   color: 2,
 *   layers: [{ name: "Layer 1 - ReLU", width: 128, epochs }],
 * });
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function deadNeuronHistoryFigure(
  { heading, color, layers }: {
    readonly heading: string;
    /** Into the palette. */
    readonly color: number;
    readonly layers: readonly DyingLayer[];
  },
): Figure {
  requireColor(color);
  requireNonEmpty(layers, "the list of layers");
  const panels = layers.map(({ name, width, epochs }): Panel => {
    requireNonEmpty(epochs, `the epochs of ${name}`);
    for (const { epoch, dead, bornDead } of epochs) {
      if (!(0 <= bornDead && bornDead <= dead && dead <= width && width > 0)) {
        throw new UsageError(
          `${name}, epoch ${epoch}: expected no more born dead than dead neurons, and no more than ` +
            `there are, got ${bornDead}, ${dead} and ${width}`,
        );
      }
    }
    const x = epochs.map(({ epoch }) => epoch);
    const share = (count: "dead" | "bornDead") => epochs.map((counts) => counts[count] / width);
    const [dead, bornDead] = [share("dead"), share("bornDead")];
    return {
      title: name,
      x: { label: "Epoch", integer: true },
      y: { label: "Dead neurons", percent: true },
      marks: [
        band({ x, low: x.map(() => 0), high: bornDead }, { color, opacity: 0.5 }),
        band({ x, low: bornDead, high: dead }, { color, opacity: 0.25 }),
        line({ x, y: dead }, { color, dash: "solid", label: "Dead" }),
        line({ x, y: bornDead }, { color, dash: "dashed", label: "Born dead" }),
      ],
    };
  });
  return facets(panels, { heading, shareY: true });
}
