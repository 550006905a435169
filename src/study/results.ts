/** What a study has come to: its definition and its records, and the table that follows from both. */
import { datasetInfo } from "../data/settings.ts";
import { AT_EDGE, columnOf, RUN_COLUMNS } from "./columns.ts";
import { formatCsv } from "./csv.ts";
import { combinations } from "./design.ts";
import { doneRuns, levelsOf, rowOf } from "./done_runs.ts";
import type { RunRecord } from "./run_record.ts";
import type { Study } from "./study.ts";
import type { Row } from "./table.ts";

/** A study, and the records of its runs, as many as there are. */
export interface StudyResults {
  /** What it is. */
  readonly study: Study;
  /** In the order of their names; some may be of runs that the study does not have. */
  readonly records: readonly RunRecord[];
}

/**
 * The runs that are compared, one row each, seed by seed: the activation, each other factor, what was
 * tuned, and `seed`, `test_accuracy`, `validation_accuracy` (null where it diverged), `best_epoch`,
 * `epochs` (how many it took; where they vary or are tuned, how many it might), `outcome`, `device`,
 * `seconds` and `id`. Where something was tuned, `at_edge` names what of it had its best value at an edge.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, runsTable } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * assert.deepEqual(runsTable({ study, records: [] }), []); // `readStudy` finds records
 * ```
 */
export function runsTable({ study, records }: StudyResults): Row[] {
  return doneRuns(study, records).map((done) => rowOf(done, levelsOf(done.run), done.atEdge));
}

/**
 * The table of runs as CSV, with its header also where no run is done.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, runsCsv } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * assert.match(runsCsv({ study, records: [] }), /^activation,seed,test_accuracy,/);
 * ```
 */
export function runsCsv(results: StudyResults): string {
  const { factors, nuisance } = results.study;
  const tuned = Object.keys(nuisance);
  const names = new Set([
    ...["activation", ...Object.keys(factors), ...tuned].map(columnOf),
    ...tuned.length > 0 ? [AT_EDGE] : [],
    ...RUN_COLUMNS,
  ]);
  const rows = runsTable(results);
  return formatCsv([...names], rows.map((row) => [...names].map((name) => row[name]!)));
}

/**
 * The accuracy of guessing, one by the number of classes; undefined if the study's data sets differ in
 * it.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { chanceOf, defineStudy } from "@activation-lab/activation-lab";
 *
 * assert.equal(chanceOf(defineStudy({ factors: { activation: ["relu"] }, seeds: [1] })), 0.1);
 * ```
 */
export function chanceOf(study: Study): number | undefined {
  const { fixed, factors, nuisance } = study;
  const classes = new Set(
    combinations({ ...factors, ...nuisance }).map(({ settings }) =>
      datasetInfo({ ...fixed, ...settings }).classes
    ),
  );
  return classes.size === 1 ? 1 / [...classes][0]! : undefined;
}
