/** The figure of when neurons died: a panel a layer, the shares that are dead by epoch. */

import { UsageError } from "../errors.ts";
import { requireNonEmpty } from "./check.ts";
import type { Figure } from "./figure.ts";
import { band } from "./marks/band.ts";
import { line } from "./marks/line.ts";
import { points } from "./marks/points.ts";
import { requireColor } from "./palette.ts";
import { facets, type Panel } from "./plot.ts";

/** A layer's dead neurons by epoch, a panel of the figure. */
export interface DyingLayer {
  /** The panel's title. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** In order: how many are dead for each image of a probe. */
  readonly epochs: readonly DyingCounts[];
  /** How many images the probe has, to be said. */
  readonly images?: number;
  /** How many are dead for each training image, of some of the epochs. */
  readonly inTraining?: readonly DyingCounts[];
}

/** How many neurons are dead in an epoch, and how many of them were from the start on. */
export interface DyingCounts {
  /** Which, from 0, the start. */
  readonly epoch: number;
  /** How many are dead. */
  readonly dead: number;
  /** How many of them were in all epochs before. */
  readonly bornDead: number;
}

/**
 * Draws, for each layer, the share of the neurons that are dead by epoch; below it the share of those
 * that were born dead. Points show the same over all training images. Throws a UsageError for no layers
 * or epochs, and for counts that are not from 0 to the layer's width.
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
  const panels = layers.map(({ name, width, epochs, images, inTraining = [] }): Panel => {
    requireNonEmpty(epochs, `the epochs of ${name}`);
    for (const { epoch, dead, bornDead } of [...epochs, ...inTraining]) {
      if (!(0 <= bornDead && bornDead <= dead && dead <= width && width > 0)) {
        throw new UsageError(
          `${name}, epoch ${epoch}: expected no more born dead than dead neurons, and no more than ` +
            `there are, got ${bornDead}, ${dead} and ${width}`,
        );
      }
    }
    const curve = (counts: readonly DyingCounts[], which: "dead" | "bornDead") => ({
      x: counts.map(({ epoch }) => epoch),
      y: counts.map((count) => count[which] / width),
    });
    const { x, y: dead } = curve(epochs, "dead");
    const { y: bornDead } = curve(epochs, "bornDead");
    const over = images === undefined ? "" : `, over ${images} images`;
    const training = ", over the training images";
    const marked = inTraining.length === 0 ? [] : [
      points(curve(inTraining, "dead"), { color, marker: "circle", label: `Dead${training}` }),
      points(curve(inTraining, "bornDead"), {
        ...{ color, marker: "circle", open: true },
        label: `Born dead${training}`,
      }),
    ];
    return {
      title: name,
      x: { label: "Epoch", integer: true },
      y: { label: "Dead neurons", percent: true },
      marks: [
        band({ x, low: x.map(() => 0), high: bornDead }, { color, opacity: 0.5 }),
        band({ x, low: bornDead, high: dead }, { color, opacity: 0.25 }),
        line({ x, y: dead }, { color, dash: "solid", label: `Dead${over}` }),
        line({ x, y: bornDead }, { color, dash: "dashed", label: `Born dead${over}` }),
        ...marked,
      ],
    };
  });
  return facets(panels, { heading, shareY: true });
}
