/** `study export`: the runs of a study as a table. */
import { readStudy } from "../../study/read_study.ts";
import { runsCsv, runsTable } from "../../study/results.ts";
import { command, group } from "../command.ts";
import { log, printResult } from "../console.ts";
import { Option } from "../dependencies.ts";
import { activationFilesOption, resultOptions } from "../options.ts";
import { writeNew } from "./write_new.ts";

export function exportCommand() {
  return command(
    "export",
    "Write the runs of a study that are compared as CSV, one row a run.",
    [
      group("Table", new Option("--output <file>", "file for the table (default: to stdout)")),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
An empty accuracy is a run that diverged.

Examples:
  study export results/six --output runs.csv
  study export results/six | head`,
  )
    .argument("<study>", "a study's folder or packed file")
    .action(async (path, options) => {
      const results = await readStudy(path);
      const { output } = options;
      if (output === undefined) {
        printResult(options, runsTable(results), runsCsv(results).trimEnd());
        return;
      }
      await writeNew(output, new TextEncoder().encode(runsCsv(results)));
      log(options, `The table is in ${output}.`);
    });
}
