/** Values and seeds in short: ranges, and the lists that they stand for. */

/** Numbers from the first to the second, so many as the third says, both ends included. */
export type Range =
  /** Evenly apart. */
  | { readonly linear: readonly [from: number, to: number, count: number] }
  /** Each the same multiple of the one before; both ends are above 0. */
  | { readonly log: readonly [from: number, to: number, count: number] };

/** No list that a range stands for is longer. */
export const MAX_VALUES = 100_000;

/** The list that a range of values stands for; anything else as it is. */
export function expandRange(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const [[kind, ends] = [], ...others] = Object.entries(value);
  if (others.length > 0 || !Array.isArray(ends) || ends.length !== 3) return value;
  const [from, to, count] = ends;
  if (!(ends.every(Number.isFinite) && from < to)) return value;
  if (!(Number.isInteger(count) && 2 <= count && count <= MAX_VALUES)) return value;
  const share = (i: number) => i / (count - 1);
  const rounded = (x: number) => Number(x.toPrecision(12)); // 0.01, not 0.010000000000000002
  if (kind === "linear") {
    return Array.from({ length: count }, (_, i) => rounded(from + (to - from) * share(i)));
  }
  if (kind === "log" && from > 0) {
    return Array.from({ length: count }, (_, i) => rounded(from * (to / from) ** share(i)));
  }
  return value;
}

/** The list that seeds such as "0..19" stand for, both ends included; anything else as it is. */
export function expandSeeds(seeds: unknown): unknown {
  const [, first, last] = /^(\d+)\.\.(\d+)$/.exec(typeof seeds === "string" ? seeds : "") ?? [];
  const count = Number(last) - Number(first) + 1;
  if (!(1 <= count && count <= MAX_VALUES)) return seeds;
  return Array.from({ length: count }, (_, i) => Number(first) + i);
}
