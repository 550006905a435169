/** The networks that an analysis looks at, trained or untrained, and what is drawn of them. */
import { exampleBatch } from "../analysis/example_images.ts";
import { fileStem } from "../checkpoints/paths.ts";
import type { LabeledImages } from "../data/dataset.ts";
import type { Batch } from "../data/device_dataset.ts";
import { datasetInfo, type DataSettings } from "../data/settings.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import type { Provenance } from "../figures/provenance.ts";
import { TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import type { MLP } from "../nn/mlp.ts";
import { disposeWeights, type Parameters, uploadWeights } from "../nn/parameters.ts";
import { activationSettings } from "../training/activation_settings.ts";
import { parseSettings, TRAINING_DEFAULTS } from "../training/config.ts";
import { networkOf } from "../training/method.ts";
import { type DataOptions, type DeviceOptions, loadData, withDevice } from "./context.ts";
import {
  type AnalysisResult,
  type FigureOutput,
  mergeResults,
  requireRoom,
  writeResult,
} from "./figure_output.ts";
import { listFigureName, modelLabel, widthsLabel } from "./figure_names.ts";
import { type ModelChoice, readModels, type StoredModel } from "./models.ts";

/** What help says where layers have numbers: those of a report's hidden layers are others. */
export const LAYER_NUMBERS = `\
Layers are numbered as in the tutorial: linear and activation layers both count,
from 0, so that Layer 3 is the activation of the second hidden layer.`;

/** A network to look at, before there is a device. */
export interface NetworkSource {
  readonly network: MLP;
  /** "untrained", or the model's file. */
  readonly source: string;
  /** Of its initial weights. */
  readonly seed: number;
  /** Of the split whose training images it is shown. */
  readonly splitSeed: number;
  /** What else it came of, for its figures to tell. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What its figures' files are called by: its name, and what of it is not the default. */
  readonly labels: readonly string[];
  readonly parameters: (device: Device) => Parameters;
}

/** Draws what a network does with the images that it trains on. */
export type NetworkDrawing<Result extends AnalysisResult = AnalysisResult> = (
  device: Device,
  train: LabeledImages,
  source: NetworkSource,
) => Promise<Result>;

/** The settings of an untrained network; the defaults are the tutorial's. */
interface UntrainedSettings {
  readonly hidden?: readonly number[] | undefined;
  readonly initializer?: string | undefined;
  readonly seed?: number | undefined;
  readonly splitSeed?: number | undefined;
  /** What it is to recognise. */
  readonly data?: DataSettings | undefined;
}

/** An untrained network with this activation. */
export function untrainedSource(act: string, settings: UntrainedSettings = {}): NetworkSource {
  const {
    hidden: hiddenSizes = TRAINING_DEFAULTS.hiddenSizes,
    seed = TRAINING_DEFAULTS.seed,
    splitSeed = TRAINING_DEFAULTS.splitSeed,
    data,
  } = settings;
  const { initializer } = parseSettings({ initializer: settings.initializer }, "the network");
  const begun = initializer === undefined ? {} : { initializer };
  const chosen = activationSettings(act);
  const network = networkOf({ ...chosen, hiddenSizes, ...begun, ...data });
  return {
    network,
    source: "untrained",
    seed,
    splitSeed,
    settings: { source: "untrained", ...chosen, hiddenSizes, ...begun, splitSeed, ...data },
    labels: [
      fileStem(chosen.activation),
      ...hiddenSizes.join() === TRAINING_DEFAULTS.hiddenSizes.join()
        ? []
        : [widthsLabel(hiddenSizes)],
      ...initializer === undefined ? [] : [fileStem(initializer)],
      ...splitSeed === TRAINING_DEFAULTS.splitSeed ? [] : [`split${splitSeed}`],
      ...data?.dataset === undefined ? [] : [fileStem(datasetInfo(data).name)],
      ...data?.normalize === undefined ? [] : [data.normalize],
    ],
    parameters: (device) => network.init(device, seed),
  };
}

/** A trained network, shown the images of its own split unless another is asked for. */
export function trainedSource(
  { network, path, checkpoint }: StoredModel,
  split: number = checkpoint.config.splitSeed,
): NetworkSource {
  const { config: { seed, ...config }, device: trainedOn, weights } = checkpoint;
  return {
    network,
    source: path,
    seed,
    splitSeed: split,
    settings: { source: path, trainedOn, ...config, splitSeed: split },
    labels: [fileStem(modelLabel(path)), ...split === config.splitSeed ? [] : [`split${split}`]],
    parameters: (device) => uploadWeights(device, weights),
  };
}

/** What the command line says of networks. */
interface NetworkOptions extends ModelChoice, Omit<UntrainedSettings, "initializer" | "data"> {
  readonly init?: string | undefined;
}

/**
 * The trained models that are meant. Throws `UsageError` for settings of untrained ones, and as
 * `readModels` does.
 */
async function readTrained(options: NetworkOptions): Promise<StoredModel[]> {
  const { name, model, hidden, init, seed } = options;
  if (hidden !== undefined || init !== undefined || seed !== undefined) {
    const remedy = (name ?? model) === undefined ? "add --untrained" : "leave out either";
    throw new UsageError(
      "--hidden, --init and --seed are for untrained networks, a trained model has its own; " +
        remedy,
    );
  }
  return await readModels(options);
}

/** Draws each network that is meant with the training images, and writes the results as one. */
export async function drawNetworks<Result extends AnalysisResult>(
  options: NetworkOptions & FigureOutput & DataOptions & DeviceOptions,
  doing: string,
  untrained: boolean,
  draw: NetworkDrawing<Result>,
  merge: (results: readonly Result[]) => AnalysisResult = mergeResults,
): Promise<void> {
  const { act = TUTORIAL_ACTIVATIONS, hidden, init: initializer, seed, splitSeed } = options;
  await requireRoom(options);
  const models = untrained ? [] : await readTrained(options);
  await writeResult(options, async () => {
    const dataset = await loadData(options, models.map(({ checkpoint }) => checkpoint.config));
    const settings = { hidden, initializer, seed, splitSeed, data: dataset.settings };
    const sources = untrained
      ? act.map((activation) => untrainedSource(activation, settings))
      : models.map((model) => trainedSource(model, splitSeed));
    return await withDevice(options, doing, async (device) => {
      const results: Result[] = [];
      for (const source of sources) results.push(await draw(device, dataset.train, source));
      return merge(results);
    });
  });
}

/** What a command draws where nothing else is asked for. */
interface Usual {
  readonly untrained: boolean;
  /** Of an untrained network. */
  readonly seed: number;
}

/**
 * The name of a figure of networks that differ in nothing but their names, such as
 * `gradients_elu_seed7` where the usual seed is 0.
 */
export function networkFigureName(
  figure: string,
  networks: readonly NetworkSource[],
  usual: Usual,
): string {
  const { source, seed, labels: [, ...others] } = networks[0]!;
  const untrained = source === "untrained";
  return [
    listFigureName(figure, networks.map(({ labels: [name] }) => name!)),
    ...untrained === usual.untrained ? [] : [untrained ? "untrained" : "trained"],
    ...others,
    ...untrained && seed !== usual.seed ? [`seed${seed}`] : [],
  ].join("_");
}

/** What the figures of a network that a device computed say of how they were made. */
export function provenanceOf(
  { settings, seed }: NetworkSource,
  { info }: Device,
  title: string,
): Provenance {
  return { title, settings, seed, device: info.name };
}

/** Runs `body` with a network's weights and the first training images, as long as it needs them. */
export async function withBatch<Result>(
  device: Device,
  train: LabeledImages,
  { parameters, splitSeed }: NetworkSource,
  body: (weights: Parameters, batch: Batch) => Promise<Result>,
): Promise<Result> {
  const weights = parameters(device);
  const batch = exampleBatch(device, train, splitSeed);
  try {
    return await body(weights, batch);
  } finally {
    disposeWeights(weights);
    batch.images.dispose();
    batch.labels.dispose();
  }
}
