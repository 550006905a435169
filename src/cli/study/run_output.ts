/** What `study run` says as it goes, and at its end. */
import { percent } from "../../printable.ts";
import { describeLevels } from "../../study/design.ts";
import type { PlannedRun } from "../../study/plan.ts";
import type { StudyProgress, StudyResult } from "../../study/run.ts";
import type { RunRecord } from "../../study/run_record.ts";
import { type OutputOptions, ProgressBar } from "../console.ts";
import { duration } from "./duration.ts";

/** A bar for the whole of a study. */
export class StudyBar extends ProgressBar {
  constructor(output: OutputOptions) {
    super(output, "{bar} {value}/{total} runs{diverged}  {left}");
  }

  show({ done, total, diverged, secondsLeft }: StudyProgress): void {
    this.update(done, total, {
      diverged: diverged === 0 ? "" : `, ${diverged} diverged`,
      left: secondsLeft === undefined ? "" : `${duration(secondsLeft)} left`,
    });
  }
}

/** What became of a run, in one line. */
export function runLine(
  { purpose, cell, tuned, seed }: PlannedRun,
  { outcome, stopped, best, test, seconds }: RunRecord,
  { done, total }: StudyProgress,
): string {
  const which = describeLevels({ ...cell, ...tuned, seed });
  const result = outcome === "diverged"
    ? `diverged: ${stopped}`
    : `validation accuracy ${percent(best!.validationAccuracy)} in epoch ${best!.epoch}, ` +
      `test accuracy ${percent(test!.accuracy)}`;
  const tuning = purpose === "tune" ? "tuning, " : "";
  return `[${done}/${total}] ${tuning}${which}: ${result}, ${seconds.toFixed(1)} s`;
}

/** That runs which are done lack what was asked for. */
export function lackingLine(what: string, runs: number, reuses: boolean): string {
  const are = runs === 1 ? "1 run is" : `${runs} runs are`;
  return `${are} done already, without ${what}; choose another folder with --output` +
    `${reuses ? ", and no --reuse," : ""} to record them`;
}

/** Why nothing happens while others are at the last runs. */
export function waitLine(runs: number): string {
  const last = runs === 1 ? "the last run" : `the last ${runs} runs`;
  return `Waiting for ${last}, which other processes have under way.`;
}

/** Where a study stands, and how it goes on. */
export function resultText(
  folder: string,
  { outcome, done, diverged, total }: StudyResult,
): string {
  const runs = `${done} of ${total} runs are in ${folder}` +
    (diverged === 0 ? "" : `, of which ${diverged} diverged`);
  if (outcome === "finished") return runs;
  const remedy = outcome === "interrupted"
    ? "run it again to go on"
    : "the others wait for runs of other shards, which tune; run it again when these are there";
  return `${runs}; ${remedy}`;
}
