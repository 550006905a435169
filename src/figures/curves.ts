/** The figure of training: accuracy or loss by epoch, of all models in one panel or in one each. */

import { UsageError } from "../errors.ts";
import { requireCurve, requireNonEmpty } from "./check.ts";
import { max } from "./dependencies.ts";
import { Figure } from "./figure.ts";
import { line } from "./marks/line.ts";
import type { Mark } from "./marks/mark.ts";
import { points } from "./marks/points.ts";
import { type Dash, requireColor } from "./palette.ts";
import { facets, layoutPanels, type Panel, withScales } from "./plot.ts";

/** A model's training by epoch, from the first on. */
export interface TrainingCurve {
  /** The model's, in the legend or above its panel. */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** Accuracy in training, epoch by epoch, 0 to 1. */
  readonly training: readonly number[];
  /** Accuracy on the validation images, epoch by epoch, 0 to 1. */
  readonly validation: readonly number[];
  /** The training loss, epoch by epoch; needed where that is drawn. */
  readonly loss?: readonly number[];
}

/** What is drawn of the trainings, and how. */
export interface CurvesOptions {
  /** Default: "accuracy", in training and validation; the loss is that of training. */
  readonly metric?: "accuracy" | "loss" | undefined;
  /** Whether each model has a panel of its own, on the same axes (default: no). */
  readonly panels?: boolean | undefined;
  /** Whether the vertical axis is logarithmic (default: no). */
  readonly log?: boolean | undefined;
}

/** Of the one panel of all models, at a font size of 12. */
const GRID = { columns: 1, width: 440, height: 280, gap: { x: 0, y: 0 } };

/**
 * Draws every model's accuracies or losses on one scale, and marks the epoch of the best validation
 * accuracy, the first of equals; in its table, each model is a panel. Throws `UsageError` for no models, no epochs, losses that are missing,
 * and numbers that aren't finite, or not above 0 on a logarithmic axis.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { curvesFigure } from "@activation-lab/activation-lab";
 *
 * const figure = curvesFigure([
 *   { name: "ELU", color: 4, training: [0.7, 0.8], validation: [0.75, 0.78] },
 *   { name: "ReLU", color: 2, training: [0.6, 0.8], validation: [0.7, 0.79] },
 * ]);
 * assert.match(await figure.toSvg(), /<svg/);
 * ```
 */
export function curvesFigure(
  models: readonly TrainingCurve[],
  { metric = "accuracy", panels = false, log = false }: CurvesOptions = {},
): Figure {
  requireNonEmpty(models, "the list of trained models");
  for (const model of models) requireTraining(model, metric);
  const y = { log, label: metric === "loss" ? "Training loss" : "Accuracy" };
  const x = { integer: true, label: "Epoch" };
  // One legend does for all: they differ in colour alone, which the titles explain.
  const own = models.map((model, i): Panel => {
    const named = i === models.length - 1;
    return {
      title: model.name,
      x: { ...x, label: `Epoch (best: ${bestEpoch(model)})` },
      y,
      marks: [
        ...curvesOf(model, metric, { named, marker: false }),
        bestOf(model, metric, named ? "Best epoch" : undefined),
      ],
    };
  });
  const each = facets(own, { shareX: true, shareY: true });
  if (panels || models.length === 1) return each;
  const title = metric === "loss" ? "Training" : "Training (dashed) and validation (solid)";
  const marks = [
    ...models.flatMap((model) => curvesOf(model, metric, { named: false, marker: true })),
    ...models.map((model) =>
      bestOf(model, metric, `${model.name}, best epoch: ${bestEpoch(model)}`)
    ),
  ];
  const all = withScales([{ title, x, y, marks }], false, false);
  return new Figure((look) => layoutPanels(all, GRID, look), each.data);
}

/** Lines by epoch, in the legend if they are `named`; those of several models have a `marker` each. */
function curvesOf(
  { color, training, validation, loss }: TrainingCurve,
  metric: CurvesOptions["metric"],
  { named, marker }: { readonly named: boolean; readonly marker: boolean },
): Mark[] {
  const curve = (y: readonly number[], dash: Dash, series: string) =>
    line({ x: y.map((_, i) => i + 1), y }, {
      color,
      dash,
      marker,
      series,
      label: named ? series : undefined,
    });
  if (metric === "loss") return [curve(loss!, "solid", "Training")];
  return [curve(training, "dashed", "Training"), curve(validation, "solid", "Validation")];
}

/** The mark of the best epoch, an outline, since two models often have the same one. */
function bestOf(
  model: TrainingCurve,
  metric: CurvesOptions["metric"],
  label: string | undefined,
): Mark {
  const epoch = bestEpoch(model);
  const curve = metric === "loss" ? model.loss! : model.validation;
  return points({ x: [epoch], y: [curve[epoch - 1]!] }, {
    color: model.color,
    open: true,
    series: "Best epoch",
    label,
  });
}

/** The epoch of the best validation accuracy, counted from 1. */
function bestEpoch({ validation }: TrainingCurve): number {
  return validation.indexOf(max(validation)!) + 1;
}

function requireTraining(
  { name, color, training, validation, loss }: TrainingCurve,
  metric: CurvesOptions["metric"],
): void {
  requireColor(color);
  requireCurve(training, validation, `accuracy of ${name}`);
  if (metric !== "loss") return;
  if (loss === undefined) throw new UsageError(`${name}: expected a loss for each epoch, got none`);
  requireCurve(training, loss, `loss of ${name}`);
}
