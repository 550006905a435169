/** Writes small IDX files for tests. */

/** An IDX file of unsigned bytes. */
export function encodeIdx(shape: readonly number[], values: readonly number[]): Uint8Array {
  const dimensions = shape.flatMap((size) => [24, 16, 8, 0].map((shift) => size >>> shift & 255));
  return Uint8Array.of(0, 0, 8, shape.length, ...dimensions, ...values);
}
