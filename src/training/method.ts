/** What a configuration says: which network is trained, on which images, and how. */
import { OPTIMIZERS, type OptimizerSettings } from "../../kernels/optimizers.ts";
import { BatchSampler } from "../data/batch_sampler.ts";
import type { DataSettings } from "../data/settings.ts";
import { type Split, trainingSplit } from "../data/split.ts";
import { MLP } from "../nn/mlp.ts";
import { Optimizer } from "../nn/optimizer.ts";
import { findSchedule, type Schedule } from "../nn/schedules.ts";
import { activationOf, type ActivationSettings } from "./activation_settings.ts";
import { type TrainingConfig, trainingImages } from "./config.ts";
import { networkEnds } from "./parameters.ts";

/**
 * The network, for images of so many numbers (default: the data set's). Throws `UsageError` for an
 * unknown activation or initializer.
 */
export function networkOf(
  config: Pick<
    TrainingConfig,
    "hiddenSizes" | "initializer" | keyof ActivationSettings | keyof DataSettings
  >,
  inputSize: number = networkEnds(config).inputSize,
): MLP {
  const { hiddenSizes, initializer = "tutorial" } = config;
  const { classes } = networkEnds(config);
  return new MLP({
    activation: activationOf(config),
    initializer,
    hiddenSizes,
    inputSize,
    classes,
  });
}

/** Which of so many images train, and which validate. */
export function splitOf(
  { splitSeed, limit }: Pick<TrainingConfig, "splitSeed" | "limit">,
  images: number,
): Split {
  const { train, validation } = trainingSplit(images, splitSeed);
  return { train: train.subarray(0, limit), validation };
}

/** The optimiser. */
export function optimizerOf(
  { optimizer = "momentum", learningRate, momentum, weightDecay = 0 }: Pick<
    TrainingConfig,
    "optimizer" | "learningRate" | "momentum" | "weightDecay"
  >,
): Optimizer {
  const settings = {
    ...OPTIMIZERS[optimizer].settings,
    learningRate,
    weightDecay,
    ...("momentum" in OPTIMIZERS[optimizer].settings && { momentum }),
  };
  return new Optimizer(optimizer, settings as OptimizerSettings<typeof optimizer>);
}

/** The schedule, for epochs of so many steps. Throws `UsageError` for a warm-up longer than the training. */
export function scheduleOf(
  { schedule = "constant", warmupSteps = 0, epochs }: Pick<
    TrainingConfig,
    "schedule" | "warmupSteps" | "epochs"
  >,
  stepsPerEpoch: number,
): Schedule {
  const span = { steps: epochs * stepsPerEpoch, stepsPerEpoch, warmupSteps };
  return findSchedule(schedule).schedule(span);
}

/**
 * Throws `UsageError` for what a run can be refused for before there are images: a batch larger than the
 * training set of the settings' data set, or a warm-up longer than the training.
 */
export function checkSteps(config: TrainingConfig): void {
  const { limit = trainingImages(config), batchSize, seed } = config;
  scheduleOf(config, new BatchSampler(limit, batchSize, seed).batches);
}
