/** The comparison of the runs of one study or several. */
import { suggestion } from "../../nearest.ts";
import { inspect, listed } from "../../printable.ts";
import { columnOf, STUDY } from "../../study/columns.ts";
import { columnsOf, compare, type CompareOptions, type Comparison } from "../../study/compare.ts";
import { joinedColumns, joinedRunsTable } from "../../study/joined_runs.ts";
import { readStudy } from "../../study/read_study.ts";
import { chanceOf, runsTable, type StudyResults } from "../../study/results.ts";
import { studyStatus } from "../../study/status.ts";
import { StudyError } from "../../study/study_error.ts";
import { type Columns, isChosen, type Row } from "../../study/table.ts";

/** A comparison, how it was made, and what is to be said of its runs. */
export interface Compared {
  readonly comparison: Comparison;
  readonly columns: Columns;
  /** The columns to show of each cell besides: of what was tuned, and of what the studies differ in. */
  readonly settings: readonly string[];
  readonly notes: readonly string[];
}

/** Compares the runs of the studies at these paths; throws `StudyError` where they cannot be compared. */
export async function compareStudies(
  paths: readonly string[],
  options: CompareOptions,
): Promise<Compared> {
  const all: StudyResults[] = [];
  for (const path of paths) all.push(await readStudy(path));
  const runs = all.length === 1 ? runsOfOne(all[0]!) : runsOfSeveral(all);
  const { rows, settings } = runs;
  const none = all.findIndex(({ study: { name } }) =>
    !rows.some((row) => all.length === 1 || row[STUDY] === name)
  );
  if (none >= 0) {
    throw new StudyError(
      `no run of ${paths[none]} is done that could be compared; run the study first`,
    );
  }
  const { factor, by, where = {} } = options;
  const named = {
    ...options,
    factor: columnOf(factor),
    by: by && columnOf(by),
    where: Object.fromEntries(
      Object.entries(where).map(([name, value]) => [columnOf(name), value]),
    ),
  };
  const columns = columnsOf(named);
  checkColumns(paths, runs, columns);
  const isAccuracy = /^(test|validation)_accuracy$/.test(columns.metric);
  const { chance = isAccuracy ? chanceOf(all[0]!.study) : undefined } = options;
  return {
    comparison: compare(rows, { ...named, chance }),
    columns,
    settings: settings.filter((column) =>
      ![columns.factor, columns.by, ...Object.keys(named.where)].includes(column)
    ),
    notes: [...all.flatMap((results) => missingRuns(results, all.length > 1)), ...devicesOf(rows)],
  };
}

/** The runs of studies. */
interface Runs {
  readonly rows: readonly Row[];
  /** The columns that tell the runs of a seed apart. */
  readonly varying: readonly string[];
  /** Those to be shown. */
  readonly settings: readonly string[];
}

function runsOfOne(results: StudyResults): Runs {
  const { factors, nuisance } = results.study;
  const [varying, settings] = [factors, nuisance].map((some) => Object.keys(some).map(columnOf));
  return { rows: runsTable(results), varying: varying!, settings: settings! };
}

function runsOfSeveral(all: readonly StudyResults[]): Runs {
  const rows = joinedRunsTable(all);
  const columns = joinedColumns(all.map(({ study }) => study));
  return { rows, varying: columns, settings: columns };
}

/** Throws `StudyError` for columns that there are not, and where a cell would have runs of several settings. */
function checkColumns(
  paths: readonly string[],
  { rows, varying }: Runs,
  { factor, by, pair, metric, where = {} }: Columns,
): void {
  const subject = listed(paths);
  const [has, it, varies] = paths.length === 1 ? ["has", "it", "varies"] : ["have", "they", "vary"];
  const cell = by === undefined ? [factor] : [factor, by];
  const columns = Object.keys(rows[0]!);
  const missing = [...cell, pair, metric, ...Object.keys(where)]
    .find((name) => !columns.includes(name));
  if (missing !== undefined) {
    throw new StudyError(
      `${subject} ${has} no column ${inspect(missing)}; ${it} ${has} ${columns.join(", ")}` +
        suggestion(missing, columns),
    );
  }
  const chosen = rows.filter((row) => isChosen(row, where));
  const cells = [...Map.groupBy(chosen, (row) => JSON.stringify(cell.map((name) => row[name])))]
    .map(([, members]) => members);
  const others = varying.filter((name) => name !== pair)
    .filter((name) =>
      cells.some((members) => members.some((row) => row[name] !== members[0]![name]))
    );
  const [first] = others;
  if (first === undefined) return;
  const orBy = by === undefined ? `, or compare at each with --by ${first}` : "";
  throw new StudyError(
    `${subject} ${varies} in ${listed(others)} as well; choose runs with --where ` +
      `${first}=${chosen[0]![first]}${orBy}`,
  );
}

function missingRuns(results: StudyResults, isOneOfSeveral: boolean): string[] {
  const { planned, done } = studyStatus(results).runs;
  if (done === planned) return [];
  const of = isOneOfSeveral ? ` of ${results.study.name}` : "";
  return [`not done yet: ${planned - done} of ${planned} runs${of}`];
}

function devicesOf(rows: readonly Row[]): string[] {
  const devices = [...new Set(rows.map(({ device }) => device))];
  return devices.length === 1 ? [] : [
    `the runs were done on ${devices.length} devices, whose last bits differ: ${
      devices.join("; ")
    }`,
  ];
}
