/** Runs that have learned nothing, and whether one cell has more of them than another. */
import type { Interval } from "./conventions.ts";
import { mean } from "./moments.ts";
import { difference } from "./pairs.ts";
import { shareInterval } from "./share_interval.ts";
import { signFlipP } from "./sign_flips.ts";
import { tInterval } from "./t_interval.ts";

/** Below this many times the accuracy of guessing, a run has learned nothing. */
const TIMES_CHANCE = 1.5;

/** How many runs of a sample have learned nothing, and the mean of the others; null of none. */
export interface Untrained {
  /** How many. */
  readonly untrained: number;
  /** Their share of the sample. */
  readonly untrained_share: number | null;
  /** An exact 95 % interval of the share. */
  readonly untrained_interval: Interval | null;
  /** The mean of those that have learned something. */
  readonly trained_mean: number | null;
  /** Its 95 % interval. */
  readonly trained_t_interval: Interval | null;
}

/**
 * Whether a run's test accuracy is below 1.5 times that of guessing, one by the number of classes.
 */
export function isUntrained(accuracy: number, chance: number): boolean {
  return difference(accuracy, TIMES_CHANCE * chance) < 0;
}

/** Counts the untrained runs among test accuracies, and describes the others. */
export function untrained(accuracies: readonly number[], chance: number): Untrained {
  const n = accuracies.length;
  const trained = accuracies.filter((accuracy) => !isUntrained(accuracy, chance));
  const count = n - trained.length;
  return {
    untrained: count,
    untrained_share: n > 0 ? count / n : null,
    untrained_interval: shareInterval(count, n),
    trained_mean: trained.length > 0 ? mean(trained) : null,
    trained_t_interval: tInterval(trained),
  };
}

/** Seeds whose run is untrained in one of two cells alone. */
export interface McNemar {
  /** How many seeds are untrained in a alone. */
  readonly only_a: number;
  /** And in b alone. */
  readonly only_b: number;
  /** Two-sided and exact; 1 where the cells never disagree. */
  readonly p: number;
}

/**
 * McNemar's exact test (1947) of whether a or b has more untrained runs, of accuracies paired by
 * seed: where just one is untrained, each is as likely to be the one.
 */
export function mcnemar(
  pairs: readonly (readonly [a: number, b: number])[],
  chance: number,
): McNemar {
  const only = (which: 0 | 1) =>
    pairs.filter((pair) =>
      isUntrained(pair[which], chance) && !isUntrained(pair[1 - which]!, chance)
    ).length;
  const [a, b] = [only(0), only(1)];
  return { only_a: a, only_b: b, p: signFlipP(Array(a + b).fill(1), a) };
}
