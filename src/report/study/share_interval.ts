/** Intervals of shares, as figures draw them. */
import type { Interval } from "../../study/statistics/conventions.ts";

/**
 * What lies from 0 to 1 of an interval of a mean share, such as an accuracy: Student's t knows of no such
 * bounds, and of few or uneven runs reaches beyond them. Tables keep the whole of it.
 */
export function shareInterval(interval: Interval | null): Interval | null {
  if (interval === null) return null;
  const [low, high] = interval;
  return [Math.max(low, 0), Math.min(high, 1)];
}
