/** `dead-neurons`: how many neurons no training image wakes. */
import { deadNeurons, type LayerNeurons } from "../analysis/dead_neurons.ts";
import type { LabeledImages } from "../data/dataset.ts";
import { DeviceDataset } from "../data/device_dataset.ts";
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { trainingCount, trainingSplit } from "../data/split.ts";
import { Command, Option } from "./dependencies.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { deadNeuronsFigure } from "../figures/dead_neurons.ts";
import { findActivation } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";
import { disposeWeights, type Parameters, uploadWeights } from "../nn/parameters.ts";
import { percent } from "./console.ts";
import {
  type AnalysisResult,
  colorOf,
  dpiOption,
  formatOption,
  outputOption,
  writeResult,
} from "./figure_output.ts";
import { type ModelChoice, readModels, type StoredModel } from "./models.ts";
import {
  activationOption,
  blasOption,
  dataOption,
  deviceOption,
  downloadOption,
  jsonOption,
  layerWidths,
  modelOption,
  modelsOption,
  nameOption,
  parseNumberOf,
  quietOption,
  threadsOption,
} from "./options.ts";
import { loadData, withDevice } from "./context.ts";

/** A network to look at, before there is a device. */
export interface NetworkSource {
  readonly network: MLP;
  /** "untrained", or the model's file. */
  readonly source: string;
  /** Of the split whose training images it is shown. */
  readonly splitSeed: number;
  readonly parameters: (device: Device) => Parameters;
}

export function deadNeuronsCommand() {
  const { hiddenSizes, seed, splitSeed } = TRAINING_DEFAULTS;
  const trainingImages = trainingCount(imageCount(FASHION_MNIST.train)).toLocaleString("en");
  return new Command("dead-neurons")
    .description(`Count the neurons that are 0 for each of the ${trainingImages} training images.`)
    .addOption(activationOption())
    .addOption(nameOption())
    .addOption(modelOption())
    .addOption(new Option("--untrained", "a fresh network instead").conflicts(["name", "model"]))
    .option("--hidden <widths>", `of an untrained network (default: ${hiddenSizes})`, layerWidths)
    .option(
      "--seed <n>",
      `of an untrained network's weights (default: ${seed})`,
      parseNumberOf("seed"),
    )
    .option(
      "--split-seed <n>",
      `of the validation split (default: the model's own, or ${splitSeed})`,
      parseNumberOf("splitSeed"),
    )
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
Without a choice it is relu. Of activations with a curve it tells, too, how many values are saturated:
those at which the derivative is below 0.01, over all neurons and images.

Examples:
  dead-neurons
  dead-neurons --untrained --hidden 256,256,256,256,256,128,128,128,128,128
  dead-neurons --act sigmoid --json`,
    )
    .action(async (options) => {
      const subject = await chooseSubject(options);
      await writeResult(options, async () => {
        const { train } = await loadData(options);
        return await withDevice(
          options,
          "Counting dead neurons",
          (device) => drawDeadNeurons(device, train, subject),
        );
      });
    });
}

/** The neurons of a network that are 0 for each training image. */
export async function drawDeadNeurons(
  device: Device,
  train: LabeledImages,
  { network, source, splitSeed, parameters }: NetworkSource,
): Promise<AnalysisResult & { layers: readonly LayerNeurons[] }> {
  const images = new DeviceDataset(device, train);
  const weights = parameters(device);
  try {
    const positions = trainingSplit(train.count, splitSeed).train;
    const layers = await deadNeurons(network, weights, images, positions);
    const { name, title } = network.activation;
    const untrained = source === "untrained";
    const figure = deadNeuronsFigure({
      title: `Dead neurons of ${untrained ? "an untrained" : "a trained"} ${title} network`,
      color: colorOf(name),
      layers,
    });
    return {
      layers,
      document: { activation: name, source, layers },
      figures: { [`dead_neurons_${name}${untrained ? "_untrained" : ""}`]: figure },
      text: describeLayers(layers),
    };
  } finally {
    disposeWeights(weights);
    images.dispose();
  }
}

/** A fresh network, as a subject. */
export function untrainedSubject(
  { act = "relu", hidden = TRAINING_DEFAULTS.hiddenSizes, seed, splitSeed }: {
    act?: string | undefined;
    hidden?: readonly number[] | undefined;
    seed?: number | undefined;
    splitSeed?: number | undefined;
  },
): NetworkSource {
  const network = new MLP({ activation: findActivation(act), hiddenSizes: hidden });
  return {
    network,
    source: "untrained",
    splitSeed: splitSeed ?? TRAINING_DEFAULTS.splitSeed,
    parameters: (device) => network.init(device, seed ?? TRAINING_DEFAULTS.seed),
  };
}

/** A trained network, as a subject. */
export function trainedSubject({ network, path, checkpoint }: StoredModel): NetworkSource {
  return {
    network,
    source: path,
    splitSeed: checkpoint.config.splitSeed,
    parameters: (device) => uploadWeights(device, checkpoint.weights),
  };
}

async function chooseSubject(
  { untrained, hidden, seed, splitSeed, ...choice }: ModelChoice & {
    untrained?: true;
    hidden?: number[];
    seed?: number;
    splitSeed?: number;
  },
): Promise<NetworkSource> {
  const { act, name, model } = choice;
  if (untrained) return untrainedSubject({ act, hidden, seed, splitSeed });
  if (hidden !== undefined || seed !== undefined) {
    throw new UsageError(
      "--hidden and --seed are for untrained networks, a model has its own; add --untrained",
    );
  }
  const named = (act ?? name ?? model) !== undefined;
  const [stored] = await readModels(named ? choice : { ...choice, act: "relu" });
  const subject = trainedSubject(stored);
  return splitSeed === undefined ? subject : { ...subject, splitSeed };
}

/** For people: a line a layer. */
function describeLayers(layers: readonly LayerNeurons[]): string {
  const width = Math.max(...layers.map(({ name }) => name.length));
  return layers.map(({ name, width: neurons, dead, fraction, fractionSaturated: tieWeight }) => {
    const line = `${name.padEnd(width)}  ${dead} of ${neurons} dead (${percent(fraction)})`;
    return tieWeight === undefined
      ? line
      : `${line}, ${percent(tieWeight)} of the values saturated`;
  }).join("\n");
}
