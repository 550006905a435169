/** How long a study takes, from short trainings of networks like its own. */
import { datasetInfo } from "../data/settings.ts";
import type { Device } from "../device/device.ts";
import { parseTrainingConfig, type TrainingConfig, trainingImages } from "../training/config.ts";
import { countNumbers, networkSpecs } from "../training/parameters.ts";
import { train } from "../training/train.ts";
import { combinations } from "./design.ts";
import { configsOf } from "./plan.ts";
import { canonicalJson } from "./run_id.ts";
import { mean } from "./statistics/moments.ts";
import type { Study } from "./study.ts";

/** No more networks than these are measured, whatever their number. */
const MAX_MEASURED = 8;
/** Epochs of a measurement, of which the first warms up, and the steps of each. */
const EPOCHS = 4;
const STEPS = 4;
/** What it takes to classify an image, of what it takes to train on it: the forward pass alone. */
const VALIDATION_SHARE = 1 / 3;
/** What probes add to a run, as `scripts/bench_probes.ts` measures it, and how often all images are looked at. */
const PROBE_SHARE = 0.03, DEAD_NEURON_PASSES = 2;

/**
 * Seconds that all runs of a study take at most, one after the other, probes of the best epochs included,
 * loading aside; early stopping may end runs sooner. `measure` gives the seconds that a training takes for
 * an image, and is asked of some of the study's networks; the others' time goes by their number of weights.
 */
export async function estimateSeconds(
  study: Study,
  measure: (config: TrainingConfig) => Promise<number>,
): Promise<number> {
  const { factors, seeds, tuneSeeds } = study;
  const trials = configsOf(study);
  const measured: { weights: number; secondsPerWeight: number }[] = [];
  for (const config of spread(distinctNetworks(trials), MAX_MEASURED)) {
    const weights = countWeights(config);
    measured.push({ weights, secondsPerWeight: await measure(config) / weights });
  }
  const seconds = trials.map((config) => {
    const weights = countWeights(config);
    const distance = (other: number) => Math.abs(Math.log(other / weights));
    const [nearest] = measured.toSorted((a, b) => distance(a.weights) - distance(b.weights));
    return workOf(config) * nearest!.secondsPerWeight;
  });
  // Of each cell, one of the trials is compared, and it is not known yet which.
  const cells = combinations(factors).length;
  return mean(seconds) * (trials.length * tuneSeeds.length + cells * seeds.length);
}

/**
 * What a run with probes of its best epoch takes at most, whatever the machine: weights that images go
 * through. Where neurons are dead, all training images are looked at to count them, at the start and in
 * the best epoch.
 */
export function workOf(config: TrainingConfig): number {
  const trained = config.limit ?? trainingImages(config);
  const images = (1 + PROBE_SHARE) * config.epochs * imagesPerEpoch(config) +
    DEAD_NEURON_PASSES * VALIDATION_SHARE * trained;
  return images * countWeights(config);
}

/** One configuration for each network and batch size, the smallest network first. */
function distinctNetworks(configs: readonly TrainingConfig[]): TrainingConfig[] {
  const byNetwork = new Map(configs.map((config) => {
    const { rows, columns, classes } = datasetInfo(config);
    return [canonicalJson([config.hiddenSizes, config.batchSize, rows, columns, classes]), config];
  }));
  return [...byNetwork.values()].sort((a, b) => countWeights(a) - countWeights(b));
}

/** At most `count` of the items, evenly spread from the first to the last. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, i) => items[Math.round(i * (items.length - 1) / (count - 1))]!,
  );
}

function countWeights(config: TrainingConfig): number {
  return countNumbers(networkSpecs(config));
}

/** Images of an epoch as if all were trained on: those that validate take a part of the time. */
function imagesPerEpoch({ limit, ...config }: TrainingConfig): number {
  const trained = trainingImages(config);
  return (limit ?? trained) + VALIDATION_SHARE * (datasetInfo(config).images - trained);
}

/**
 * Seconds that a training with the network and the optimiser of these settings takes for an image, by a
 * short one on made-up images.
 */
export async function secondsPerImage(config: TrainingConfig, device: Device): Promise<number> {
  const { rows, columns } = datasetInfo(config);
  const { activation, hiddenSizes, batchSize, optimizer, dataset } = config;
  const count = Math.ceil(STEPS * batchSize * 6 / 5); // of which five of six train
  const made = (count: number) => ({
    count,
    images: new Uint8Array(count * rows * columns),
    labels: new Uint8Array(count),
  });
  const { history } = await train({
    device,
    dataset: { train: made(count), test: made(1), source: "made up" },
    config: parseTrainingConfig({
      ...{ activation, hiddenSizes, batchSize, optimizer, dataset },
      ...{ learningRate: 1e-6, epochs: EPOCHS, patience: EPOCHS },
    }),
  });
  const [, ...timed] = history;
  // An activation of one's own need not be finite.
  if (timed.length === 0) return await secondsPerImage({ ...config, activation: "relu" }, device);
  const trained = STEPS * batchSize;
  const images = trained + VALIDATION_SHARE * (count - trained);
  return mean(timed.map(({ seconds }) => seconds)) / images;
}
