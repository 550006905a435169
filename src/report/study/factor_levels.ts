/** The values of a study's factors, as axes have them. */
import type { Level } from "../../study/design.ts";
import type { PlannedCell } from "../../study/plan.ts";
import { inWords } from "./study_comparison.ts";

/** The values of a factor, in the study's order. */
export function levelsOf(planned: readonly PlannedCell[], factor: string): Level[] {
  return [...new Set(planned.map(({ cell }) => cell[factor]!))];
}

/** Those values by size where they are numbers, the least first; else in the study's order. */
export function orderedLevelsOf(planned: readonly PlannedCell[], factor: string): Level[] {
  const levels = levelsOf(planned, factor);
  return areNumbers(levels) ? levels.toSorted((a, b) => Number(a) - Number(b)) : levels;
}

/** Whether all values are numbers, which have an order of their own. */
export function areNumbers(levels: readonly Level[]): boolean {
  return levels.every((level) => typeof level === "number");
}

/**
 * Whether numbers are steps of equal factors rather than of equal size: all are above 0, and ratios of
 * neighbours are nearer each other than their differences are. Two are so if one is 4 times the other.
 */
export function isLogarithmic(values: readonly number[]): boolean {
  const sorted = values.toSorted((a, b) => a - b);
  if (!(sorted[0]! > 0) || sorted.length < 2) return false;
  const steps = (step: (low: number, high: number) => number) =>
    sorted.slice(1).map((high, i) => step(sorted[i]!, high));
  const unlike = (sizes: readonly number[]) => Math.max(...sizes) / Math.min(...sizes);
  const ratios = steps((low, high) => Math.log(high / low));
  if (ratios.length === 1) return ratios[0]! >= Math.log(4);
  return unlike(ratios) < unlike(steps((low, high) => high - low));
}

/** The name of a factor on an axis: "Learning rate". */
export function labelOf(factor: string): string {
  const words = inWords(factor);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
