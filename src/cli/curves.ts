/** `curves`: how trainings went. */
import { accuracyCurves } from "../analysis/accuracy_curves.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { curvesFigure } from "../figures/curves.ts";
import { command, group } from "./command.ts";
import { oneOrAll } from "./console.ts";
import { type AnalysisResult, colorOf, writeResult } from "./figure_output.ts";
import { listFigureName, modelLabel } from "./figure_names.ts";
import { readModels, type StoredModel } from "./models.ts";
import { datasetOption, figureOptions, modelOptions } from "./options.ts";

export function curvesCommand() {
  return command(
    "curves",
    "Draw training and validation accuracy of trained models, epoch by epoch.",
    [
      modelOptions(),
      group("Data", datasetOption(FASHION_MNIST.name).conflicts(["name", "model"])),
      ...figureOptions(),
    ],
    `
Examples:
  curves
  curves --act relu,elu --checkpoints experiments
  curves --act elu --dataset kmnist --format svg`,
  )
    .action(async (options) => {
      const models = await readModels(options);
      await writeResult(options, () => drawCurves(models));
    });
}

/** Accuracies by epoch of trained models, a panel each. */
export function drawCurves(models: readonly StoredModel[]): AnalysisResult {
  const curves = models.map(({ path, checkpoint, network }) => {
    const { activation, ...accuracies } = accuracyCurves(checkpoint);
    return { document: { activation, source: path, ...accuracies }, accuracies, network };
  });
  const figure = curvesFigure(curves.map(({ accuracies: { training, validation }, network }) => {
    const { name, title } = network.activation;
    return { name: title, color: colorOf(name), training, validation };
  })).withProvenance({
    title: "Training and validation accuracy by epoch",
    settings: Object.fromEntries(
      models.map((
        { path, checkpoint: { config, device } },
      ) => [path, { trainedOn: device, ...config }]),
    ),
  });
  const name = listFigureName("curves", models.map(({ path }) => modelLabel(path)));
  return {
    document: oneOrAll(curves.map(({ document }) => document)),
    figures: { [name]: figure },
  };
}
