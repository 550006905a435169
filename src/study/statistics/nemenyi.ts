/** Nemenyi's test: which average ranks are too far apart for chance. */
import { studentizedRangeQuantile, studentizedRangeTail } from "./studentized_range.ts";

/** The levels of the critical difference, as they are written. */
const LEVELS = ["0.05", "0.10"] as const;
type ByLevel<Value> = Readonly<Record<"0.05" | "0.10", Value>>;

/** Which average ranks differ. */
export interface Nemenyi {
  /** By level: average ranks that differ by less are not different. */
  readonly critical_difference: { readonly "0.05": number; readonly "0.10": number };
  /** By level: treatments in order of rank, the largest groups whose ends are not different. */
  readonly groups_not_different: {
    readonly "0.05": readonly (readonly string[])[];
    readonly "0.10": readonly (readonly string[])[];
  };
  /** Each two treatments. */
  readonly nemenyi: readonly NemenyiPair[];
}

/** Two treatments. */
export interface NemenyiPair {
  /** The first of them. */
  readonly a: string;
  /** The second. */
  readonly b: string;
  /** Of the average ranks, a's less b's. */
  readonly rank_difference: number;
  /** How often chance alone would put some two of all treatments as far apart. */
  readonly p_nemenyi: number;
}

/**
 * Nemenyi's test (1963; Demšar 2006, page 12) of the average ranks of k treatments in N blocks: the
 * critical difference is q/√2·√(k(k+1)/(6N)), q of the studentized range with infinite degrees of
 * freedom.
 */
export function nemenyi(
  averages: readonly number[],
  treatments: readonly string[],
  N: number,
): Nemenyi {
  const k = treatments.length;
  const unit = Math.sqrt(k * (k + 1) / (12 * N));
  const byLevel = <Value>(value: (level: keyof ByLevel<Value>) => Value) =>
    Object.fromEntries(LEVELS.map((level) => [level, value(level)])) as ByLevel<Value>;
  const critical = byLevel((level) => unit * studentizedRangeQuantile(1 - Number(level), k));
  return {
    critical_difference: critical,
    groups_not_different: byLevel((level) => groups(averages, treatments, critical[level])),
    nemenyi: treatments.flatMap((a, i) =>
      treatments.slice(i + 1).map((b, offset) => {
        const difference = averages[i]! - averages[i + 1 + offset]!;
        const p = studentizedRangeTail(Math.abs(difference) / unit, k);
        return { a, b, rank_difference: difference, p_nemenyi: p };
      })
    ),
  };
}

/**
 * The maximal runs, in order of rank, whose ends differ by less than `critical`; none of one alone.
 */
function groups(
  averages: readonly number[],
  treatments: readonly string[],
  critical: number,
): string[][] {
  const order = [...treatments.keys()].sort((i, j) => averages[i]! - averages[j]!);
  const found: string[][] = [];
  let covered = 0; // how far the last group reaches
  order.forEach((first, start) => {
    const near = order.slice(start).filter((last) => averages[last]! - averages[first]! < critical);
    const end = start + near.length;
    if (near.length > 1 && end > covered) found.push(near.map((i) => treatments[i]!));
    covered = Math.max(covered, end);
  });
  return found;
}
