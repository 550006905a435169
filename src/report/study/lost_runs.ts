/** The runs of a study that diverged, learned nothing, or are missing. */
import { describeLevels } from "../../study/design.ts";
import { chanceOf, type StudyResults } from "../../study/results.ts";
import { planCells, type PlannedRun } from "../../study/plan.ts";
import { studyStatus } from "../../study/status.ts";
import type { Table } from "../document.ts";
import { type Outcome, outcomeOf } from "./cell_runs.ts";
import { seedList } from "./limits.ts";
import { counted } from "./rounding.ts";
import { levelsInWords } from "./study_comparison.ts";

/** What became of runs. */
const LOSSES = ["diverged", "untrained", "missing"] as const;
type Loss = typeof LOSSES[number];

/** That a study is not complete, to be said first; nothing of one that is. */
export function incompleteness(results: StudyResults): string[] {
  const { planned, done } = studyStatus(results).runs;
  const missing = planned - done;
  return missing === 0 ? [] : [
    `This study is not complete: ${missing} of its ${counted(planned, "run")} ` +
    `${missing === 1 ? "is" : "are"} missing. What follows is of those that are done.`,
  ];
}

/**
 * Each cell's runs that are lost to the comparison or have learned nothing, by their seeds; of those that
 * tune it, the diverged ones by the values that were tried.
 */
export function lostRuns(results: StudyResults): Table {
  const { study, records } = results;
  const chance = chanceOf(study);
  const byId = new Map(records.map((record) => [record.id, record]));
  const lossOf = ({ id }: PlannedRun): Outcome | "missing" => {
    const record = byId.get(id);
    return record === undefined ? "missing" : outcomeOf(record, chance);
  };
  const rows = planCells(study, records).flatMap(({ cell, trials, runs }) => {
    const row = (what: string, lost: readonly PlannedRun[]) =>
      lost.length === 0 ? [] : [[describeLevels(cell), what, `${lost.length}`, seedsOf(lost)]];
    const lost = (some: readonly PlannedRun[], loss: Loss) =>
      some.filter((run) => lossOf(run) === loss);
    const tuning = trials.flat();
    return [
      ...LOSSES.flatMap((loss) => row(loss, lost(runs ?? [], loss))),
      ...trials.flatMap((trial) =>
        row(`diverged while tuning, ${levelsInWords(trial[0]!.tuned)}`, lost(trial, "diverged"))
      ),
      ...row("untrained while tuning", lost(tuning, "untrained")),
      ...row("missing while tuning", lost(tuning, "missing")),
      ...runs === undefined
        ? [[describeLevels(cell), "not tuned yet", `${study.seeds.length}`, seedList(study.seeds)]]
        : [],
    ];
  });
  return { kind: "table", header: ["Cell", "What", "Runs", "Seeds"], align: "llrl", rows };
}

/** Their seeds, each once. */
function seedsOf(runs: readonly PlannedRun[]): string {
  return seedList([...new Set(runs.map(({ seed }) => seed))]);
}
