/** `study run`: runs what is left of a study, and keeps a record of each run. */
import { join } from "node:path";
import { MAX_JOBS } from "../../study/executors.ts";
import { readStudy } from "../../study/read_study.ts";
import { reuseRecords } from "../../study/reuse.ts";
import { runStudy } from "../../study/run.ts";
import type { Shard } from "../../study/shard.ts";
import { command, group } from "../command.ts";
import { log, logAlways, printResult } from "../console.ts";
import { InvalidArgumentError, Option } from "../dependencies.ts";
import { exitCodeOf } from "../exit.ts";
import { withInterrupt } from "../interrupt.ts";
import {
  computeOptions,
  countUpTo,
  dataOptions,
  datasetOptions,
  outputOption,
  resultOptions,
  saveEveryOption,
} from "../options.ts";
import { definedStudy, definitionOptions } from "./definition_options.ts";
import { loadDatasets } from "./study_data.ts";
import { lackingLine, resultText, runLine, StudyBar, waitLine } from "./run_output.ts";

/** The command; it tells `exitWith` how it ended. */
export function runCommand(exitWith: (code: number) => void) {
  return command(
    "run",
    "Run what is left of a study, and keep a record of each run.",
    [
      definitionOptions(),
      group(
        "Run",
        outputOption("for the study (default: results/NAME)"),
        new Option("--jobs <n>", "runs at once (default: one per core; on WebGPU 1)")
          .argParser(countUpTo(MAX_JOBS)),
        new Option("--shard <i/n>", "run the i-th of n parts only, i from 0").argParser(shard),
        new Option("--reuse <study>", "take over the runs that another study has done")
          .argParser((path: string, others: readonly string[] = []) => [...others, path]),
        new Option("--keep-weights", "keep the weights of each run's best epoch"),
        new Option(
          "--probe <epochs>",
          "record what happens inside the network: at the start and in the best epoch (best), in " +
            "every epoch (all), or nothing (none)",
        ).choices(["best", "all", "none"] as const).default("best" as const),
        saveEveryOption("the runs under way"),
      ),
      datasetOptions(),
      dataOptions(),
      computeOptions("1 for each run"),
      resultOptions(),
    ],
    `
Each run is kept in runs/ID.json of the study's folder. Run again, the study
goes on where it was stopped, within runs as well; any number of processes may
run it at the same time. Of several machines, each runs a part, --shard 0/3, 1/3
and 2/3; their folders runs/ together are the study's. For FILE, see study plan
--help.

Examples:
  study run six.json
  study run six.json --output experiments/six --shard 0/3
  study run seven.json --reuse results/six
  study run --act relu,tanh,elu --seeds 20 --epochs 10`,
  )
    .argument("[file]", "the study's JSON file")
    .action(async (file, options) => {
      const study = await definedStudy(file, options);
      const folder = join(options.output ?? join("results", study.name));
      const { device, threads, blas, jobs, keepWeights, probe } = options;
      const { saveEvery: saveEveryMinutes } = options;
      const datasets = await loadDatasets(options, study); // before anything is written
      for (const other of options.reuse ?? []) {
        const { records } = await readStudy(other);
        const taken = await reuseRecords(folder, study, records);
        log(options, `Runs taken over from ${other}: ${taken}.`);
      }
      const bar = new StudyBar(options);
      const { result, interruption } = await withInterrupt(async (signal) => {
        signal.addEventListener("abort", () => bar.clear());
        try {
          return await runStudy(study, folder, {
            ...{ datasets, device, threads, blas, jobs, shard: options.shard },
            ...{ keepWeights, probe, saveEveryMinutes, signal },
            onLacking(what, runs) {
              logAlways(`Note: ${lackingLine(what, runs, options.reuse !== undefined)}.`);
            },
            onStart({ name, software, warnings }, jobs) {
              for (const warning of warnings) log(options, `Note: ${warning}.`);
              const where = `${name}${software ? " (in software)" : ""}`;
              log(options, `Running ${folder} on ${where}, ${jobs} at a time`);
            },
            onRun(run, record, progress) {
              bar.clear();
              log(options, runLine(run, record, progress));
            },
            onWait(runs) {
              bar.clear();
              log(options, waitLine(runs));
            },
            onProgress: (progress) => bar.show(progress),
          });
        } finally {
          bar.clear();
        }
      });
      printResult(options, { folder, ...result }, resultText(folder, result));
      if (result.outcome === "interrupted") exitWith(exitCodeOf(interruption!));
    });
}

function shard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index < count) return { index, count };
  throw new InvalidArgumentError("expected I/N, of which I is from 0 to N - 1");
}
