/** `gradients`: how gradients are distributed in each layer of an untrained network. */
import { exampleBatch } from "../analysis/example_images.ts";
import { gradientFlow } from "../analysis/gradient_flow.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { Command } from "./dependencies.ts";
import type { Device } from "../device/device.ts";
import { gradientsFigure } from "../figures/gradients.ts";
import type { Activation } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";
import { disposeWeights } from "../nn/parameters.ts";
import {
  type AnalysisResult,
  colorOf,
  dpiOption,
  formatOption,
  merge,
  outputOption,
  writeResult,
} from "./figure_output.ts";
import {
  activationsOption,
  ALL,
  blasOption,
  dataOption,
  deviceOption,
  downloadOption,
  jsonOption,
  parseNumberOf,
  quietOption,
  resolveActivations,
  threadsOption,
} from "./options.ts";
import { loadData, withDevice } from "./context.ts";

export function gradientsCommand() {
  return new Command("gradients")
    .description("Draw the weight gradients of an untrained network for one batch, layer by layer.")
    .addOption(activationsOption().makeOptionMandatory())
    .option("--seed <n>", "seed of the weights", parseNumberOf("seed"), 0)
    .option(
      "--split-seed <n>",
      "seed of the validation split",
      parseNumberOf("splitSeed"),
      TRAINING_DEFAULTS.splitSeed,
    )
    .addOption(formatOption())
    .addOption(dpiOption())
    .addOption(outputOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(dataOption())
    .addOption(downloadOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
The batch is the first 256 training images; the defaults are the tutorial's.

Examples:
  gradients --act sigmoid
  gradients --act all --format png,pdf --output paper`,
    )
    .action(async ({ act, seed, splitSeed, ...rest }) => {
      await writeResult(rest, async () => {
        const { train } = await loadData(rest);
        return await withDevice(rest, "Computing gradients", async (device) => {
          const drawings = [];
          for (const activation of resolveActivations(act)) {
            drawings.push(await drawGradients(device, train, activation, seed, splitSeed));
          }
          return act === ALL ? merge(drawings) : drawings[0]!;
        });
      });
    });
}

/** The weight gradients of an untrained network for one batch, layer by layer. */
export async function drawGradients(
  device: Device,
  train: LabeledImages,
  activation: Activation,
  seed: number,
  splitSeed: number,
): Promise<AnalysisResult> {
  const network = new MLP({ activation });
  const parameters = network.init(device, seed);
  const batch = exampleBatch(device, train, splitSeed);
  try {
    const { loss, layers } = await gradientFlow(network, parameters, batch);
    const { name, title } = activation;
    return {
      document: { activation: name, seed, loss, layers },
      figures: {
        [`gradients_${name}`]: gradientsFigure({
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
