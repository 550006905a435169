/** `curves`: how trainings went. */
import { type AccuracyCurves, accuracyCurves } from "../analysis/accuracy_curves.ts";
import { Command } from "./dependencies.ts";
import { curvesFigure } from "../figures/curves.ts";
import type { Figure } from "../figures/figure.ts";
import { colorOf, dpiOption, formatOption, outputOption, writeResult } from "./figure_output.ts";
import { readModels, type StoredModel } from "./models.ts";
import {
  activationsOption,
  ALL,
  jsonOption,
  modelOption,
  modelsOption,
  nameOption,
  quietOption,
} from "./options.ts";

export function curvesCommand() {
  return new Command("curves")
    .description("Draw training and validation accuracy of trained models, epoch by epoch.")
    .addOption(activationsOption())
    .addOption(nameOption())
    .addOption(modelOption())
    .addOption(formatOption())
    .addOption(dpiOption())
    .addOption(outputOption())
    .addOption(modelsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .action(async (options) => {
      const models = await readModels(options);
      await writeResult(options, () => {
        const drawing = drawCurves(models);
        if (options.act === ALL) return drawing;
        const [document] = drawing.document;
        const figures = { [`curves_${document!.activation}`]: drawing.figures.curves };
        return { document, figures };
      });
    });
}

/** Accuracies by epoch of trained models, a panel each. */
export function drawCurves(
  models: readonly StoredModel[],
): { document: (AccuracyCurves & { source: string })[]; figures: { curves: Figure } } {
  const document = models.map(({ path, checkpoint }) => {
    const { activation, ...accuracies } = accuracyCurves(checkpoint);
    return { activation, source: path, ...accuracies };
  });
  const curves = curvesFigure(document.map(({ training, validation }, i) => {
    const { name, title } = models[i]!.network.activation;
    return { name: title, color: colorOf(name), training, validation };
  }));
  return { document, figures: { curves } };
}
