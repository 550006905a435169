/** The runs of a study that are compared and done, as rows of a table. */
import { AT_EDGE, columnOf, type RUN_COLUMNS } from "./columns.ts";
import { planCells, type PlannedRun } from "./plan.ts";
import type { RunRecord } from "./run_record.ts";
import type { Study } from "./study.ts";
import type { Row, Value } from "./table.ts";

/** A run that is compared, and what came of it. */
export interface DoneRun {
  readonly run: PlannedRun;
  readonly record: RunRecord;
  /** The columns of what has its best value at an edge, or null; undefined where nothing is tuned. */
  readonly atEdge: string | null | undefined;
}

/** Those of a study, seed by seed over all cells. */
export function doneRuns(study: Study, records: readonly RunRecord[]): DoneRun[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const cells = planCells(study, records);
  return study.seeds.flatMap((_, i) =>
    cells.flatMap(({ runs, tuning }): DoneRun[] => {
      const run = runs?.[i];
      const record = run && byId.get(run.id);
      if (record === undefined) return [];
      return [{
        run: run!,
        record,
        atEdge: tuning && (tuning.atEdge.map(columnOf).join(" ") || null),
      }];
    })
  );
}

/** The activation, and the value of each factor and of what was tuned, by column. */
export function levelsOf({ cell, tuned, config }: PlannedRun): Row {
  const levels = { activation: config.activation, ...cell, ...tuned };
  return Object.fromEntries(
    Object.entries(levels).map(([factor, level]) => [columnOf(factor), level]),
  );
}

/** A row with these levels; without `AT_EDGE` where `atEdge` is undefined. */
export function rowOf({ run, record }: DoneRun, levels: Row, atEdge: Value | undefined): Row {
  const edge = atEdge !== undefined && { [AT_EDGE]: atEdge };
  // Where the epochs are a factor, its value stands before how many were taken: it tells cells apart.
  return { ...levels, ...edge, ...resultOf(run, record), ...levels };
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
