/** `study compare`: what many runs say. */
import { UsageError } from "../../errors.ts";
import { readText } from "../../files/read_text.ts";
import { columnsOf, compare, type CompareOptions } from "../../study/compare.ts";
import { holdsStudy } from "../../study/read_study.ts";
import { parseTable, TableError } from "../../study/table.ts";
import { command, group } from "../command.ts";
import { log, printResult } from "../console.ts";
import { InvalidArgumentError, Option } from "../dependencies.ts";
import { activationFilesOption, number, resultOptions } from "../options.ts";
import { type Compared, compareStudies } from "./compare_studies.ts";
import { comparisonText } from "./comparison_text.ts";

/** No table of runs is longer. */
const MAX_TABLE_BYTES = 2 ** 26;

export function compareCommand() {
  return command(
    "compare",
    "Compare the runs of studies, or of a table: intervals, tests paired by seed, ranks.",
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
          "accuracy of guessing; runs below 1.5 times it count as untrained (default: a study's)",
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

The runs of several studies are in one table, with the column study and one for
each setting in which the studies differ.

Examples:
  study compare results/six --factor activation
  study compare results/start --factor initializer --where depth=4
  study compare results/rate results/optimiser --factor study --by activation
  study compare runs.csv --factor activation --by depth --chance 0.1
  study compare runs.csv --factor lr --metric validation_accuracy --json`,
  )
    .argument("<study...>", "studies' folders or packed files, or a CSV file with one row per run")
    .action(async (paths, options) => {
      const compared = await comparePaths(paths, { ...options, factor: options.factor! });
      const { comparison, columns, settings, notes } = compared;
      for (const note of notes) log(options, `Note: ${note}.`);
      printResult(options, comparison, comparisonText(comparison, columns, settings));
    });
}

/** Adds a column and its value to those before. */
function where(text: string, before: Readonly<Record<string, string>> = {}) {
  const [, column, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (column === undefined) throw new InvalidArgumentError("expected COLUMN=VALUE");
  return { ...before, [column]: value! };
}

/** Compares the runs of studies, or of the one table that there may be in their place. */
async function comparePaths(paths: readonly string[], options: CompareOptions): Promise<Compared> {
  for (const path of paths) {
    if (await holdsStudy(path)) continue;
    if (paths.length === 1) return await compareFile(path, options);
    throw new UsageError(`expected studies, or one table alone, got ${path} beside others`);
  }
  return await compareStudies(paths, options);
}

async function compareFile(path: string, options: CompareOptions): Promise<Compared> {
  const columns = columnsOf(options);
  const fail = (problem: string) => new TableError(problem);
  const rows = parseTable(await readText(path, MAX_TABLE_BYTES, fail), columns, path);
  const comparison = compare(rows, { ...columns, chance: options.chance });
  return { comparison, columns, settings: [], notes: [] };
}
