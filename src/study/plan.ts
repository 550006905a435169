/** The runs of a study, in the order in which they are run. */
import type { TrainingConfig } from "../training/config.ts";
import { type Combination, combinations, countCombinations, type Level } from "./design.ts";
import { configOf } from "./fields.ts";
import { runId } from "./run_id.ts";
import type { RunRecord } from "./run_record.ts";
import type { Study } from "./study.ts";
import { tuneCell, type Tuning } from "./tuning.ts";

/** A run that a study wants. */
export interface PlannedRun {
  /** Its name: see `runId`. */
  readonly id: string;
  /** The value of each factor. */
  readonly cell: Readonly<Record<string, Level>>;
  /** The value of each nuisance factor: tried, or found best. */
  readonly tuned: Readonly<Record<string, Level>>;
  /** Of initial weights and batch order. */
  readonly seed: number;
  /** All settings. */
  readonly config: TrainingConfig;
  /** Whether it finds the best values of nuisance factors, or is one of those compared. */
  readonly purpose: "tune" | "compare";
}

/** How many runs a study has, those that tune included. */
export function countRuns({ factors, nuisance, seeds, tuneSeeds }: Study): number {
  return countCombinations(factors) *
    (seeds.length + tuneSeeds.length * countCombinations(nuisance));
}

/**
 * The runs of a study, done or not, seed by seed over all cells, so that a study stopped half-way is a
 * smaller one. Runs that tune come first; those compared follow for each cell of which `records` have
 * all runs that tune it, so ask again when these are done.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, runsOf } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * const runs = runsOf(study, []);
 * assert.deepEqual(runs.map(({ seed, cell }) => `${cell.activation} ${seed}`), [
 *   "relu 1",
 *   "tanh 1",
 *   "relu 2",
 *   "tanh 2",
 * ]);
 * ```
 */
export function runsOf(
  study: Study,
  records: Iterable<Pick<RunRecord, "id" | "best">>,
): PlannedRun[] {
  const { seeds, tuneSeeds } = study;
  const cells = planCells(study, records);
  return [
    ...tuneSeeds.flatMap((_, i) => cells.flatMap(({ trials }) => trials.map((runs) => runs[i]!))),
    ...seeds.flatMap((_, i) => cells.flatMap(({ runs }) => runs?.[i] ?? [])),
  ];
}

/** A cell of a study, and what it takes to compare it. */
export interface PlannedCell {
  /** The value of each factor. */
  readonly cell: PlannedRun["cell"];
  /** The runs that tune it, by combination of nuisance values; none where nothing is tuned. */
  readonly trials: readonly (readonly PlannedRun[])[];
  /** The values found; undefined where nothing is tuned, and as long as a trial is missing. */
  readonly tuning: Tuning | undefined;
  /** The runs that are compared, in the order of the seeds; undefined as long as it is being tuned. */
  readonly runs: readonly PlannedRun[] | undefined;
}

/** The cells of a study, in the order of the factors' values, the first factor's changing last. */
export function planCells(
  study: Study,
  records: Iterable<Pick<RunRecord, "id" | "best">>,
): PlannedCell[] {
  const { factors, nuisance, seeds, tuneSeeds } = study;
  const tunes = tuneSeeds.length > 0;
  const accuracies = new Map<string, number>();
  if (tunes) {
    // A run that diverged has no best epoch.
    for (const { id, best } of records) accuracies.set(id, best?.validationAccuracy ?? 0);
  }
  const tried = combinations(nuisance);
  return combinations(factors).map((cell) => {
    if (!tunes) {
      const runs = planRuns(study, "compare", cell, tried[0]!, seeds);
      return { cell: cell.levels, trials: [], tuning: undefined, runs };
    }
    const trials = tried.map((tuned) => planRuns(study, "tune", cell, tuned, tuneSeeds));
    const results = trials.map((runs) => runs.map(({ id }) => accuracies.get(id)));
    const tuning = tuneCell(nuisance, tried, results);
    const runs = tuning && planRuns(study, "compare", cell, tuning.best, seeds);
    return { cell: cell.levels, trials, tuning, runs };
  });
}

/** The settings that runs of a study may have, but for their seeds. */
export function configsOf({ fixed, factors, nuisance }: Study): TrainingConfig[] {
  return combinations({ ...factors, ...nuisance })
    .map(({ settings }) => configOf({ ...fixed, ...settings }));
}

/** The names of all runs that a study may come to want, whatever is found best. */
export function possibleRuns(study: Study): Set<string> {
  const { factors, nuisance, seeds, tuneSeeds } = study;
  const tried = combinations(nuisance);
  return new Set(
    combinations(factors).flatMap((cell) =>
      tried.flatMap((tuned) => planRuns(study, "compare", cell, tuned, [...tuneSeeds, ...seeds]))
    ).map(({ id }) => id),
  );
}

function planRuns(
  { fixed, varySplit }: Study,
  purpose: PlannedRun["purpose"],
  { levels: cell, settings }: Combination,
  tuned: Combination,
  seeds: readonly number[],
): PlannedRun[] {
  const shared = configOf({ ...fixed, ...settings, ...tuned.settings });
  return seeds.map((seed) => {
    const config = { ...shared, seed, ...varySplit && { splitSeed: seed } };
    return { id: runId(config), cell, tuned: tuned.levels, seed, config, purpose };
  });
}
