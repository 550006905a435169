/** Data sets by name or folder: found, verified, and with what a configuration says of them. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { DataError } from "./data_error.ts";
import type { LoadedDataset } from "./dataset.ts";
import { DATASETS, FASHION_MNIST, findDataset } from "./datasets.ts";
import { loadPublished, type SourceOptions } from "./load_published.ts";
import { standardNormalization } from "./normalization.ts";
import type { NormalizationRule } from "./settings.ts";

/** How a data set is loaded. */
export interface LoadOptions extends SourceOptions {
  /** How bytes become numbers: see `DataSettings` (default: `tutorial`). */
  readonly normalize?: NormalizationRule | undefined;
}

/**
 * Loads a data set by its name, such as `FashionMNIST`, `mnist` or `kmnist`: see `SourceOptions`.
 *
 * Throws `DataError`, naming the folder or the file, for what is missing, damaged or not the published
 * file, and `UsageError` for options that cannot be.
 */
export async function loadDataset(
  dataset: string,
  { normalize = "tutorial", ...options }: LoadOptions = {},
): Promise<LoadedDataset> {
  if (!["tutorial", "standard"].includes(normalize)) {
    throw new UsageError(`normalize: expected tutorial or standard, got ${inspect(normalize)}`);
  }
  const name = findDataset(dataset);
  if (name === undefined) {
    throw new DataError(
      `there is no data set ${inspect(dataset)}; there are ${Object.keys(DATASETS).join(", ")}`,
    );
  }
  const { train, test, ...loaded } = await loadPublished(DATASETS[name], options);
  const normalization = normalize === "standard"
    ? standardNormalization(train.images, `the training images of ${loaded.name}`)
    : FASHION_MNIST.normalization;
  return {
    ...loaded,
    train: { ...train, normalization },
    test: { ...test, normalization },
    settings: {
      ...(name !== "FashionMNIST" && { dataset: name }),
      ...(normalize !== "tutorial" && { normalize }),
    },
  };
}
