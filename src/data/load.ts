/** Data sets by name or folder: found, verified, and with what a configuration says of them. */
import { UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import type { LoadedDataset } from "./dataset.ts";
import { DATASETS, FASHION_MNIST, findDataset } from "./datasets.ts";
import { loadFolder } from "./load_folder.ts";
import { loadPublished, type SourceOptions } from "./load_published.ts";
import { standardNormalization } from "./normalization.ts";
import { dataSettings, NORMALIZATION_RULES, type NormalizationRule } from "./settings.ts";

/** How a data set is loaded. */
export interface LoadOptions extends SourceOptions {
  /** How bytes become numbers: see `DataSettings` (default: `tutorial`). */
  readonly normalize?: NormalizationRule | undefined;
}

/**
 * Loads a published data set by its name, such as `FashionMNIST`, `mnist` or `kmnist`, or one's own from a
 * folder. (A folder of a published name is `./mnist`.)
 *
 * The published one's files are searched, verified, and downloaded where no folder has them: see
 * `SourceOptions`. A data set of one's own is a folder of four IDX files, `train-images-idx3-ubyte`,
 * `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, as they are or packed
 * (`.gz`), of at most 1 GiB each: bytes, images of any one size, labels of up to 256 classes. A file
 * `classes.txt` may name the classes, one a line, in the order of the labels; else they are called by
 * their numbers. Nothing is written there.
 *
 * Of the images to train with, five of six train and the rest validate, as in the tutorial: see
 * `trainingSplit`. `settings` of the result belongs in the configuration of a training.
 *
 * Throws `DataError`, naming the folder or the file, for what is missing, damaged or does not fit
 * together, and `UsageError` for options that cannot be.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadDataset, parseTrainingConfig } from "@activation-lab/activation-lab";
 *
 * // Four images of 1 × 2 pixels to train and validate with, two to test with, in two classes.
 * const folder = await Deno.makeTempDir();
 * const write = (name: string, shape: number[], values: number[]) => {
 *   const dimensions = shape.flatMap((size) => [0, 0, 0, size]);
 *   const bytes = Uint8Array.of(0, 0, 8, shape.length, ...dimensions, ...values);
 *   return Deno.writeFile(`${folder}/${name}`, bytes);
 * };
 * await write("train-images-idx3-ubyte", [4, 1, 2], [0, 255, 255, 0, 0, 255, 255, 0]);
 * await write("train-labels-idx1-ubyte", [4], [0, 1, 0, 1]);
 * await write("t10k-images-idx3-ubyte", [2, 1, 2], [0, 255, 255, 0]);
 * await write("t10k-labels-idx1-ubyte", [2], [0, 1]);
 * await Deno.writeTextFile(`${folder}/classes.txt`, "right\nleft\n");
 *
 * const dataset = await loadDataset(folder, { normalize: "standard" });
 * assert.deepEqual(dataset.classNames, ["right", "left"]);
 * const config = parseTrainingConfig({ activation: "elu", batchSize: 3, ...dataset.settings });
 * assert.equal(config.normalize, "standard");
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function loadDataset(
  nameOrFolder: string,
  { normalize = "tutorial", ...options }: LoadOptions = {},
): Promise<LoadedDataset> {
  if (!NORMALIZATION_RULES.includes(normalize)) {
    throw new UsageError(`normalize: expected tutorial or standard, got ${inspect(normalize)}`);
  }
  if (typeof nameOrFolder !== "string") {
    throw new UsageError(
      `expected the name or the folder of a data set, got ${inspect(nameOrFolder)}`,
    );
  }
  const name = findDataset(nameOrFolder);
  const { identity, train, test, ...loaded } = name === undefined
    ? await loadFolder(nameOrFolder, options)
    : { ...await loadPublished(DATASETS[name], options), identity: name };
  const normalization = normalize === "standard"
    ? standardNormalization(train.images, `the training images of ${loaded.name}`)
    : FASHION_MNIST.normalization;
  return {
    ...loaded,
    train: { ...train, normalization },
    test: { ...test, normalization },
    settings: dataSettings(identity, normalize),
  };
}
