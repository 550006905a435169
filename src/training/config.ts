/** The settings of a training run and what it reports, with all the ranges allowed. */
import { type OptimizerName, OPTIMIZERS } from "../../kernels/optimizers.ts";
import { datasetInfo, type DataSettings, describeDataDifferences } from "../data/settings.ts";
import { trainingCount } from "../data/split.ts";
import * as z from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { CLIP_NORM } from "../nn/clip.ts";
import { findInitializers } from "../nn/initializers.ts";
import { LEARNING_RATE, MOMENTUM, requireRule, WEIGHT_DECAY } from "../nn/optimizer.ts";
import { findSchedule } from "../nn/schedules.ts";
import { versus } from "../printable.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import {
  activationOf,
  type ActivationSettings,
  activationSettings,
  activationSettingsFields,
} from "./activation_settings.ts";
import { dataSettingsFields } from "./data_settings.ts";
import type { Accuracy } from "./evaluate.ts";
import { probesSchema, type RunProbes } from "./probes.ts";
import { type Fields, integer, list, oneOf, strictObject, validate } from "./schema.ts";

/** The settings of a run, complete; `parseTrainingConfig` adds the tutorial's as defaults. */
export interface TrainingConfig extends ActivationSettings, DataSettings {
  /**
   * Widths of the hidden layers, input side first: 1 to 64 of them, each 1 to 16,384 (default: 512,
   * 256, 256, 128).
   */
  readonly hiddenSizes: readonly number[];
  /** Seed of the initial weights and of the batch order, a uint32 (default: 42). */
  readonly seed: number;
  /** Seed of the split into training and validation images, a uint32 (default: 42). */
  readonly splitSeed: number;
  /** The most epochs to train for, 1 to 10,000 (default: 50). */
  readonly epochs: number;
  /** Training stops after so many epochs without a better validation accuracy (default: 7). */
  readonly patience: number;
  /** Images per step, 1 to 16,384, and no more than there are to train on (default: 256). */
  readonly batchSize: number;
  /**
   * The learning rate, above 0 also when rounded to float32 (default: 0.01; of rmsprop, adam and adamw
   * 0.001).
   */
  readonly learningRate: number;
  /**
   * The momentum, from 0 to below 1 also when rounded to float32 (default: 0.9, also where the optimiser
   * has none).
   */
  readonly momentum: number;
  /** How many of the training images to train on, the first ones, 1 to all (absent: all). */
  readonly limit?: number;
  /** How gradients change the weights (absent: momentum). */
  readonly optimizer?: OptimizerName;
  /** Share of the weights that is added to the gradient, or with adamw taken from them (absent: 0). */
  readonly weightDecay?: number;
  /** The largest norm of all gradients together, above 0: see `clipByGlobalNorm` (absent: none). */
  readonly clipNorm?: number;
  /** Of the learning rate, as `findSchedule` reads it (absent: constant). */
  readonly schedule?: string;
  /** Steps in which the learning rate rises before the schedule, at most the training's (absent: 0). */
  readonly warmupSteps?: number;
  /** How kernels and biases begin, as `findInitializers` reads it (absent: tutorial). */
  readonly initializer?: string;
}

/** The result of one epoch. */
export interface EpochRecord {
  /** Its number, from 1. */
  readonly epoch: number;
  /** Mean loss over the epoch's batches, each as it was before its step. */
  readonly loss: number;
  /** Mean accuracy over the epoch's batches, each as it was before its step, 0 to 1. */
  readonly trainAccuracy: number;
  /** Accuracy on all validation images after the epoch's last step, 0 to 1. */
  readonly validationAccuracy: number;
  /** Seconds the epoch took, validation included. */
  readonly seconds: number;
}

/** A run as a whole: all that is kept of it besides the weights. */
export interface TrainingRecord {
  /** The settings it was run with. */
  readonly config: TrainingConfig;
  /** The device it ran on, or several one after the other, human-readable. */
  readonly device: string;
  /** Epoch by epoch, from the first; none of a published model. */
  readonly history: readonly EpochRecord[];
  /** The epoch whose weights are kept; null if that was not recorded, as of published models. */
  readonly best: { readonly epoch: number; readonly validationAccuracy: number } | null;
  /** The kept weights on the test images; null if they were not tested. */
  readonly test: Accuracy | null;
  /** Why the run ended, human-readable. */
  readonly stopped: string;
  /** What was recorded of the network on the way (absent: nothing). */
  readonly probes?: RunProbes;
}

/** A trained model: the best epoch's weights and how they came about. */
export interface Checkpoint extends TrainingRecord {
  /** By name, in the order of the layers: `Dense_0.kernel` (fan_in, fan_out), `Dense_0.bias`, … */
  readonly weights: ReadonlyMap<string, HostTensor>;
}

const seed = integer(0, 0xFFFFFFFF);

