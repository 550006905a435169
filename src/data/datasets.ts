/** The data sets there are: what each is, and where its files are found. */

/** An IDX file as published. */
export interface IdxFileSpec {
  /** Its name once unpacked; packed, `.gz` follows. */
  readonly name: string;
  /** [count, rows, columns] of images, [count] of labels. */
  readonly shape: readonly number[];
  /** SHA-256 of the unpacked file in hex, so that it holds however the file was packed. */
  readonly sha256: string;
}

/** How a byte p becomes the number that a network takes: (p / 255 - mean) / deviation. */
export interface Normalization {
  /** What is subtracted from a byte's share of 255. */
  readonly mean: number;
  /** What the difference is divided by. */
  readonly deviation: number;
}

/** What a data set must be, and where it is found. */
export interface DatasetSpec {
  /** As commands, files and figures spell it. */
  readonly name: string;
  /** A label is an index into this list. */
  readonly classNames: readonly string[];
  /** How its bytes become numbers. */
  readonly normalization: Normalization;
  /** The images to train and validate with, and their labels. */
  readonly train: { readonly images: IdxFileSpec; readonly labels: IdxFileSpec };
  /** The images to test with, and their labels. */
  readonly test: { readonly images: IdxFileSpec; readonly labels: IdxFileSpec };
  /** Folders searched in this order; what is found in none of them is downloaded into the first. */
  readonly folders: readonly string[];
  /** Addresses, ending in a slash, under which the packed files lie; tried in this order. */
  readonly mirrors: readonly string[];
}

/** The data sets by name. */
export const DATASETS = {
  /**
   * 70,000 pictures of clothing (Xiao, Rasul and Vollgraf, 2017): the four files as their authors
   * published them; the mirror is the one torchvision uses.
   *
   * It is looked for in `data/`, and where Debian's package `dataset-fashion-mnist` installs it.
   */
  FashionMNIST: {
    name: "FashionMNIST",
    classNames: [
      "T-shirt/top",
      "Trouser",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Ankle boot",
    ],
    normalization: { mean: 0.5, deviation: 0.5 },
    train: {
      images: {
        name: "train-images-idx3-ubyte",
        shape: [60000, 28, 28],
        sha256: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
      },
      labels: {
        name: "train-labels-idx1-ubyte",
        shape: [60000],
        sha256: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      },
    },
    test: {
      images: {
        name: "t10k-images-idx3-ubyte",
        shape: [10000, 28, 28],
        sha256: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
      },
      labels: {
        name: "t10k-labels-idx1-ubyte",
        shape: [10000],
        sha256: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
      },
    },
    folders: ["data", "/usr/share/datasets/fashion-mnist"],
    mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
  },
} satisfies Record<string, DatasetSpec>;

/** The tutorial's data set, which every configuration is for. */
export const FASHION_MNIST: DatasetSpec = DATASETS.FashionMNIST;

/** How many images there are. */
export function imageCount({ labels }: DatasetSpec["train"]): number {
  return labels.shape[0]!;
}

/**
 * Bytes of an image.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { FASHION_MNIST, imageSize } from "@activation-lab/activation-lab";
 *
 * assert.equal(imageSize(FASHION_MNIST), 28 * 28);
 * ```
 */
export function imageSize({ train }: DatasetSpec): number {
  const [, rows, columns] = train.images.shape;
  return rows! * columns!;
}
