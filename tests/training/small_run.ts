/** A run of a small network on a few made-up images: the whole of training in a moment. */
import type { Dataset } from "../../src/data/dataset.ts";
import { parseTrainingConfig, type TrainingConfig } from "../../src/training/config.ts";
import { train, type TrainingOptions, type TrainingResult } from "../../src/training/train.ts";
import { device } from "../device/device.ts";
import { striped } from "./striped.ts";

/** Few and small images. */
export const small: Dataset = { train: striped(1, 1200), test: striped(2, 300), source: "made up" };

/** Trains with the tutorial's settings but for a small network, and these. */
export function run(
  settings: Partial<TrainingConfig>,
  options: Partial<TrainingOptions> = {},
): Promise<TrainingResult> {
  const config = parseTrainingConfig({
    activation: "relu",
    hiddenSizes: [32, 16],
    batchSize: 50,
    epochs: 4,
    learningRate: 0.02,
    ...settings,
  });
  return train({ device, dataset: small, config, ...options });
}