/** Images that the configuration's data set has to train on. */
export function trainingImages(config: DataSettings): number {
  return trainingCount(datasetInfo(config).images);
}

const limitRule = "an integer of at least 1";

/** No more images can be trained on than the data set has. */
const limitCheck = z.check<TrainingConfig>(({ value, issues }) => {
  const { limit } = value;
  const images = trainingImages(value);
  if (limit === undefined || limit <= images) return;
  const message = `an integer from 1 to ${images}`;
  issues.push({ code: "custom", input: limit, path: ["limit"], message });
});
/** Hidden layers that a network may have. */
export const MAX_DEPTH = 64;
/** Units that a hidden layer may have. */
export const MAX_WIDTH = 16_384;
/** Epochs that a run may have. */
export const MAX_EPOCHS = 10_000;
/** Steps of as many epochs of 50,000 images, one by one. */
const MAX_WARMUP_STEPS = 500_000_000;
const epochs = integer(1, MAX_EPOCHS);
const accuracyRule = "a number from 0 to 1";
const accuracy = z.number(accuracyRule).check(z.gte(0, accuracyRule), z.lte(1, accuracyRule));

/** A number that a rule allows. */
function number({ rule, allows }: typeof LEARNING_RATE): z.ZodMiniType<number> {
  return z.number(rule).check(z.refine(allows, rule));
}

/** A text that `find` takes; what it refuses is told with why. */
function named(kind: string, find: (text: string) => unknown): z.ZodMiniType<string> {
  const rule = `the name of ${kind}, with parameters that it has`;
  return z.string(rule).check(z.check<string>(({ value, issues }) => {
    try {
      find(value);
    } catch (error) {
      const message = `${rule}; ${(error as Error).message}`;
      issues.push({ code: "custom", input: value, message });
    }
  }));
}

const optimizers = Object.keys(OPTIMIZERS) as OptimizerName[];

/** What each field of `TrainingConfig` may be, by itself. */
const settingsSchema = strictObject(
  {
    ...activationSettingsFields,
    hiddenSizes: list(
      integer(1, MAX_WIDTH),
      1,
      MAX_DEPTH,
      `a list of 1 to ${MAX_DEPTH} layer widths`,
    ),
    seed,
    splitSeed: seed,
    epochs,
    patience: epochs,
    batchSize: integer(1, 16_384), // as floats, 49 MiB, so many images still fit a WebGPU binding
    learningRate: number(LEARNING_RATE),
    momentum: number(MOMENTUM),
    limit: z.exactOptional(z.int(limitRule).check(z.gte(1, limitRule))),
    optimizer: z.exactOptional(oneOf(optimizers)),
    weightDecay: z.exactOptional(number(WEIGHT_DECAY)),
    clipNorm: z.exactOptional(number(CLIP_NORM)),
    schedule: z.exactOptional(named("a schedule", findSchedule)),
    warmupSteps: z.exactOptional(integer(0, MAX_WARMUP_STEPS)),
    initializer: z.exactOptional(named("an initializer", findInitializers)),
    ...dataSettingsFields,
  } satisfies Fields<TrainingConfig>,
);

/** What `TrainingConfig` may hold. */
export const trainingConfigSchema = settingsSchema.check(limitCheck);

/** The tutorial's settings: what `parseTrainingConfig` takes where nothing is given. */
export const TRAINING_DEFAULTS: Readonly<
  Omit<TrainingConfig, "limit" | keyof ActivationSettings | keyof DataSettings>
> = {
  hiddenSizes: [512, 256, 256, 128],
  seed: 42,
  splitSeed: 42,
  epochs: 50,
  patience: 7,
  batchSize: 256,
  learningRate: 0.01,
  momentum: 0.9,
};

/** What the fields stand for that are absent in the tutorial's configuration; those given are left out. */
const ABSENT = new Map<string, unknown>(Object.entries(
  {
    optimizer: "momentum",
    weightDecay: 0,
    schedule: "constant",
    warmupSteps: 0,
    initializer: "tutorial",
  } satisfies Partial<TrainingConfig>,
));

/** The value of a field, also where it is absent since it goes without saying; else undefined. */
export function settingOf<Field extends keyof TrainingConfig>(
  config: TrainingConfig,
  field: Field,
): TrainingConfig[Field] | undefined {
  return config[field] ?? ABSENT.get(field) as TrainingConfig[Field];
}

/** How messages call a configuration. */
const SUBJECT = "the training configuration";

/** The one text for each that means the same. */
const CANONICAL = new Map<string, (text: string) => string>(Object.entries({
  optimizer: requireRule,
  schedule: (text) => findSchedule(text).text,
  initializer: (text) => findInitializers(text).text,
}));

