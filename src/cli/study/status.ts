/** `study status`: how far a study is. */
import { columnOf } from "../../study/columns.ts";
import { describeLevels } from "../../study/design.ts";
import { type PlannedRun, runsOf } from "../../study/plan.ts";
import { readStudy } from "../../study/read_study.ts";
import type { StudyResults } from "../../study/results.ts";
import { type CellStatus, type StudyStatus, studyStatus, type Tally } from "../../study/status.ts";
import { runsUnderWay, type RunUnderWay } from "../../study/under_way.ts";
import { command, group } from "../command.ts";
import { printResult } from "../console.ts";
import { activationFilesOption, resultOptions } from "../options.ts";
import { type Column, textTable } from "../text_table.ts";

export function statusCommand() {
  return command(
    "status",
    "Say how far a study is: its runs by cell, done, diverged and to be done.",
    [group("Study", activationFilesOption()), resultOptions()],
    `
Examples:
  study status results/six`,
  )
    .argument("<study>", "a study's folder or packed file")
    .action(async (path, options) => {
      const results = await readStudy(path);
      const status = studyStatus(results);
      const underWay = await runsUnderWay(path);
      const planned = new Map(
        runsOf(results.study, results.records).map((run) => [run.id, run] as const),
      );
      const lines = underWay.map((run) => underWayLine(run, planned.get(run.id)));
      const text = [statusText(path, status, results), ...lines].join("\n");
      printResult(options, { ...status, underWay }, text);
    });
}

function underWayLine({ id, holder, saved }: RunUnderWay, run: PlannedRun | undefined): string {
  const which = run && ` (${describeLevels({ ...run.cell, ...run.tuned, seed: run.seed })})`;
  const state = saved === undefined ? "no state is saved yet" : `saved up to ${saved}`;
  return `run ${id}${which ?? ""}: ${
    holder === undefined ? "stopped" : `under way in ${holder}`
  }, ${state}`;
}

/** The status as a table of cells, with a line for the whole above. */
export function statusText(
  path: string,
  { runs, cells, others }: StudyStatus,
  { study }: StudyResults,
): string {
  const tunes = study.tuneSeeds.length > 0;
  const unsettled = cells.filter(({ atEdge = [] }) => atEdge.length > 0).length;
  const tallied = ({ done, planned }: Tally) => `${done}/${planned}`;
  const columns: Column<CellStatus>[] = [
    ...Object.keys(study.factors).map((factor): Column<CellStatus> => [
      columnOf(factor),
      ({ cell }) => `${cell[factor]}`,
    ]),
    ...tunes ? [["tuned", ({ tuning }) => tallied(tuning!)] as Column<CellStatus>] : [],
    ...Object.keys(study.nuisance).map((factor): Column<CellStatus> => [
      columnOf(factor),
      ({ tuned, atEdge = [] }) =>
        tuned === undefined ? "-" : `${tuned[factor]}${atEdge.includes(factor) ? "*" : ""}`,
    ]),
    ["runs", ({ runs }) => tallied(runs)],
    ["diverged", ({ runs }) => `${runs.diverged}`],
    ...tunes
      ? [["diverged tuning", ({ tuning }) => `${tuning!.diverged}`] as Column<CellStatus>]
      : [],
    ["untrained", ({ untrained }) => `${untrained ?? "-"}`],
  ];
  return [
    `${study.name ?? path}: ${runs.done} of ${runs.planned} runs done, of which ${runs.diverged} ` +
    "diverged",
    ...textTable(cells, columns),
    ...unsettled === 0
      ? []
      : ["*: not settled, for it is the least or the greatest of the values tried"],
    ...others === 0 ? [] : [`${others} records are of other runs`],
  ].join("\n");
}
