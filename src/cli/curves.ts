/** `curves`: how trainings went. */
import { accuracyCurves } from "../analysis/accuracy_curves.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { curvesFigure, type CurvesOptions } from "../figures/curves.ts";
import { command, group } from "./command.ts";
import { oneOrAll } from "./console.ts";
import { Option } from "./dependencies.ts";
import { type AnalysisResult, colorOf, writeResult } from "./figure_output.ts";
import { listFigureName, modelLabel } from "./figure_names.ts";
import { readModels, type StoredModel } from "./models.ts";
import { datasetOption, figureOptions, modelOptions } from "./options.ts";

export function curvesCommand() {
  return command(
    "curves",
    "Draw accuracy or loss of trained models, epoch by epoch.",
    [
      modelOptions(),
      group("Data", datasetOption(FASHION_MNIST.name).conflicts(["name", "model"])),
      group(
        "Curves",
        new Option("--metric <name>", "what to draw: accuracy, or the loss in training")
          .choices(["accuracy", "loss"] as const)
          .default("accuracy" as const),
        new Option("--log", "on a logarithmic axis"),
        new Option("--panels", "each model in a panel of its own"),
      ),
      ...figureOptions(),
    ],
    `
Examples:
  curves
  curves --metric loss --log
  curves --act relu,elu --checkpoints experiments
  curves --act elu --dataset kmnist --format svg`,
  )
    .action(async (options) => {
      const models = await readModels(options);
      const { metric, log, panels } = options;
      await writeResult(options, () => drawCurves(models, { metric, log, panels }));
    });
}

/** Accuracies or losses by epoch of trained models, in one figure. */
export function drawCurves(
  models: readonly StoredModel[],
  { metric = "accuracy", log = false, panels = false }: CurvesOptions = {},
): AnalysisResult {
  const curves = models.map(({ path, checkpoint, network }) => {
    const { activation, ...accuracies } = accuracyCurves(checkpoint);
    const loss = checkpoint.history.map(({ loss }) => loss);
    const { name, title } = network.activation;
    return {
      document: { activation, source: path, ...accuracies, loss },
      curve: { ...accuracies, loss, name: title, color: colorOf(name) },
    };
  });
  const options = { metric, log, panels };
  const trainings = models.map((
    { path, checkpoint: { config, device } },
  ) => [path, { trainedOn: device, ...config }]);
  const figure = curvesFigure(curves.map(({ curve }) => curve), options).withProvenance({
    title: metric === "loss"
      ? "Training loss by epoch"
      : "Training and validation accuracy by epoch",
    settings: { ...options, ...Object.fromEntries(trainings) },
  });
  const name = [
    listFigureName("curves", models.map(({ path }) => modelLabel(path))),
    ...metric === "loss" ? ["loss"] : [],
    ...log ? ["log"] : [],
    ...panels ? ["panels"] : [],
  ].join("_");
  return {
    document: oneOrAll(curves.map(({ document }) => document)),
    figures: { [name]: figure },
  };
}
