/** Numbers at equal distances, for figures to be drawn of. */

/** `count` numbers from `first` to `last`. */
export function steps(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + (last - first) * i / (count - 1));
}
