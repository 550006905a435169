/** What a study has come to: its definition and its records, and the table that follows from both. */
import { datasetInfo } from "../data/settings.ts";
import { AT_EDGE, columnOf, RUN_COLUMNS } from "./columns.ts";
import { formatCsv } from "./csv.ts";
import { combinations } from "./design.ts";
import { planCells, type PlannedRun } from "./plan.ts";
import type { RunRecord } from "./run_record.ts";
import type { Study } from "./study.ts";
import type { Row, Value } from "./table.ts";

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
  const byId = new Map(records.map((record) => [record.id, record]));
  const cells = planCells(study, records);
  return study.seeds.flatMap((_, i) =>
    cells.flatMap(({ runs, tuning }) => {
      const run = runs?.[i];
      const record = run && byId.get(run.id);
      if (record === undefined) return [];
      const atEdge = tuning && { [AT_EDGE]: tuning.atEdge.map(columnOf).join(" ") || null };
      const levels = levelsOf(run!);
      // Where the epochs are a factor, its value stands before how many were taken: it tells cells apart.
      return [{ ...levels, ...atEdge, ...resultOf(run!, record), ...levels }];
    })
  );
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

function levelsOf({ cell, tuned, config }: PlannedRun): Row {
  const levels = { activation: config.activation, ...cell, ...tuned };
  return Object.fromEntries(
    Object.entries(levels).map(([factor, level]) => [columnOf(factor), level]),
  );
}

function resultOf(
  { seed }: PlannedRun,
  { best, test, history, outcome, device, seconds, id }: RunRecord,
): Readonly<Record<typeof RUN_COLUMNS[number], Value>> {
  return {
    seed,
    test_accuracy: test?.accuracy ?? null,
    validation_accuracy: best?.validationAccuracy ?? null,
    best_epoch: best?.epoch ?? null,
    epochs: history.length,
    outcome,
    device,
    seconds,
    id,
  };
}
