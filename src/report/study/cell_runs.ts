/** The runs of each cell of a comparison, with what became of them. */
import type { ComparedCell } from "../../study/compare_cells.ts";
import type { Level } from "../../study/design.ts";
import { chanceOf } from "../../study/results.ts";
import type { RunRecord } from "../../study/run_record.ts";
import { isUntrained } from "../../study/statistics/untrained.ts";
import { levelColors } from "./level_colors.ts";
import { type ComparedPlace, type StudyComparison, titleOf } from "./study_comparison.ts";

/** What became of a run. */
export type Outcome = "trained" | "untrained" | "diverged";

/** A run of a cell. */
export interface CellRun {
  readonly seed: number;
  readonly record: RunRecord;
  readonly outcome: Outcome;
}

/** A cell as figures have it. */
export interface DrawnCell {
  /** The value of each factor that varies. */
  readonly levels: Readonly<Record<string, Level>>;
  /** The compared factor's value: "ReLU", "0.1". */
  readonly name: string;
  /** Index into the palette. */
  readonly color: number;
  /** Its numbers. */
  readonly cell: ComparedCell;
  /** In the order of the seeds, those that are done. */
  readonly runs: readonly CellRun[];
}

/** Cells that are compared with each other. */
export interface DrawnPlace {
  readonly place: ComparedPlace;
  /** "depth 8"; empty where nothing else varies. */
  readonly title: { readonly title?: string };
  readonly cells: readonly DrawnCell[];
}

/** The places of a comparison at which a run is done, with their runs, in the study's order. */
export function drawnPlaces(compared: StudyComparison): DrawnPlace[] {
  const { study, records, factor, others, planned, places } = compared;
  const byId = new Map(records.map((record) => [record.id, record]));
  const chance = chanceOf(study);
  const colors = levelColors(planned, factor);
  return places.filter(({ cells }) => cells.length > 0).map((place): DrawnPlace => ({
    place,
    title: place.name === "" ? {} : { title: place.name },
    cells: place.cells.map(({ level, cell }) => {
      const all = { ...place.levels, [factor]: level };
      const plan = planned.find((plan) =>
        [factor, ...others].every((name) => plan.cell[name] === all[name])
      );
      const runs = (plan?.runs ?? []).flatMap(({ id, seed }): CellRun[] => {
        const record = byId.get(id);
        return record ? [{ seed, record, outcome: outcomeOf(record, chance) }] : [];
      });
      const color = colors.get(level)!;
      return { levels: all, name: titleOf(factor, level), color, cell, runs };
    }),
  }));
}

/** What became of a run, where guessing has this accuracy. */
export function outcomeOf({ test }: RunRecord, chance: number | undefined): Outcome {
  if (test === null) return "diverged";
  return chance !== undefined && isUntrained(test.accuracy, chance) ? "untrained" : "trained";
}
