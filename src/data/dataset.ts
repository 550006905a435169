/** Labelled images, as everything works with them. */
import type { Normalization } from "./datasets.ts";

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
}
