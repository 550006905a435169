/** A run of a small network on a few made-up images: the whole of training in a moment. */
import type { Dataset, LabeledImages } from "../../src/data/dataset.ts";
import { prngKey, randomBits } from "../../src/random/threefry.ts";
import { parseTrainingConfig, type TrainingConfig } from "../../src/training/config.ts";
import { train, type TrainingOptions, type TrainingResult } from "../../src/training/train.ts";
import { device } from "../device/device.ts";

/** Square images of random bytes with a bright column where their label says: easy to tell apart. */
export function striped(seed: number, count: number, side = 8): LabeledImages {
  const size = side * side;
  const noise = randomBits(prngKey(seed), count * size);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = Uint8Array.from(noise, (word, i) => {
    const [row, column] = [Math.floor(i / size), i % side];
    return column === labels[row]! % side ? 255 : word % (labels[row]! < 8 ? 100 : 200);
  });
  return { count, images, labels };
}

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
