/** `study export`: the runs of a study as a table, or what they recorded of their networks. */
import { probesCsv, probesTable } from "../../study/probes_table.ts";
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
    "Write the runs of a study that are compared, or their probes, as CSV.",
    [
      group(
        "Table",
        new Option(
          "--probes",
          "one row a layer and epoch, with gradients, saturation, dead neurons",
        ),
        new Option("--output <file>", "file for the table (default: to stdout)"),
      ),
      group("Study", activationFilesOption()),
      resultOptions(),
    ],
    `
A row is a run; an empty accuracy is one that diverged. With --probes, a row is
a layer of a run's network before training (epoch 0) or after an epoch kept.

Examples:
  study export results/six --output runs.csv
  study export results/six --probes --output probes.csv
  study export results/six | head`,
  )
    .argument("<study>", "a study's folder or packed file")
    .action(async (path, options) => {
      const results = await readStudy(path);
      const { output, probes } = options;
      const [table, csv] = probes ? [probesTable, probesCsv] : [runsTable, runsCsv];
      if (output === undefined) {
        printResult(options, table(results), csv(results).trimEnd());
        return;
      }
      await writeNew(output, new TextEncoder().encode(csv(results)));
      log(options, `The table is in ${output}.`);
    });
}
