/** Which images a configuration is for, and as which numbers a network takes them. */
import { versus } from "../printable.ts";
import { type DatasetName, DATASETS, imageCount } from "./datasets.ts";

/** What is known of a data set without its images. */
export interface DatasetInfo {
  /** Of a published data set its name, else that of its folder. */
  readonly name: string;
  /** Height of an image in pixels. */
  readonly rows: number;
  /** Width of an image in pixels. */
  readonly columns: number;
  /** How many classes there are. */
  readonly classes: number;
  /** How many images there are to train and validate with. */
  readonly images: number;
}

/** A data set of one's own: what it is follows from the content of its files, wherever they lie. */
export interface OwnDataset extends DatasetInfo {
  /** SHA-256 in hex over the four unpacked files: images and labels to train with, then to test with. */
  readonly sha256: string;
}

/** How bytes become numbers: by the tutorial's rule, or by the data set's own mean and deviation. */
export type NormalizationRule = "tutorial" | "standard";

/** The rules there are. */
export const NORMALIZATION_RULES = ["tutorial", "standard"] as const;

/** What a configuration says of its images. */
export interface DataSettings {
  /** A published data set by its name, or one's own (absent: FashionMNIST). */
  readonly dataset?: DatasetName | OwnDataset;
  /**
   * How a byte p becomes a number. `tutorial`: (p / 255 - 0.5) / 0.5. `standard`: minus the mean and
   * divided by the deviation of all bytes of the images to train and validate with (absent: `tutorial`).
   */
  readonly normalize?: NormalizationRule;
}

/** The settings for this data set and rule, in which what is the default is absent. */
export function dataSettings(
  dataset: DatasetName | OwnDataset,
  normalize: NormalizationRule,
): DataSettings {
  return {
    ...(dataset !== "FashionMNIST" && { dataset }),
    ...(normalize !== "tutorial" && { normalize }),
  };
}

/**
 * What is known of the data set that these settings are for, a configuration's among them.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { datasetInfo } from "@activation-lab/activation-lab";
 *
 * const { name, classes } = datasetInfo({ dataset: "KMNIST" });
 * assert.deepEqual([name, classes], ["KMNIST", 10]);
 * ```
 */
export function datasetInfo({ dataset = "FashionMNIST" }: DataSettings): DatasetInfo {
  if (typeof dataset !== "string") return dataset;
  const { name, classNames, train } = DATASETS[dataset];
  const [, rows, columns] = train.images.shape;
  return {
    name,
    rows: rows!,
    columns: columns!,
    classes: classNames.length,
    images: imageCount(train),
  };
}

/** The settings as messages have them: "MNIST", or "MNIST with normalize standard". */
export function describeDataSettings(
  { dataset = "FashionMNIST", normalize }: DataSettings,
): string {
  const suffix = normalize === "standard" ? " with normalize standard" : "";
  if (typeof dataset === "string") return `${dataset}${suffix}`;
  const { name, rows, columns, classes, sha256 } = dataset;
  const digest = `${sha256.slice(0, 12)}…`;
  return `${name} (${rows} × ${columns}, ${classes} classes, SHA-256 ${digest})${suffix}`;
}

/**
 * How settings differ from others, human-readable: "dataset MNIST (asked for: FashionMNIST)"; `whose`
 * says whose the others are.
 */
export function describeDataDifferences(
  made: DataSettings,
  asked: DataSettings,
  whose?: string,
): string[] {
  const differences = [];
  if (contentOf(made) !== contentOf(asked)) {
    const [had, wanted] = [made, asked].map(({ dataset }) =>
      describeDataSettings(dataset === undefined ? {} : { dataset })
    );
    differences.push(`dataset ${versus(had, wanted, whose)}`);
  }
  const [had, wanted] = [made, asked].map(({ normalize = "tutorial" }) => normalize);
  if (had !== wanted) differences.push(`normalize ${versus(had, wanted, whose)}`);
  return differences;
}

/** What makes two data sets the same; the name of their folder does not. */
export function contentOf({ dataset = "FashionMNIST" }: DataSettings): string {
  return typeof dataset === "string" ? dataset : `${dataset.sha256} ${dataset.classes}`;
}
