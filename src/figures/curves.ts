/** The figure of training: accuracy by epoch on training and validation data, a panel a model. */

import { requireCurve, requireNonEmpty } from "./check.ts";
import { max } from "./dependencies.ts";
import type { Figure } from "./figure.ts";
import { line } from "./marks/line.ts";
import { points } from "./marks/points.ts";
import { requireColor } from "./palette.ts";
import { facets } from "./plot.ts";
import { withMargin } from "./scales.ts";

/** A model's accuracies by epoch, from the first on, 0 to 1. */
export interface TrainingCurve {
  /** The model's, the title of its panel. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** Accuracy in training, epoch by epoch. */
  readonly training: readonly number[];
  /** Accuracy on the validation images, epoch by epoch. */
  readonly validation: readonly number[];
}

/**
 * Draws every model's accuracies on one scale, the best validation epoch (the first, of equals)
 * marked. Throws a UsageError for no models, no epochs, or numbers that aren't finite.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { curvesFigure } from "@activation-lab/activation-lab";
 *
 * const figure = curvesFigure([
 *   { name: "ELU", color: 4, training: [0.7, 0.8], validation: [0.75, 0.78] },
 * ]);
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function curvesFigure(models: readonly TrainingCurve[]): Figure {
  requireNonEmpty(models, "the list of trained models");
  for (const { name, color, training, validation } of models) {
    requireColor(color);
    requireCurve(training, validation, `accuracy of ${name}`);
  }
  const panels = models.map(({ name, color, training, validation }) => {
    const epochs = training.map((_, i) => i + 1);
    const best = max(validation)!;
    const bestEpoch = validation.indexOf(best) + 1;
    return {
      title: name,
      x: { domain: withMargin(1, Math.max(2, epochs.length)), integer: true, label: "Epoch" },
      y: { label: "Accuracy" },
      marks: [
        line({ x: epochs, y: training }, { color, dash: "dashed", label: "Training" }),
        line({ x: epochs, y: validation }, { color, dash: "solid", label: "Validation" }),
        points({ x: [bestEpoch], y: [best] }, { color, label: `Best epoch: ${bestEpoch}` }),
      ],
    };
  });
  return facets(panels, { shareY: true });
}
