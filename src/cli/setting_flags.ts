/** The flags that say the settings of a training, of `train` as of studies, each listed once. */
import type { TrainingConfig } from "../training/config.ts";

/** The field of a configuration that a flag sets; `--depth` and `--width` together set `hiddenSizes`, too. */
export const SETTING_FLAGS = {
  hidden: "hiddenSizes",
  init: "initializer",
  lr: "learningRate",
  momentum: "momentum",
  optimizer: "optimizer",
  weightDecay: "weightDecay",
  clip: "clipNorm",
  batchSize: "batchSize",
  schedule: "schedule",
  warmup: "warmupSteps",
  epochs: "epochs",
  patience: "patience",
  limit: "limit",
  seed: "seed",
  splitSeed: "splitSeed",
} as const satisfies Readonly<Record<string, keyof TrainingConfig>>;

/** A flag by its name in camel case. */
export type SettingFlag = keyof typeof SETTING_FLAGS;
