/** `study compare`: what many runs say. */
import { readText } from "../../files/read_text.ts";
import { inspect } from "../../printable.ts";
import { columnOf } from "../../study/columns.ts";
import { columnsOf, compare, type CompareOptions, type Comparison } from "../../study/compare.ts";
import { holdsStudy, readStudy } from "../../study/read_study.ts";
import { chanceOf, runsTable } from "../../study/results.ts";
import { studyStatus } from "../../study/status.ts";
import { StudyError } from "../../study/study_error.ts";
import type { Study } from "../../study/study.ts";
import { type Columns, isChosen, parseTable, type Row, TableError } from "../../study/table.ts";
import { command, group } from "../command.ts";
import { log, printResult } from "../console.ts";
import { InvalidArgumentError, Option } from "../dependencies.ts";
import { activationFilesOption, number, resultOptions } from "../options.ts";
import { comparisonText } from "./comparison_text.ts";

/** No table of runs is longer. */
const MAX_TABLE_BYTES = 2 ** 26;

export function compareCommand() {
  return command(
    "compare",
    "Compare the runs of a study, or of a table: intervals, tests paired by seed, ranks.",
    [
      group(
        "Comparison",
        new Option("--factor <column>", "what to compare, such as activation")
          .makeOptionMandatory(),
        new Option("--by <column>", "compare at each value of this column, such as depth"),
        new Option("--where <column=value>", "leave out other rows; more than once, all must hold")
          .argParser(where),
        new Option("--pair <column>", "what pairs the runs").default("seed"),
        new Option("--metric <column>", "the number to compare, higher is better")
          .default("test_accuracy"),
        new Option(
          "--chance <accuracy>",
          "that of guessing, which untrained runs are told by (default: a study's)",
        )
          .argParser(number("a number above 0", (value) => value > 0 && Number.isFinite(value))),
      ),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
An empty metric is a run that diverged: it is counted, and enters no mean and no
test. A run that is less than 1.5 times as good as guessing is untrained; of a
table, it takes --chance to count these.

Examples:
  study compare results/six --factor activation
  study compare results/start --factor initializer --where depth=4
  study compare runs.csv --factor activation --by depth --chance 0.1
  study compare runs.csv --factor lr --metric validation_accuracy --json`,
  )
    .argument("<study>", "a study's folder or packed file, or a CSV file with one row per run")
    .action(async (path, options) => {
      const given = { ...options, factor: options.factor! };
      const compared = await holdsStudy(path)
        ? await compareStudy(path, given)
        : await compareFile(path, given);
      const { comparison, columns, tuned } = compared;
      for (const note of compared.notes) log(options, `Note: ${note}.`);
      printResult(options, comparison, comparisonText(comparison, columns, tuned));
    });
}

/** Adds a column and its value to those before. */
function where(text: string, before: Readonly<Record<string, string>> = {}) {
  const [, column, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (column === undefined) throw new InvalidArgumentError("expected COLUMN=VALUE");
  return { ...before, [column]: value! };
}

/** A comparison, how it was made, and what is to be said of its runs. */
interface Compared {
  readonly comparison: Comparison;
  readonly columns: Columns;
  /** The columns of what was tuned. */
  readonly tuned: readonly string[];
  readonly notes: readonly string[];
}

async function compareFile(path: string, options: CompareOptions): Promise<Compared> {
  const columns = columnsOf(options);
  const fail = (problem: string) => new TableError(problem);
  const rows = parseTable(await readText(path, MAX_TABLE_BYTES, fail), columns, path);
  const comparison = compare(rows, { ...columns, chance: options.chance });
  return { comparison, columns, tuned: [], notes: [] };
}

async function compareStudy(path: string, options: CompareOptions): Promise<Compared> {
  const { factor, by, where = {} } = options;
  const named = {
    ...options,
    factor: columnOf(factor),
    by: by && columnOf(by),
    where: Object.fromEntries(
      Object.entries(where).map(([name, value]) => [columnOf(name), value]),
    ),
  };
  const results = await readStudy(path);
  const rows = runsTable(results);
  if (rows.length === 0) {
    throw new StudyError(`no run of ${path} is done that could be compared; run the study first`);
  }
  const columns = columnsOf(named);
  checkColumnsOf(path, results.study, rows, columns);
  const isAccuracy = /^(test|validation)_accuracy$/.test(columns.metric);
  const { chance = isAccuracy ? chanceOf(results.study) : undefined } = options;
  const { runs } = studyStatus(results);
  const missing = runs.planned - runs.done;
  const devices = [...new Set(rows.map(({ device }) => device))];
  return {
    comparison: compare(rows, { ...named, chance }),
    columns,
    tuned: Object.keys(results.study.nuisance).map(columnOf),
    notes: [
      ...missing === 0 ? [] : [`not done yet: ${missing} of ${runs.planned} runs`],
      ...devices.length === 1 ? [] : [
        `the runs were done on ${devices.length} devices, whose last bits differ: ` +
        devices.join("; "),
      ],
    ],
  };
}

/** Throws `StudyError` for columns that a study has not, and where a cell would have several runs of a seed. */
function checkColumnsOf(path: string, { factors }: Study, rows: readonly Row[], columns: Columns) {
  const { factor, by, pair, metric, where = {} } = columns;
  const named = [factor, ...by === undefined ? [] : [by], pair];
  const has = Object.keys(rows[0]!);
  const missing = [...named, metric, ...Object.keys(where)].find((name) => !has.includes(name));
  if (missing !== undefined) {
    throw new StudyError(`${path} has no column ${inspect(missing)}; it has ${has.join(", ")}`);
  }
  const chosen = rows.filter((row) => isChosen(row, where));
  const runs = new Set(chosen.map((row) => JSON.stringify(named.map((name) => row[name]))));
  if (runs.size === chosen.length) return;
  const varying = Object.keys(factors).map(columnOf)
    .filter((name) => !named.includes(name) && new Set(chosen.map((row) => row[name])).size > 1);
  const [first] = varying;
  if (first === undefined) return; // then rows are alike in another way, which `compare` tells
  throw new StudyError(
    `${path} varies in ${varying.join(" and ")} as well; choose runs with --where ` +
      `${first}=${chosen[0]![first]}${
        by === undefined ? `, or compare at each with --by ${first}` : ""
      }`,
  );
}
