/** Studies that nobody ran, with whatever accuracies. */
import { defineStudy } from "../../../src/study/definition.ts";
import { type PlannedRun, runsOf } from "../../../src/study/plan.ts";
import type { StudyResults } from "../../../src/study/results.ts";
import type { RunRecord } from "../../../src/study/run_record.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { sampleRecord } from "../../study/sample_record.ts";

/** What became of a run: its test accuracy, of at most three decimals. */
export type Result = number | "diverged" | "missing";

/** The results of a study whose runs, those that tune included, end as `resultOf` says. */
export function madeUp(input: StudyInput, resultOf: (run: PlannedRun) => Result): StudyResults {
  const study = defineStudy(input);
  const records: RunRecord[] = [];
  for (const purpose of ["tune", "compare"]) {
    for (const run of runsOf(study, records).filter((run) => run.purpose === purpose)) {
      const result = resultOf(run);
      if (result === "missing") continue;
      // A sample's test accuracy is 0.1 below that of its validation.
      const accuracy = result === "diverged" ? undefined : result + 0.1;
      records.push(sampleRecord(run.config, accuracy));
    }
  }
  return { study, records };
}
