/** The settings of a training run and what it reports, with all the ranges allowed. */
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { trainingCount } from "../data/split.ts";
import { z } from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { findActivation } from "../nn/activations.ts";
import { LEARNING_RATE, MOMENTUM } from "../nn/optimizer.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { integer, list, strictObject, validate } from "./schema.ts";

const seed = integer(0, 0xFFFFFFFF);
/** Images that the data set has to train on. */
export const TRAINING_IMAGES = trainingCount(imageCount(FASHION_MNIST.train));
/** Epochs that a run may have. */
export const MAX_EPOCHS = 10_000;
const epochs = integer(1, MAX_EPOCHS);
const accuracyRule = "a number from 0 to 1";
const accuracy = z.number(accuracyRule).check(z.gte(0, accuracyRule), z.lte(1, accuracyRule));

const activationRule = "a name of at most 32 of a-z, 0-9, _ and -, starting with a letter";

/** The settings of a run, complete. */
export const trainingConfigSchema = strictObject({
  /** Name of the activation between the layers. */
  activation: z.string(activationRule).check(
    z.regex(/^[a-z][a-z0-9_-]{0,31}$/, activationRule),
  ),
  /** Widths of the hidden layers, from the input on. */
  hiddenSizes: list(integer(1, 16_384), 1, 64, "a list of 1 to 64 layer widths"),
  /** Of the initial weights and the batch order. */
  seed,
  /** Of the split into training and validation images. */
  splitSeed: seed,
  /** Epochs at most. */
  epochs,
  /** Epochs without a better validation accuracy after which training stops. */
  patience: epochs,
  /** Images per step; 16,384 of them as floats, 49 MiB, still fit a WebGPU binding. */
  batchSize: integer(1, 16_384),
  learningRate: z.number(LEARNING_RATE.rule).check(
    z.refine(LEARNING_RATE.allows, LEARNING_RATE.rule),
  ),
  momentum: z.number(MOMENTUM.rule).check(z.refine(MOMENTUM.allows, MOMENTUM.rule)),
  /** Trains on the first so many of the training images only; absent: on all. */
  limit: z.exactOptional(integer(1, TRAINING_IMAGES)),
});

/** The settings of a run, complete. */
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

/** The tutorial's settings: what `parseTrainingConfig` takes where nothing is given. */
export const TRAINING_DEFAULTS: Readonly<Omit<TrainingConfig, "activation" | "limit">> = {
  hiddenSizes: [512, 256, 256, 128],
  seed: 42,
  splitSeed: 42,
  epochs: 50,
  patience: 7,
  batchSize: 256,
  learningRate: 0.01,
  momentum: 0.9,
};

/**
 * Settings given by a person, completed and checked; a field that is undefined counts as absent.
 *
 * Throws `UsageError` with the first field at fault, its value and what is allowed, and for an
 * activation that there is not.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const config = parseTrainingConfig({ activation: "elu", epochs: 3 });
 * assert.equal(config.epochs, 3);
 * assert.equal(config.batchSize, 256);
 * assert.throws(
 *   () => parseTrainingConfig({ activation: "elu", epochs: 0 }),
 *   /epochs of the training configuration is 0, expected an integer from 1 to 10000/,
 * );
 * ```
 */
export function parseTrainingConfig(input: unknown): TrainingConfig {
  const given = Object.entries(input ?? {}).filter(([, value]) => value !== undefined);
  return checkTrainingConfig({ ...TRAINING_DEFAULTS, ...Object.fromEntries(given) });
}

/** Settings once they are complete and can be trained with. Throws `UsageError` if they are not. */
export function checkTrainingConfig(input: unknown): TrainingConfig {
  const fail = (problem: string) => new UsageError(problem);
  const config = validate(trainingConfigSchema, input, "the training configuration", fail);
  findActivation(config.activation);
  return config;
}

/** What differs between two runs' settings, human-readable: "epochs 2, not 5", field by field. */
export function describeDifferences(made: TrainingConfig, asked: TrainingConfig): string[] {
  const fields = Object.keys({ ...made, ...asked }) as (keyof TrainingConfig)[];
  return fields.flatMap((field) => {
    const [had, wanted] = [made[field], asked[field]].map((value) => JSON.stringify(value));
    return had === wanted ? [] : [`${field} ${had ?? "unset"}, not ${wanted ?? "unset"}`];
  });
}

/** The result of one epoch. */
export const epochRecordSchema = strictObject({
  /** Counted from 1. */
  epoch: epochs,
  /** Mean over the epoch's batches, as met in training. */
  loss: z.number("a finite number"),
  /** Mean over the epoch's batches, as met in training, 0 to 1. */
  trainAccuracy: accuracy,
  /** Over all validation images once the epoch is done, 0 to 1. */
  validationAccuracy: accuracy,
  /** What the epoch took, validation included. */
  seconds: z.number("a number of seconds").check(z.gte(0, "a number of seconds")),
});

/** The result of one epoch. */
export type EpochRecord = z.infer<typeof epochRecordSchema>;

const count = integer(0, Number.MAX_SAFE_INTEGER);

/** A run as a whole: all that is kept of it besides the weights. */
export const trainingRecordSchema = strictObject({
  config: trainingConfigSchema,
  /** What it ran on, human-readable. */
  device: z.string("a text"),
  /** Epoch by epoch, from the first. */
  history: list(epochRecordSchema, 0, MAX_EPOCHS, `a list of at most ${MAX_EPOCHS} epochs`),
  /** The epoch whose weights are kept; null if that was not recorded, as of published models. */
  best: z.nullable(strictObject({ epoch: epochs, validationAccuracy: accuracy })),
  /** The best weights on the test images; null if they were not tested. */
  test: z.nullable(strictObject({ accuracy, correct: count, total: count })),
  /** Why it ended, human-readable. */
  stopped: z.string("a text"),
});

/** A run as a whole: all that is kept of it besides the weights. */
export type TrainingRecord = z.infer<typeof trainingRecordSchema>;

/** A trained model: the best epoch's weights and how they came about. */
export interface Checkpoint extends TrainingRecord {
  /** By name, in the order of the layers. */
  readonly weights: ReadonlyMap<string, HostTensor>;
}
