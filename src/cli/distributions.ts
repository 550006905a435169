/** `distributions`: what values the layers of a trained network compute. */
import {
  type ActivationDistribution,
  activationDistributions,
} from "../analysis/activation_distributions.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { distributionsFigure } from "../figures/distributions.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";
import { byEpochOption, drawByEpoch, drawValueHistory } from "./by_epoch.ts";
import { command, group } from "./command.ts";
import { type AnalysisResult, colorOf } from "./figure_output.ts";
import {
  drawNetworks,
  LAYER_NUMBERS,
  type NetworkDrawing,
  networkFigureName,
  provenanceOf,
  withBatch,
} from "./network_source.ts";
import { drawingOptions, modelOptions } from "./options.ts";

export function distributionsCommand() {
  return command(
    "distributions",
    "Draw each layer's values in a trained network, before and after the activation.",
    [modelOptions(), group("Model", byEpochOption()), ...drawingOptions()],
    `
The values are those of the first 256 images that the model was trained on. A
value counts as saturated where the activation's derivative is below 0.01:
hardly any gradient passes.

${LAYER_NUMBERS}

Examples:
  distributions --act relu
  distributions --act relu,elu --format svg
  distributions --name mine --by-epoch
  distributions --model checkpoints/${FASHION_MNIST.name}_elu.safetensors --json`,
  )
    .action(async (options) => {
      if (options.byEpoch) return await drawByEpoch(options, drawValueHistory);
      await drawNetworks(options, "Computing distributions", false, drawDistributions);
    });
}

const USUAL = { untrained: false, seed: TRAINING_DEFAULTS.seed };

/** The values of a trained network's layers, before and after the activation. */
export const drawDistributions: NetworkDrawing<
  AnalysisResult & { layers: readonly ActivationDistribution[] }
> = (device, train, from) =>
  withBatch(device, train, from, async (weights, batch) => {
    const { network, source, seed } = from;
    const { loss, layers } = await activationDistributions(network, weights, batch);
    const { name, title } = network.activation;
    const figure = distributionsFigure({ activation: title, color: colorOf(name), layers })
      .withProvenance(
        provenanceOf(from, device, `Values in the layers of the network trained with ${title}`),
      );
    return {
      layers,
      document: { activation: name, source, seed, loss, layers },
      figures: { [networkFigureName("distributions", [from], USUAL)]: figure },
    };
  });
