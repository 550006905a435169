/** `dead-neurons`: how many neurons are never active. */
import { deadNeurons, type LayerNeurons } from "../analysis/dead_neurons.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { DeviceDataset } from "../data/device_dataset.ts";
import { trainingSplit } from "../data/split.ts";
import type { Device } from "../device/device.ts";
import { deadNeuronsFigure } from "../figures/dead_neurons.ts";
import { disposeWeights } from "../nn/parameters.ts";
import { percent } from "../printable.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";
import { byEpochOption, drawByEpoch, drawDeadNeuronHistory } from "./by_epoch.ts";
import { command, group } from "./command.ts";
import { Option } from "./dependencies.ts";
import { type AnalysisResult, colorOf } from "./figure_output.ts";
import {
  drawNetworks,
  LAYER_NUMBERS,
  networkFigureName,
  type NetworkSource,
  provenanceOf,
} from "./network_source.ts";
import { drawingOptions, modelOptions, splitOptions, untrainedOptions } from "./options.ts";

export function deadNeuronsCommand() {
  return command(
    "dead-neurons",
    "Count the neurons that are 0 for each of the training images, and the saturated values.",
    [
      modelOptions(),
      group("Model", byEpochOption()),
      group(
        "Untrained network",
        new Option("--untrained", "an untrained network instead").conflicts(["name", "model"]),
      ),
      untrainedOptions(TRAINING_DEFAULTS.seed),
      splitOptions("trained"),
      ...drawingOptions(),
    ],
    `
For activations with a curve it also reports how many values are saturated:
those at which the derivative is below 0.01, over all neurons and images.

${LAYER_NUMBERS}

Examples:
  dead-neurons --act relu
  dead-neurons --act relu --untrained --hidden 256,256,256,256,128,128,128,128
  dead-neurons --act sigmoid,tanh --json
  dead-neurons --name mine --by-epoch`,
  )
    .action(async (options) => {
      if (options.byEpoch) return await drawByEpoch(options, drawDeadNeuronHistory);
      const untrained = options.untrained ?? false;
      await drawNetworks(options, "Counting dead neurons", untrained, drawDeadNeurons);
    });
}

const USUAL = { untrained: false, seed: TRAINING_DEFAULTS.seed };

/** The neurons of a network that are 0 for each training image. */
export async function drawDeadNeurons(
  device: Device,
  train: LabeledImages,
  from: NetworkSource,
): Promise<AnalysisResult & { layers: readonly LayerNeurons[] }> {
  const { network, source, splitSeed, parameters } = from;
  const images = new DeviceDataset(device, train);
  const weights = parameters(device);
  try {
    const positions = trainingSplit(train.count, splitSeed).train;
    const layers = await deadNeurons(network, weights, images, positions);
    const { name, title } = network.activation;
    const kind = source === "untrained" ? "an untrained" : "a trained";
    const saturation = layers.some(({ fractionSaturated }) => fractionSaturated !== undefined);
    const heading = `Dead neurons${
      saturation ? " and saturation" : ""
    } of ${kind} ${title} network`;
    const figure = deadNeuronsFigure({ title: heading, color: colorOf(name), layers })
      .withProvenance(provenanceOf(from, device, heading));
    return {
      layers,
      document: { activation: name, source, layers },
      figures: { [networkFigureName("dead_neurons", [from], USUAL)]: figure },
      text: describeLayers(layers),
    };
  } finally {
    disposeWeights(weights);
    images.dispose();
  }
}

/** For people: a line a layer. */
function describeLayers(layers: readonly LayerNeurons[]): string {
  const width = Math.max(...layers.map(({ name }) => name.length));
  return layers.map(({ name, width: neurons, dead, fraction, fractionSaturated }) => {
    const line = `${name.padEnd(width)}  ${dead} of ${neurons} dead (${percent(fraction)})`;
    return fractionSaturated === undefined
      ? line
      : `${line}, ${percent(fractionSaturated)} of the values saturated`;
  }).join("\n");
}
