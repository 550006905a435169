/** The figure of training: accuracy by epoch on training and validation data, a panel a model. */

import { max, min } from "./dependencies.ts";
import { subplot, withMargin } from "./axes.ts";
import { requireCurve, requireNonEmpty } from "./check.ts";
import { Figure } from "./figure.ts";
import { layoutGrid } from "./layout.ts";
import { dot, line } from "./marks.ts";
import { paletteColor } from "./theme.ts";

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

const GRID = { columns: 3, width: 202.9, height: 160, gap: { x: 40.6, y: 46 } };

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
  for (const { name, training, validation } of models) {
    requireCurve(training, validation, `accuracy of ${name}`);
  }
  const all = models.flatMap(({ training, validation }) => [...training, ...validation]);
  const domain = withMargin(min(all)!, max(all)!);
  return new Figure((measure) => {
    const panels = models.map(({ name, color: index, training, validation }) => {
      const epochs = training.map((_, i) => i + 1);
      const best = max(validation)!;
      const bestEpoch = validation.indexOf(best) + 1;
      const color = paletteColor(index);
      return subplot({
        ...GRID,
        title: name,
        x: { domain: withMargin(1, Math.max(2, epochs.length)), integer: true, label: "Epoch" },
        y: { domain, label: "Accuracy" },
        marks: [
          line({ x: epochs, y: training }, { color: color, dash: [4, 2], label: "Training" }),
          line({ x: epochs, y: validation }, { color: color, label: "Validation" }),
          dot(bestEpoch, best, color, `Best epoch: ${bestEpoch}`),
        ],
      }, measure);
    });
    return layoutGrid(panels, GRID, measure);
  });
}
