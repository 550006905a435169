/** The data sets there are: what each is, and where its files are found. */

/** An IDX file as published. */
export interface IdxFileSpec {
  /** Its name once unpacked; packed, `.gz` follows. */
  readonly name: string;
  /** [count, rows, columns] of images, [count] of labels. */
  readonly shape: readonly number[];
  /** SHA-256 in hex: of the unpacked file, so that it holds however that was packed, unless `packed`. */
  readonly sha256: string;
  /** The SHA-256 is that of the packed file; what an unpacked one must have is not known. */
  readonly packed?: true;
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

/** What the four files of a data set are called, wherever they come from. */
export const IDX_NAMES = {
  train: { images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte" },
  test: { images: "t10k-images-idx3-ubyte", labels: "t10k-labels-idx1-ubyte" },
} as const;

/** SHA-256 of the images and labels to train with, and of those to test with. */
type Digests = readonly [train: readonly [string, string], test: readonly [string, string]];

/** The files of a set of MNIST's size, by the digests of their content or, `packed`, of their packing. */
function mnistFiles(
  [train, test]: Digests,
  packed?: true,
): Pick<DatasetSpec, "train" | "test"> {
  function pair(part: keyof typeof IDX_NAMES, count: number, [images, labels]: Digests[0]) {
    const names = IDX_NAMES[part];
    const file = (name: string, shape: number[], sha256: string): IdxFileSpec => (
      { name, shape, sha256, ...(packed && { packed }) }
    );
    return {
      images: file(names.images, [count, 28, 28], images),
      labels: file(names.labels, [count], labels),
    };
  }
  return { train: pair("train", 60_000, train), test: pair("test", 10_000, test) };
}

/** The tutorial's: bytes become numbers from -1 to 1. */
const TUTORIAL_NORMALIZATION: Normalization = { mean: 0.5, deviation: 0.5 };

/** A data set that is known by its name. */
export type DatasetName = "FashionMNIST" | "MNIST" | "KMNIST";

/**
 * The data sets by name.
 *
 * All call their files the same, so that each has a folder of its own: its name in lower case within
 * `data/`, or `NAME/raw` there, where torchvision puts it. FashionMNIST lies in `data/` itself.
 */
export const DATASETS: Readonly<Record<DatasetName, DatasetSpec>> = {
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
    normalization: TUTORIAL_NORMALIZATION,
    ...mnistFiles([
      [
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
      ],
      [
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
      ],
    ]),
    folders: ["data", "/usr/share/datasets/fashion-mnist"],
    mirrors: ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
  },
  /**
   * 70,000 handwritten digits (LeCun, Cortes and Burges, 1998).
   *
   * The digests are those of the packed files that TensorFlow Datasets lists (url_checksums/mnist.txt).
   * They have never been downloaded here: what is fetched is either what that list names, or refused.
   */
  MNIST: {
    name: "MNIST",
    classNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    normalization: TUTORIAL_NORMALIZATION,
    ...mnistFiles([
      [
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      ],
      [
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      ],
    ], true),
    folders: ["data/mnist", "data/MNIST/raw"],
    mirrors: [
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ],
  },
  /**
   * 70,000 handwritten hiragana, ten of them (Clanuwat et al., "Deep learning for classical Japanese
   * literature", 2018), each class named by its reading.
   *
   * The digests are those of the packed files that TensorFlow Datasets lists (url_checksums/kmnist.txt),
   * never downloaded here either.
   */
  KMNIST: {
    name: "KMNIST",
    classNames: ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
    normalization: TUTORIAL_NORMALIZATION,
    ...mnistFiles([
      [
        "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
        "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
      ],
      [
        "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
        "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
      ],
    ], true),
    folders: ["data/kmnist", "data/KMNIST/raw"],
    mirrors: ["http://codh.rois.ac.jp/kmnist/dataset/kmnist/"],
  },
};

/** The tutorial's data set, which a configuration is for that names no other. */
export const FASHION_MNIST: DatasetSpec = DATASETS.FashionMNIST;

/**
 * The data set that people mean by a name: lower case and hyphens, as in `fashion-mnist`, make no
 * difference. Undefined if there is none.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { findDataset } from "@activation-lab/activation-lab";
 *
 * assert.equal(findDataset("fashion-mnist"), "FashionMNIST");
 * assert.equal(findDataset("letters"), undefined);
 * ```
 */
export function findDataset(name: string): DatasetName | undefined {
  const plain = (text: string) => text.replaceAll("-", "").toLowerCase();
  const names = Object.keys(DATASETS) as DatasetName[];
  return names.find((known) => plain(known) === plain(name));
}

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
