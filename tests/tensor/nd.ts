/** Arrays in float64 on the host, and what oracles are written with: plain loops over indices. */
import { randomNumbers } from "../random_numbers.ts";

/** Numbers, row after row, and the sizes of their dimensions. */
export interface Nd {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

type Index = readonly number[];

/** An array of float32 numbers: what a tensor holds exactly. */
export function nd(shape: readonly number[], data: ArrayLike<number>): Nd {
  return { shape, data: [...Float32Array.from(data)] };
}

/** Random float32 numbers, uniform in [lo, hi). */
export function random(shape: readonly number[], seed: number, lo = -2, hi = 2): Nd {
  return nd(shape, randomNumbers(seed, sizeOf(shape), lo, hi));
}

/** The array whose number at each index is `f` of it. */
export function build(shape: readonly number[], f: (index: Index) => number): Nd {
  const uint32Tensor = shape.reduce<Index[]>(
    (prefixes, size) =>
      prefixes.flatMap((prefix) => Array.from({ length: size }, (_, i) => [...prefix, i])),
    [[]],
  );
  return { shape, data: uint32Tensor.map(f) };
}

/** The number at an index, which may be one of a shape that `x` broadcasts to. */
export function at({ shape, data }: Nd, index: Index): number {
  const own = index.slice(index.length - shape.length);
  return data[shape.reduce((offset, size, d) => offset * size + (size === 1 ? 0 : own[d]!), 0)]!;
}

/** f(x), number by number. */
export function map({ shape, data }: Nd, f: (x: number, i: number) => number): Nd {
  return { shape, data: data.map(f) };
}

/** f(a, b), number by number, broadcast to a common shape. */
export function zip(a: Nd, b: Nd, f: (a: number, b: number) => number): Nd {
  const rank = Math.max(a.shape.length, b.shape.length);
  const shape = Array.from(
    { length: rank },
    (_, d) => Math.max(a.shape.at(d - rank) ?? 1, b.shape.at(d - rank) ?? 1),
  );
  return build(shape, (index) => f(at(a, index), at(b, index)));
}

/** f of all numbers along some dimensions, counted from the front. */
export function fold(
  x: Nd,
  axes: readonly number[],
  keepDims: boolean,
  f: (values: number[]) => number,
): Nd {
  const kept = x.shape.map((size, d) => axes.includes(d) ? 1 : size);
  const inner = x.shape.map((size, d) => axes.includes(d) ? size : 1);
  const folded = build(
    kept,
    (outer) =>
      f(build(inner, (index) => at(x, index.map((i, d) => i + outer[d]!))).data as number[]),
  );
  const shape = keepDims ? kept : x.shape.filter((_, d) => !axes.includes(d));
  return { shape, data: folded.data };
}

/** (m, k) · (k, n). */
export function product(a: Nd, b: Nd): Nd {
  return build([a.shape[0]!, b.shape[1]!], ([i, j]) => {
    let sum = 0;
    for (let l = 0; l < a.shape[1]!; l++) sum += at(a, [i!, l]) * at(b, [l, j!]);
    return sum;
  });
}

/** Rows and columns exchanged. */
export function transposed(x: Nd): Nd {
  return build(x.shape.toReversed(), (index) => at(x, index.toReversed()));
}

export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}
