/** A data set of one's own: four IDX files of images of any size, and perhaps the names of its classes. */
import { DataError } from "./data_error.ts";
import { idxShape, parseIdx, parseIdxLabels } from "./idx.ts";

/** Labels are bytes. */
const MAX_CLASSES = 256;

/** An unpacked file, and what messages call it. */
export interface NamedBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Images and their labels. */
export interface Pair<Part> {
  readonly images: Part;
  readonly labels: Part;
}

/** What the files of a data set hold. */
export interface OwnImages {
  /** Height of an image. */
  readonly rows: number;
  /** Width of an image. */
  readonly columns: number;
  /** In the order of the labels. */
  readonly classNames: readonly string[];
  readonly train: Pair<Uint8Array>;
  readonly test: Pair<Uint8Array>;
}

/**
 * What is in the files of a data set, once they agree with each other: all images are of one size, each
 * has a label, and each label has one of the names. Without names the classes are called by their
 * numbers, up to the greatest label. At least two images are to train and validate with.
 *
 * Throws `DataError`, naming the file at fault.
 */
export function decodeOwnDataset(
  train: Pair<NamedBytes>,
  test: Pair<NamedBytes>,
  names?: readonly string[],
): OwnImages {
  const [trainCount, rows, columns] = shapeOf(train, 2);
  const [testCount] = shapeOf(test, 1);
  const decode = ({ images, labels }: Pair<NamedBytes>, count: number) => ({
    images: parseIdx(images.bytes, [count, rows, columns], images.path),
    labels: parseIdxLabels(labels.bytes, count, names?.length ?? MAX_CLASSES, labels.path),
  });
  const decoded = { train: decode(train, trainCount), test: decode(test, testCount) };
  const classes = 1 + Math.max(...[decoded.train, decoded.test].map(greatestLabel));
  const classNames = names ?? Array.from({ length: classes }, (_, label) => `${label}`);
  return { rows, columns, classNames, ...decoded };
}

/**
 * The names in a list of classes, one a line, in the order of the labels. Throws `DataError`, naming
 * the file, for a line without a name and for more names than a label can tell apart.
 */
export function parseClassNames({ path, bytes }: NamedBytes): string[] {
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n").map((line) => line.trim());
  const empty = lines.indexOf("");
  if (empty >= 0) {
    throw new DataError(`${path} has nothing in line ${empty + 1}, expected the name of a class`);
  }
  if (lines.length > MAX_CLASSES) {
    throw new DataError(
      `${path} has ${lines.length} lines, expected at most ${MAX_CLASSES} classes`,
    );
  }
  return lines;
}

/** [count, rows, columns] of images that are at least so many, with a label for each. */
function shapeOf({ images, labels }: Pair<NamedBytes>, least: number): [number, number, number] {
  const shape = idxShape(images.bytes, 3, images.path);
  const [count, rows, columns] = shape as [number, number, number];
  if (count < least || rows * columns === 0) {
    throw new DataError(
      `${images.path} holds an array of ${shape.join(" × ")}, ` +
        `expected at least ${least} × 1 × 1: images, rows and columns`,
    );
  }
  const [labelCount] = idxShape(labels.bytes, 1, labels.path);
  if (labelCount !== count) {
    throw new DataError(
      `${labels.path} has ${labelCount} labels, expected ${count}, as many as ${images.path} has images`,
    );
  }
  return [count, rows, columns];
}

function greatestLabel({ labels }: Pair<Uint8Array>): number {
  return labels.reduce((greatest, label) => Math.max(greatest, label), 0);
}
