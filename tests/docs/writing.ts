/** How the answers write numbers of a study. */
import assert from "node:assert/strict";
import { verdictOf } from "../../src/report/study/pair_finding.ts";
import { inPercent, inPoints, probability, span } from "../../src/report/study/rounding.ts";
import type { ComparedCell } from "../../src/study/compare_cells.ts";
import type { ComparedPair } from "../../src/study/compare_pairs.ts";
import type { Interval } from "../../src/study/statistics/conventions.ts";
import { mean } from "../../src/study/statistics/moments.ts";
import { shareInterval } from "../../src/study/statistics/share_interval.ts";
import { tInterval } from "../../src/study/statistics/t_interval.ts";

/** The activations that are compared, as the tutorial calls them. */
export const TITLES: Readonly<Record<string, string>> = {
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  relu: "ReLU",
  leakyrelu: "LeakyReLU",
  elu: "ELU",
  swish: "Swish",
};

/** "86.62 % (86.41 to 86.83)". */
export function accuracy({ mean, t_interval }: Pick<ComparedCell, "mean" | "t_interval">): string {
  const interval = t_interval === null ? "" : ` (${span(t_interval, inPercent)})`;
  return `${inPercent(mean!)} %${interval}`;
}

/** How far the first is above the second, which is found: "0.83 points (0.59 to 1.07)". */
export function found(pair: ComparedPair, first: string): string {
  assert.equal(verdictOf(pair), "different", `${pair.a} and ${pair.b}`);
  const { points, ends } = difference(pair, first);
  return `${points} points (${ends})`;
}

/** The same where nothing is found: "0.33 points (0.05 to 0.61; p = 0.16)". */
export function notFound(pair: ComparedPair, first: string): string {
  assert.equal(verdictOf(pair), "no difference found", `${pair.a} and ${pair.b}`);
  const { points, ends } = difference(pair, first);
  return `${points} points (${ends}; p = ${probability(pair.p_t_holm_all!)})`;
}

/** How far the first, which is above, is above the second. */
export function difference(pair: ComparedPair, first: string) {
  assert.ok((pair.a === first ? 1 : -1) * pair.mean_difference! > 0, `${first} is not above`);
  return signed(pair, first);
}

/** How far the first is above the second: in points, the ends of the interval, and whether it is found. */
export function signed(pair: ComparedPair, first: string) {
  const sign = pair.a === first ? 1 : -1;
  const [low, high] = pair.t_interval!.map((end) => sign * end).sort((a, b) => a - b);
  return {
    points: inPoints(sign * pair.mean_difference!),
    ends: span([low!, high!], inPoints),
    isFound: verdictOf(pair) === "different",
  };
}

/** "3 of 10 seeds (6.67 to 65.25 %)". */
export function shareOf(count: number, n: number, noun: string): string {
  return `${count} of ${n} ${noun} (${span(shareInterval(count, n), inPercent)} %)`;
}

/** The least and the greatest: "8 to 15". */
export function rangeOf(
  values: readonly number[],
  write: (value: number) => string = String,
): string {
  return span([Math.min(...values), Math.max(...values)], write);
}

/** A mean of shares, one a seed: "24.69 % (23.28 to 26.11)". */
export function meanShare(shares: readonly number[]): string {
  const interval = tInterval(shares)?.map((end) => Math.max(0, end)) as unknown as Interval | null;
  return `${inPercent(mean(shares))} %${interval ? ` (${span(interval, inPercent)})` : ""}`;
}

/** A geometric mean of ratios, one a seed, with the interval of their logarithms: "0.64 (0.59 to 0.69)". */
export function meanRatio(ratios: readonly number[], digits?: number): string {
  const logs = ratios.map(Math.log);
  const interval = tInterval(logs)!.map(Math.exp) as unknown as Interval;
  const write = (ratio: number) => inDigits(ratio, digits);
  return `${write(Math.exp(mean(logs)))} (${span(interval, write)})`;
}

/** So many significant digits: "0.064", "2.5", "8.8 × 10⁻⁷". */
export function inDigits(value: number, digits = 2): string {
  if (value >= 0.001) return value.toPrecision(digits);
  const [first, exponent] = value.toExponential(digits - 1).split("e-");
  const raised = exponent!.replaceAll(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]!);
  return `${first} × 10⁻${raised}`;
}