/**
 * Settings given by a person, completed and checked; a field that is undefined counts as absent, and
 * what goes without saying, such as the schedule `constant`, is left out.
 *
 * Throws `UsageError` with the first field at fault, its value and what is allowed, and for an
 * unknown activation, optimiser, schedule or initializer, or a gain that is not known of the activation.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseTrainingConfig } from "@activation-lab/activation-lab";
 *
 * const config = parseTrainingConfig({ activation: "elu", epochs: 3 });
 * assert.equal(config.epochs, 3);
 * assert.equal(config.batchSize, 256);
 * assert.throws(
 *   () => parseTrainingConfig({ activation: "elu", epochs: 0 }),
 *   /epochs of the training configuration is 0, expected an integer from 1 to 10000/,
 * );
 *
 * const { learningRate, schedule } = parseTrainingConfig({
 *   activation: "elu",
 *   optimizer: "adam",
 *   schedule: "cosine:floor=0.010",
 *   warmupSteps: 100,
 *   initializer: "he_normal",
 * });
 * assert.equal(learningRate, 0.001);
 * assert.equal(schedule, "cosine:floor=0.01");
 * ```
 */
export function parseTrainingConfig(input: unknown): TrainingConfig {
  const given = canonical(input ?? {}, SUBJECT);
  const { optimizer = "momentum" } = given;
  const rule = optimizers.find((name) => name === optimizer);
  const { learningRate } = rule ? OPTIMIZERS[rule].settings : TRAINING_DEFAULTS;
  return checkTrainingConfig({ ...TRAINING_DEFAULTS, learningRate, ...given });
}

/**
 * Some settings of a run, each checked by itself; `subject` names what they are out of. Throws
 * `UsageError` as `parseTrainingConfig` does.
 */
export function parseSettings(
  input: Readonly<Record<string, unknown>>,
  subject: string,
): Partial<TrainingConfig> {
  const fail = (problem: string) => new UsageError(problem);
  const settings = validate(z.partial(settingsSchema), canonical(input, subject), subject, fail);
  return settings as Partial<TrainingConfig>;
}

/** The settings that are given, by the one text for each; what goes without saying is left out. */
function canonical(input: object, subject: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(input)
      .map(([field, value]) => [field, canonicalText(field, value, subject)] as const)
      .filter(([field, value]) => value !== undefined && value !== ABSENT.get(field)),
  );
}

function canonicalText(field: string, value: unknown, subject: string): unknown {
  if (typeof value !== "string") return value;
  try {
    return CANONICAL.get(field)?.(value) ?? value;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${field} of ${subject}: ${error.message}`);
  }
}

/** Settings once they are complete and can be trained with. Throws `UsageError` if they are not. */
export function checkTrainingConfig(input: unknown): TrainingConfig {
  const fail = (problem: string) => new UsageError(problem);
  const config = validate(trainingConfigSchema, input, SUBJECT, fail);
  const { activation, optimizer = "momentum", momentum, initializer = "tutorial" } = config;
  findInitializers(initializer, activation);
  if (!("momentum" in OPTIMIZERS[optimizer].settings) && momentum !== TRAINING_DEFAULTS.momentum) {
    throw fail(
      `momentum of the training configuration is ${momentum}, but the optimizer ${optimizer} has none; ` +
        "leave it out",
    );
  }
  if (config.activationSha256 !== undefined) activationOf(config);
  return { ...config, ...activationSettings(activation) };
}

/**
 * What differs between two runs' settings, human-readable: "epochs 2 (asked for: 5)", field by field;
 * `whose` says whose the others are.
 */
export function describeDifferences(
  made: TrainingConfig,
  asked: TrainingConfig,
  whose?: string,
): string[] {
  const fields = Object.keys({ ...made, ...asked }) as (keyof TrainingConfig)[];
  const others = fields.filter((field) => !(field in dataSettingsFields)).flatMap((field) => {
    const [had, wanted] = [made, asked].map((config) => JSON.stringify(settingOf(config, field)));
    return had === wanted ? [] : [`${field} ${versus(had, wanted, whose)}`];
  });
  return [...describeDataDifferences(made, asked, whose), ...others];
}

/** What `EpochRecord` may hold. */
export const epochRecordSchema = strictObject(
  {
    epoch: epochs,
    loss: z.number("a finite number"),
    trainAccuracy: accuracy,
    validationAccuracy: accuracy,
    seconds: z.number("a number of seconds").check(z.gte(0, "a number of seconds")),
  } satisfies Fields<EpochRecord>,
);

const count = integer(0, Number.MAX_SAFE_INTEGER);

/** What `TrainingRecord` may hold. */
export const trainingRecordSchema = strictObject(
  {
    config: trainingConfigSchema,
    device: z.string("a text"),
    history: list(epochRecordSchema, 0, MAX_EPOCHS, `a list of at most ${MAX_EPOCHS} epochs`),
    best: z.nullable(strictObject({ epoch: epochs, validationAccuracy: accuracy })),
    test: z.nullable(strictObject({ accuracy, correct: count, total: count })),
    stopped: z.string("a text"),
    probes: z.exactOptional(probesSchema),
  } satisfies Fields<TrainingRecord>,
);
