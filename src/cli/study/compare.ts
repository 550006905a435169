/** `study compare`: what many runs say. */
import { readText } from "../../files/read_text.ts";
import { columnsOf, compare } from "../../study/compare.ts";
import { parseTable, TableError } from "../../study/table.ts";
import { command, group } from "../command.ts";
import { printResult } from "../console.ts";
import { Option } from "../dependencies.ts";
import { resultOptions } from "../options.ts";
import { comparisonText } from "./comparison_text.ts";

/** No table of runs is longer. */
const MAX_TABLE_BYTES = 2 ** 26;

export function compareCommand() {
  return command(
    "compare",
    "Compare a table of runs: intervals, tests paired by seed, ranks.",
    [
      group(
        "Table",
        new Option("--factor <column>", "what to compare, such as activation")
          .makeOptionMandatory(),
        new Option("--by <column>", "compare at each value of this column, such as depth"),
        new Option("--pair <column>", "what pairs the runs").default("seed"),
        new Option("--metric <column>", "the number to compare, higher is better")
          .default("test_accuracy"),
      ),
      resultOptions(),
    ],
    `
An empty metric is a run that diverged: it is counted, and enters no mean and no
test.

Examples:
  study compare runs.csv --factor activation --by depth
  study compare runs.csv --factor lr --metric validation_accuracy --json`,
  )
    .argument("<file>", "CSV file with a header and one row per run")
    .action(async (file, options) => {
      const columns = columnsOf({ ...options, factor: options.factor! });
      const rows = parseTable(
        await readText(file, MAX_TABLE_BYTES, (problem) => new TableError(problem)),
        columns,
        file,
      );
      const comparison = compare(rows, columns);
      printResult(options, comparison, comparisonText(comparison, columns));
    });
}
