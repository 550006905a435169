/** What is found of two cells, in a sentence whose every number is one of their comparison. */
import type { ComparedPair } from "../../study/compare_pairs.ts";
import { ALPHA, type Interval } from "../../study/statistics/conventions.ts";
import { difference as differenceOf } from "../../study/statistics/pairs.ts";
import { minimumDetectableDifference } from "../../study/statistics/power.ts";
import { counted, inPoints, pValue, span } from "./rounding.ts";

/** What is found of a pair. */
export type Verdict = "different" | "no difference found" | "not tested";

/** Two cells that are compared, and how many such tests are made. */
export interface TestedPair {
  readonly pair: ComparedPair;
  /** What its cells are called. */
  readonly a: string;
  readonly b: string;
  /** How many p-values are adjusted together. */
  readonly family: number;
  /** Whether a mean is of trained and untrained runs, of which Student's interval says nothing. */
  readonly isMixed?: boolean;
}

/** A difference is found where the t-test's p, adjusted by Holm's method over all pairs, is below 0.05. */
export function verdictOf({ p_t_holm_all: p }: ComparedPair): Verdict {
  if (p === null || p === undefined) return "not tested";
  return p < ALPHA ? "different" : "no difference found";
}

/** How many pairs have p-values, which Holm's method adjusts together. */
export function familyOf(pairs: readonly ComparedPair[]): number {
  return pairs.filter((pair) => verdictOf(pair) !== "not tested").length;
}

/**
 * The smallest true difference that the pair's seeds find with power 0.8 or more, however the other
 * tests of the family end: Holm's method asks for no p below 0.05 by their number.
 */
export function detectableDifference(pair: ComparedPair, family: number): number | null {
  return minimumDetectableDifference(pair.n, pair.sd_difference, ALPHA / family);
}

/**
 * The finding, without its full stop: "over 20 seeds ELU is 0.21 points above ReLU (0.08 to 0.34; Holm p =
 * 0.002; better in 17 of 20 seeds)". Points are percentage points of the test accuracy.
 */
export function pairFinding(tested: TestedPair): string {
  const { pair, a, b, family, isMixed = false } = tested;
  const { n, mean_difference: mean } = pair;
  const seeds = counted(n, "seed");
  if (mean === null) return `${a} and ${b} have no seed in common`;
  const difference = differenceOf(mean, 0); // what is 0 but for rounding is no difference
  const [better, other] = difference > 0 ? [a, b] : [b, a];
  const points = inPoints(Math.abs(difference));
  const isAbove = difference === 0
    ? `${a} and ${b} are equal`
    : `${better} is ${points} points above ${other}`;
  if (n === 1) return `on the one seed of both ${isAbove}; one seed has no interval and no test`;
  const verdict = verdictOf(pair);
  if (verdict === "not tested") {
    return `on each of ${seeds} ${isAbove}; without variation there is no interval and no test`;
  }
  if (verdict === "different") return `over ${seeds} ${isAbove} (${evidenceOf(tested)})`;
  const seen = difference === 0 ? "equal means" : `${better} ${points} points above`;
  const noneFound = `over ${seeds} no difference is found between ${a} and ${b} (${seen}`;
  if (isMixed) return `${noneFound}; ${evidenceOf(tested)})`;
  const detectable = detectableDifference(pair, family)!;
  const wouldHave = detectable <= 1
    ? `would have found ${inPoints(detectable)} points`
    : "would not have found 100 points";
  return `${noneFound}, ${evidenceOf(tested)}); ${seeds} ${wouldHave}`;
}

/** The interval, the p-value and the seeds won, of the better one. */
function evidenceOf({ pair, family, isMixed = false }: TestedPair): string {
  const { n, mean_difference, t_interval, wins, p_t_holm_all } = pair;
  const isUp = differenceOf(mean_difference!, 0) >= 0;
  const [low, high] = t_interval!;
  const interval: Interval = isUp ? [low, high] : [-high, -low];
  const named = pValue(family > 1 ? "Holm p" : "p", p_t_holm_all!);
  const won = isUp ? wins!.a : wins!.b;
  return `${
    isMixed ? "" : `${span(interval, inPoints)}; `
  }${named}; better in ${won} of ${n} seeds`;
}
