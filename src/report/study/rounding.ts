/** Numbers of a study as its report has them. */
import { ALPHA, type Interval } from "../../study/statistics/conventions.ts";

/** Decimals of percent and of percentage points: a test set of 10,000 images has no finer ones. */
const DECIMALS = 2;

/** What is not defined. */
export const UNDEFINED = "-";

/** A share as percent, without the sign. */
export function inPercent(share: number): string {
  return hundredfold(share).toFixed(DECIMALS);
}

/** A difference of shares in percentage points, with its first digit where that comes later. */
export function inPoints(difference: number): string {
  const points = hundredfold(difference);
  const rounded = points.toFixed(DECIMALS);
  return Number(rounded) !== 0 ? rounded : `${Number(points.toPrecision(1))}`;
}

/** 100 times as much, without what the product of binary fractions adds: 28.5 of 0.285. */
function hundredfold(share: number): number {
  return Number((100 * share).toPrecision(12));
}

/** Both ends of an interval. */
export function span(interval: Interval | null, write: (value: number) => string): string {
  return interval === null ? UNDEFINED : interval.map(write).join(" to ");
}

/** A p-value with two significant digits, or as many as it takes to be on its side of 0.05. */
export function probability(p: number): string {
  if (p < 0.0001) return "< 0.0001";
  let digits = 2;
  while ((Number(p.toPrecision(digits)) < ALPHA) !== (p < ALPHA)) digits++;
  return `${Number(p.toPrecision(digits))}`;
}

/** A p-value behind its name, or the bound that it is below: "p = 0.02", "Holm p < 0.0001". */
export function pValue(name: string, p: number): string {
  const written = probability(p);
  return `${name} ${written.startsWith("<") ? written : `= ${written}`}`;
}

/** A count with its noun: "1 seed", "20 seeds". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
