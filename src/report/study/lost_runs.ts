/** The runs of a study that diverged, learned nothing, or are missing. */
import { describeLevels, type Level } from "../../study/design.ts";
import { chanceOf, type StudyResults } from "../../study/results.ts";
import { planCells, type PlannedRun } from "../../study/plan.ts";
import { isUntrained } from "../../study/statistics/untrained.ts";
import { studyStatus } from "../../study/status.ts";
import type { Table } from "../document.ts";
import { seedList } from "./limits.ts";
import { counted } from "./rounding.ts";

/** What became of runs. */
type Loss = "diverged" | "untrained" | "missing";

/** That a study is not complete, to be said first; nothing of one that is. */
export function incompleteness(results: StudyResults): string[] {
  const { planned, done } = studyStatus(results).runs;
  const missing = planned - done;
  return missing === 0 ? [] : [
    `This study is not complete: ${missing} of its ${counted(planned, "run")} ` +
    `${missing === 1 ? "is" : "are"} missing. What follows is of those that are done.`,
  ];
}

/** Each cell's runs that are lost to the comparison or have learned nothing, by their seeds. */
export function lostRuns(results: StudyResults): Table {
  const { study, records } = results;
  const chance = chanceOf(study);
  const byId = new Map(records.map((record) => [record.id, record]));
  const lossOf = ({ id }: PlannedRun): Loss | undefined => {
    const record = byId.get(id);
    if (record === undefined) return "missing";
    if (record.outcome === "diverged") return "diverged";
    const isLost = chance !== undefined && isUntrained(record.test!.accuracy, chance);
    return isLost ? "untrained" : undefined;
  };
  const row = (
    cell: Readonly<Record<string, Level>>,
    loss: string,
    seeds: readonly number[],
  ) => [describeLevels(cell), loss, `${seeds.length}`, seedList(seeds)];
  const rows = planCells(study, records).flatMap(({ cell, trials, runs }) => {
    const losses = Map.groupBy(runs ?? [], lossOf);
    const untried = new Set(
      trials.flat().filter(({ id }) => !byId.has(id)).map(({ seed }) => seed),
    );
    return [
      ...(["diverged", "untrained", "missing"] as const).flatMap((loss) => {
        const lost = losses.get(loss);
        return lost === undefined ? [] : [row(cell, loss, lost.map(({ seed }) => seed))];
      }),
      ...runs === undefined ? [row(cell, "not tuned yet", [...untried])] : [],
    ];
  });
  return { kind: "table", header: ["Cell", "What", "Runs", "Seeds"], align: "llrl", rows };
}
