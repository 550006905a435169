/** `distributions`: what values the layers of a trained network compute. */
import { exampleBatch } from "../analysis/example_images.ts";
import { activationDistributions } from "../analysis/activation_distributions.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { Command } from "./dependencies.ts";
import type { Device } from "../device/device.ts";
import { distributionsFigure } from "../figures/distributions.ts";
import { disposeWeights, uploadWeights } from "../nn/parameters.ts";
import {
  type AnalysisResult,
  colorOf,
  dpiOption,
  formatOption,
  merge,
  outputOption,
  writeResult,
} from "./figure_output.ts";
import { readModels, type StoredModel } from "./models.ts";
import {
  activationsOption,
  ALL,
  blasOption,
  dataOption,
  deviceOption,
  downloadOption,
  jsonOption,
  modelOption,
  modelsOption,
  nameOption,
  quietOption,
  threadsOption,
} from "./options.ts";
import { loadData, withDevice } from "./context.ts";

export function distributionsCommand() {
  return new Command("distributions")
    .description("Draw each layer's values in a trained network, before and after the activation.")
    .addOption(activationsOption())
    .addOption(nameOption())
    .addOption(modelOption())
    .addOption(formatOption())
    .addOption(dpiOption())
    .addOption(outputOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(dataOption())
    .addOption(downloadOption())
    .addOption(modelsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
The values are those of the first 256 images that the model was trained on. A value counts as
saturated where the activation's derivative is below 0.01: hardly any gradient passes.

Examples:
  distributions --act relu
  distributions --act all --format svg
  distributions --model checkpoints/${FASHION_MNIST.name}_elu.safetensors --json`,
    )
    .action(async (options) => {
      const models = await readModels(options);
      await writeResult(options, async () => {
        const { train } = await loadData(options);
        return await withDevice(options, "Computing distributions", async (device) => {
          const drawings = [];
          for (const model of models) drawings.push(await drawDistributions(device, train, model));
          return options.act === ALL ? merge(drawings) : drawings[0]!;
        });
      });
    });
}

/** The values of a trained network's layers, before and after the activation. */
export async function drawDistributions(
  device: Device,
  train: LabeledImages,
  { path, network, checkpoint: { config, weights } }: StoredModel,
): Promise<AnalysisResult> {
  const parameters = uploadWeights(device, weights);
  const batch = exampleBatch(device, train, config.splitSeed);
  try {
    const { loss, layers } = await activationDistributions(network, parameters, batch);
    const { name, title } = network.activation;
    return {
      document: { activation: name, source: path, seed: config.seed, loss, layers },
      figures: {
        [`distributions_${name}`]: distributionsFigure({
          activation: title,
          color: colorOf(name),
          layers,
        }),
      },
    };
  } finally {
    disposeWeights(parameters);
    batch.images.dispose();
    batch.labels.dispose();
  }
}
