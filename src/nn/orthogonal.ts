/** Random matrices that leave lengths as they are. */
import { normal } from "../random/normal.ts";
import type { Key } from "../random/threefry.ts";

/**
 * A matrix, row-major, with orthonormal columns, or rows where there are fewer of those (Saxe,
 * McClelland and Ganguli, 2013; `jax.nn.initializers.orthogonal`): the Q of a random matrix's QR
 * decomposition in which R has a positive diagonal, which is unique.
 */
export function orthogonal(key: Key, [rows, columns]: readonly [number, number]): Float64Array {
  const [length, count] = [Math.max(rows, columns), Math.min(rows, columns)];
  const random = normal(key, length * count);
  const vectors = Array.from(
    { length: count },
    (_, j) => Float64Array.from({ length }, (_, i) => random[i * count + j]!),
  );
  orthonormalize(vectors);
  const value = rows < columns
    ? (i: number) => vectors[Math.floor(i / columns)]![i % columns]!
    : (i: number) => vectors[i % columns]![Math.floor(i / columns)]!;
  return Float64Array.from({ length: rows * columns }, (_, i) => value(i));
}

/** Makes each vector one of length 1 at right angles to those before it (modified Gram-Schmidt). */
function orthonormalize(vectors: readonly Float64Array[]): void {
  for (const [j, vector] of vectors.entries()) {
    const size = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < vector.length; i++) vector[i]! /= size;
    for (const later of vectors.slice(j + 1)) {
      const part = dot(vector, later);
      for (let i = 0; i < later.length; i++) later[i]! -= part * vector[i]!;
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
