/** Labelled images, as everything works with them. */
import type { Normalization } from "./datasets.ts";
import type { DataSettings } from "./settings.ts";

/** Images and their classes. */
export interface LabeledImages {
  /** How many images there are. */
  readonly count: number;
  /** (count, rows × columns) bytes, row-major; 0 is black, 255 white. */
  readonly images: Uint8Array;
  /** (count) class numbers. */
  readonly labels: Uint8Array;
  /** How bytes become numbers (default: as FashionMNIST's). */
  readonly normalization?: Normalization;
}

/** A data set in memory. */
export interface Dataset {
  /** The images to train and validate with. */
  readonly train: LabeledImages;
  /** The images to test with. */
  readonly test: LabeledImages;
  /** The folders the files came from, human-readable. */
  readonly source: string;
  /**
   * What a configuration says of these images, so that no other are taken for them; absent of images
   * that a program made, which go with any configuration.
   */
  readonly settings?: DataSettings;
}

/** A data set that was loaded. */
export interface LoadedDataset extends Dataset {
  /** What a configuration says of these images, to be spread into one. */
  readonly settings: DataSettings;
  /** Its name, or that of its folder. */
  readonly name: string;
  /** Height of an image in pixels. */
  readonly rows: number;
  /** Width of an image in pixels. */
  readonly columns: number;
  /** A label is an index into this list. */
  readonly classNames: readonly string[];
  /** What could not be verified, human-readable. */
  readonly warnings: readonly string[];
}
