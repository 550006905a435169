/**
 * Activation Lab: what an activation function does to a neural network, shown with real training
 * runs. Imported, this module is a library; run, it is the command line.
 *
 * @module
 */
import "./src/files/provide.ts";

export * from "./lab.ts";

// Data, from files and mirrors
export { loadFashionMNIST } from "./src/data/fashion_mnist.ts";
export { loadDataset, type LoadOptions } from "./src/data/load.ts";
export { type SourceOptions } from "./src/data/load_published.ts";

// Activations, as files
export { loadActivationFile } from "./src/checkpoints/activation_file.ts";

// Checkpoints, as files
export { checkpointPath, readCheckpoint, writeCheckpoint } from "./src/checkpoints/checkpoint.ts";
export {
  readRunCheckpoint,
  removeRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "./src/checkpoints/run_checkpoint.ts";
export { loadModel } from "./src/checkpoints/load_model.ts";
export { lockModel, type ModelLock } from "./src/checkpoints/model_lock.ts";
export { modelName } from "./src/checkpoints/paths.ts";
export { projectModels, projectStudy } from "./src/project_files.ts";

// Studies
export { type ComputeOptions } from "./src/study/executors.ts";
export {
  runStudy,
  type RunStudyOptions,
  type StudyProgress,
  type StudyResult,
} from "./src/study/run.ts";
export { type Shard } from "./src/study/shard.ts";
export { type VerifiedRun, type VerifyOptions, verifyStudy } from "./src/study/verify.ts";
export { runsUnderWay, type RunUnderWay } from "./src/study/under_way.ts";
export { defineStudy, LargeStudyError } from "./src/study/definition.ts";
export {
  type NamedSettings,
  type Seeds,
  type Setting,
  type Settings,
  type Study,
  type StudyInput,
  type Values,
} from "./src/study/study.ts";
export { type Range } from "./src/study/ranges.ts";
export { type Level } from "./src/study/design.ts";
export { type PlannedRun, runsOf } from "./src/study/plan.ts";
export { runId } from "./src/study/run_id.ts";
export { type RunRecord } from "./src/study/run_record.ts";
export { StudyError } from "./src/study/study_error.ts";
export { readStudy } from "./src/study/read_study.ts";
export { chanceOf, runsCsv, runsTable, type StudyResults } from "./src/study/results.ts";
export { probesCsv, probesTable } from "./src/study/probes_table.ts";
export { joinedRunsTable } from "./src/study/joined_runs.ts";
export { type CellStatus, type StudyStatus, studyStatus, type Tally } from "./src/study/status.ts";
export { studyReport, type StudyReportOptions } from "./src/report/study/study_report.ts";
export { type StudyFigure, studyFigures } from "./src/report/study/figures.ts";
export { reuseRecords } from "./src/study/reuse.ts";
export { packStudy } from "./src/study/pack.ts";
export { compare, type CompareOptions, type Comparison } from "./src/study/compare.ts";
export { type ComparedCell } from "./src/study/compare_cells.ts";
export { type ComparedPair } from "./src/study/compare_pairs.ts";
export { type ComparedRanks } from "./src/study/compare_ranks.ts";
export {
  type AcrossFactor,
  type AcrossPair,
  type ComparedAcross,
} from "./src/study/compare_across.ts";
export { type Columns, parseTable, type Row, TableError, type Value } from "./src/study/table.ts";
export { type Bootstrap, type StratifiedBootstrap } from "./src/study/statistics/bootstrap.ts";
export { type Interval } from "./src/study/statistics/conventions.ts";
export { type Description } from "./src/study/statistics/describe.ts";
export { type Friedman } from "./src/study/statistics/friedman.ts";
export { type Nemenyi, type NemenyiPair } from "./src/study/statistics/nemenyi.ts";
export { type PairedT } from "./src/study/statistics/paired_t.ts";
export { type Published } from "./src/study/statistics/t_interval.ts";
export { type McNemar, type Untrained } from "./src/study/statistics/untrained.ts";
export { type Wilcoxon } from "./src/study/statistics/wilcoxon.ts";
export { type Wins } from "./src/study/statistics/win_rate.ts";

// The tutorial's own models
export {
  fetchPretrained,
  type FetchPretrainedOptions,
  type PretrainedModel,
} from "./src/pretrained/fetch_pretrained.ts";
export { pretrainedPath } from "./src/pretrained/published_models.ts";

/**
 * Runs a command line such as ["train", "--act", "elu"] and returns its exit code: 0 done, 1 failed,
 * 2 usage error, 130 interrupted by Ctrl-C, 143 by SIGTERM, 129 by SIGHUP.
 *
 * Errors that a person can mend are printed as one message; others, which are bugs, are thrown.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { runCommandLine } from "@activation-lab/activation-lab";
 *
 * assert.equal(await runCommandLine(["train", "--act", "no_such"]), 2);
 * ```
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const commandLine = await import("./src/cli/main.ts"); // which those who import a library do without
  return await commandLine.runCommandLine(args);
}

if (import.meta.main) {
  Deno.exitCode = 1; // until it is known, should this end too soon
  runCommandLine(Deno.args).then(Deno.exit); // not awaited, since what is loaded may import this module
}
