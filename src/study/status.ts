/** How far a study is, cell by cell. */
import type { Level } from "./design.ts";
import { planCells, type PlannedCell } from "./plan.ts";
import { chanceOf, type StudyResults } from "./results.ts";
import { isUntrained } from "./statistics/untrained.ts";

/** How many runs there are of a kind. */
export interface Tally {
  /** How many are wanted. */
  readonly planned: number;
  /** How many of them have a record. */
  readonly done: number;
  /** How many of those diverged. */
  readonly diverged: number;
}

/** How far a cell is. */
export interface CellStatus {
  /** The value of each factor. */
  readonly cell: Readonly<Record<string, Level>>;
  /** The runs that tune it; absent where nothing is tuned. */
  readonly tuning?: Tally;
  /** The values found best; absent as long as they are not known. */
  readonly tuned?: Readonly<Record<string, Level>>;
  /** Factors whose best value is at the edge of its range, so that nothing is settled. */
  readonly atEdge?: readonly string[];
  /** The runs that are compared. */
  readonly runs: Tally;
  /** How many of them have learned nothing; absent where chance is unknown. */
  readonly untrained?: number;
}

/** How far a study is. */
export interface StudyStatus {
  /** All runs, those that tune included. */
  readonly runs: Tally;
  /** In the order of the factors' values. */
  readonly cells: readonly CellStatus[];
  /** Records of other runs, such as those that were tuned for values that are no longer best. */
  readonly others: number;
}

/**
 * Counts a study's runs, done and to be done.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, studyStatus } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: "0..19" });
 * const { runs, cells } = studyStatus({ study, records: [] }); // `readStudy` finds records
 * assert.deepEqual(runs, { planned: 40, done: 0, diverged: 0 });
 * assert.equal(cells.length, 2);
 * ```
 */
export function studyStatus({ study, records }: StudyResults): StudyStatus {
  const byId = new Map(records.map((record) => [record.id, record]));
  const chance = chanceOf(study);
  const recordsOf = (runs: readonly { id: string }[]) =>
    runs.flatMap(({ id }) => byId.get(id) ?? []);
  const tally = (runs: readonly { id: string }[], planned = runs.length): Tally => {
    const done = recordsOf(runs);
    const diverged = done.filter(({ outcome }) => outcome === "diverged").length;
    return { planned, done: done.length, diverged };
  };
  const statusOf = ({ cell, trials, tuning, runs = [] }: PlannedCell): CellStatus => {
    const accuracies = recordsOf(runs).flatMap(({ test }) => test?.accuracy ?? []);
    return {
      cell,
      ...trials.length > 0 && { tuning: tally(trials.flat()) },
      ...tuning && { tuned: tuning.best.levels, atEdge: tuning.atEdge },
      runs: tally(runs, study.seeds.length),
      ...chance !== undefined && {
        untrained: accuracies.filter((accuracy) => isUntrained(accuracy, chance)).length,
      },
    };
  };
  const cells = planCells(study, records).map(statusOf);
  const total = (of: keyof Tally) =>
    cells.reduce((sum, { tuning, runs }) => sum + (tuning?.[of] ?? 0) + runs[of], 0);
  const runs = { planned: total("planned"), done: total("done"), diverged: total("diverged") };
  return { runs, cells, others: records.length - runs.done };
}
