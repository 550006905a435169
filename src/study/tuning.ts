/** Tuning: which value of the nuisance factors a cell is compared at. */
import { type Combination, isList } from "./design.ts";
import { mean } from "./statistics/moments.ts";
import type { Study, Values } from "./study.ts";

/** The best of the values that were tried for a cell. */
export interface Tuning {
  /** Them, and the settings that they stand for. */
  readonly best: Combination;
  /** Mean validation accuracy over the seeds that tuned; a run that diverged counts as 0. */
  readonly validationAccuracy: number;
  /**
   * Factors whose best value is the least or the greatest that was tried: a better one may lie beyond,
   * so that what is found is not settled.
   */
  readonly atEdge: readonly string[];
}

/**
 * The first of those tried with the best mean of `results`, its accuracies by seed; undefined as long as
 * one is missing.
 */
export function tuneCell(
  nuisance: Study["nuisance"],
  tried: readonly Combination[],
  results: readonly (readonly (number | undefined)[])[],
): Tuning | undefined {
  const means: number[] = [];
  for (const accuracies of results) {
    const known = accuracies.filter((accuracy) => accuracy !== undefined);
    if (known.length < accuracies.length) return undefined;
    means.push(mean(known));
  }
  const validationAccuracy = Math.max(...means);
  const best = tried[means.indexOf(validationAccuracy)]!;
  const atEdge = Object.entries(nuisance)
    .filter(([factor, values]) => isAtEdge(values, best.levels[factor]!))
    .map(([factor]) => factor);
  return { best, validationAccuracy, atEdge };
}

/** Only numbers have edges, and only several a range. */
function isAtEdge(values: Values, level: string | number): boolean {
  if (!isList(values) || values.length === 1) return false;
  const numbers = values.filter((value) => typeof value === "number");
  return level === Math.min(...numbers) || level === Math.max(...numbers);
}
