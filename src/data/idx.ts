/**
 * The IDX format of MNIST and its kin: a magic number, the dimensions, then one byte a value.
 *
 * A magic number is two zero bytes, 0x08 for unsigned bytes, and the number of dimensions; each
 * dimension is a big-endian uint32 (LeCun, Cortes and Burges, "The MNIST database").
 */
import { DataError } from "./data_error.ts";

const UNSIGNED_BYTES = 0x08;

/** The length in bytes of an IDX file that holds an array of this shape. */
export function idxLength(shape: readonly number[]): number {
  return headerLength(shape.length) + shape.reduce((product, size) => product * size, 1);
}

/**
 * The shape of the array in an IDX file, as its header has it.
 *
 * Throws `DataError`, naming `file`, unless the header is that of unsigned bytes in so many dimensions.
 */
export function idxShape(bytes: Uint8Array, dimensions: number, file: string): number[] {
  const header = headerLength(dimensions);
  if (bytes.length < header) {
    throw new DataError(
      `${file} is cut short: ${bytes.length} bytes, fewer than the ${header} of an IDX header`,
    );
  }
  const words = new DataView(bytes.buffer, bytes.byteOffset, header);
  const magic = UNSIGNED_BYTES << 8 | dimensions;
  if (words.getUint32(0) !== magic) {
    throw new DataError(
      `${file} is not the expected IDX file: it starts with the magic number ` +
        `${hexWord(words.getUint32(0))}, expected ${hexWord(magic)} ` +
        `(unsigned bytes in ${dimensions} dimension${dimensions === 1 ? "" : "s"})`,
    );
  }
  return Array.from({ length: dimensions }, (_, axis) => words.getUint32(4 + 4 * axis));
}

/**
 * The values of an IDX file in row-major order, as a view into `bytes`.
 *
 * Throws `DataError`, naming `file`, unless the magic number, every dimension and the length are
 * exactly those of an array of `shape`.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
 * assert.deepEqual([...parseIdx(bytes, [2], "labels")], [7, 9]);
 * ```
 */
export function parseIdx(bytes: Uint8Array, shape: readonly number[], file: string): Uint8Array {
  const found = idxShape(bytes, shape.length, file);
  if (found.some((size, axis) => size !== shape[axis])) {
    throw new DataError(
      `${file} holds an array of ${found.join(" × ")}, expected ${shape.join(" × ")}`,
    );
  }
  if (bytes.length !== idxLength(shape)) {
    throw new DataError(
      `${file} has ${bytes.length} bytes, expected ${idxLength(shape)} for ${shape.join(" × ")}`,
    );
  }
  return bytes.subarray(headerLength(shape.length));
}

/**
 * The labels of an IDX file, as a view into `bytes`: `count` class numbers below `classes`.
 *
 * Throws `DataError`, naming `file`, where `parseIdx` does and on a label out of range.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { parseIdxLabels } from "@activation-lab/activation-lab";
 *
 * const bytes = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9);
 * assert.deepEqual([...parseIdxLabels(bytes, 2, 10, "labels")], [7, 9]);
 * ```
 */
export function parseIdxLabels(
  bytes: Uint8Array,
  count: number,
  classes: number,
  file: string,
): Uint8Array {
  const labels = parseIdx(bytes, [count], file);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong >= 0) {
    throw new DataError(
      `${file} has the label ${labels[wrong]} at position ${wrong}, expected 0 to ${classes - 1}`,
    );
  }
  return labels;
}

function headerLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}

function hexWord(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}
