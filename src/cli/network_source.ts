/** The networks that an analysis looks at, trained or untrained, and what is drawn of them. */
import { exampleBatch } from "../analysis/example_images.ts";
import type { LabeledImages } from "../data/dataset.ts";
import type { Batch } from "../data/device_dataset.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { findActivation, TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import { MLP } from "../nn/mlp.ts";
import { disposeWeights, type Parameters, uploadWeights } from "../nn/parameters.ts";
import { TRAINING_DEFAULTS } from "../training/config.ts";
import { type DataOptions, type DeviceOptions, loadData, withDevice } from "./context.ts";
import { type AnalysisResult, drawEach, type FigureOutput, writeResult } from "./figure_output.ts";
import { type ModelChoice, readModels, type StoredModel } from "./models.ts";

/** A network to look at, before there is a device. */
export interface NetworkSource {
  readonly network: MLP;
  /** "untrained", or the model's file. */
  readonly source: string;
  /** Of its initial weights. */
  readonly seed: number;
  /** Of the split whose training images it is shown. */
  readonly splitSeed: number;
  readonly parameters: (device: Device) => Parameters;
}

/** Draws what a network does with the images that it trains on. */
export type NetworkDrawing = (
  device: Device,
  train: LabeledImages,
  source: NetworkSource,
) => Promise<AnalysisResult>;

/** The settings of an untrained network; the defaults are the tutorial's. */
interface UntrainedSettings {
  readonly hidden?: readonly number[] | undefined;
  readonly seed?: number | undefined;
  readonly splitSeed?: number | undefined;
}

/** An untrained network with this activation. */
export function untrainedSource(act: string, settings: UntrainedSettings = {}): NetworkSource {
  const { hidden, seed = TRAINING_DEFAULTS.seed, splitSeed } = settings;
  const network = new MLP({
    activation: findActivation(act),
    hiddenSizes: hidden ?? TRAINING_DEFAULTS.hiddenSizes,
  });
  return {
    network,
    source: "untrained",
    seed,
    splitSeed: splitSeed ?? TRAINING_DEFAULTS.splitSeed,
    parameters: (device) => network.init(device, seed),
  };
}

/** A trained network. */
export function trainedSource({ network, path, checkpoint }: StoredModel): NetworkSource {
  const { config: { seed, splitSeed }, weights } = checkpoint;
  const parameters = (device: Device) => uploadWeights(device, weights);
  return { network, source: path, seed, splitSeed, parameters };
}

/**
 * The networks that are meant. Throws `UsageError` for settings of untrained ones where trained ones
 * are, and as `readModels` does.
 */
export async function chooseSources(
  options: ModelChoice & UntrainedSettings,
  untrained: boolean,
): Promise<NetworkSource[]> {
  const { act = TUTORIAL_ACTIVATIONS, name, model, hidden, seed, splitSeed } = options;
  if (untrained) return act.map((activation) => untrainedSource(activation, options));
  if (hidden !== undefined || seed !== undefined) {
    const remedy = (name ?? model) === undefined ? "add --untrained" : "leave out either";
    throw new UsageError(
      `--hidden and --seed are for untrained networks, a trained model has its own; ${remedy}`,
    );
  }
  const sources = (await readModels(options)).map(trainedSource);
  return splitSeed === undefined ? sources : sources.map((source) => ({ ...source, splitSeed }));
}

/** Draws each network with the training images at hand, and writes the results. */
export async function drawNetworks(
  options: FigureOutput & DataOptions & DeviceOptions,
  doing: string,
  sources: readonly NetworkSource[],
  draw: NetworkDrawing,
): Promise<void> {
  await writeResult(options, async () => {
    const { train } = await loadData(options);
    return await withDevice(
      options,
      doing,
      (device) => drawEach(sources, (source) => draw(device, train, source)),
    );
  });
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
