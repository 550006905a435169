/** The cells of a comparison over all values of `by` together. */
import type { CellRuns } from "./cells.ts";
import { type StratifiedBootstrap, stratifiedBootstrap } from "./statistics/bootstrap.ts";
import { interquartileMean } from "./statistics/interquartile_mean.ts";
import { mean } from "./statistics/moments.ts";
import { probabilityOfImprovement } from "./statistics/probability_of_improvement.ts";
import type { Value } from "./table.ts";

/** Each value of the factor, and each pair of them, over all values of `by`. */
export interface ComparedAcross {
  /** Under the factor's name, such as `activations`: those with two runs at every value of `by`. */
  readonly [factors: string]: readonly AcrossFactor[] | readonly AcrossPair[];
  /** Those that can be compared at every value of `by`. */
  readonly pairs: readonly AcrossPair[];
}

/**
 * A value of the factor, named as its column; the mean is `mean_of_depth_means` where `by` is
 * depth.
 */
export interface AcrossFactor {
  /** The factor's value, and the mean of the means, by their names. */
  readonly [column: string]: unknown;
  /** How many finite runs there are at all values of `by` together. */
  readonly n: number;
  /** Their interquartile mean. */
  readonly iqm: number;
  /** An interval of it. */
  readonly iqm_stratified_bootstrap: StratifiedBootstrap;
}

/** Two values of the factor. */
export interface AcrossPair {
  /** None but these; said so that both kinds of rows can be looked at alike. */
  readonly [column: string]: unknown;
  /** The first of them. */
  readonly a: Value;
  /** The second. */
  readonly b: Value;
  /** The mean over the values of `by`. */
  readonly probability_of_improvement: number;
}

/** Puts together what is defined at every value of `by`: a mean over some of them says little. */
export function compareAcross(
  cells: readonly CellRuns[],
  factor: string,
  by: string,
): ComparedAcross {
  const places = new Set(cells.map((cell) => cell.by)).size;
  const byFactor = [...Map.groupBy(cells, (cell) => cell.factor)]
    .map(([name, members]) => ({
      name,
      strata: members.map(({ finite }) => [...finite.values()]),
    }))
    .filter(({ strata }) => strata.length === places);
  return {
    [`${factor}s`]: byFactor
      .filter(({ strata }) => strata.every((values) => values.length >= 2))
      .map(({ name, strata }) => ({
        [factor]: name,
        n: strata.flat().length,
        [`mean_of_${by}_means`]: mean(strata.map(mean)),
        iqm: interquartileMean(strata.flat()),
        iqm_stratified_bootstrap: stratifiedBootstrap(strata),
      })),
    pairs: byFactor.flatMap((a, i) =>
      byFactor.slice(i + 1).flatMap((b) => {
        const shares = a.strata.map((values, j) => probabilityOfImprovement(values, b.strata[j]!));
        const defined = shares.filter((share) => share !== null);
        if (defined.length < places) return [];
        return { a: a.name, b: b.name, probability_of_improvement: mean(defined) };
      })
    ),
  };
}
