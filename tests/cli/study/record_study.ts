/** A study on disk whose runs nobody ran. */
import { defineStudy } from "../../../src/study/definition.ts";
import { openStudyFolder } from "../../../src/study/folder.ts";
import { runsOf } from "../../../src/study/plan.ts";
import { writeRecord } from "../../../src/study/records.ts";
import type { RunRecord } from "../../../src/study/run_record.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { sampleRecord } from "../../study/sample_record.ts";

/** Writes its records, with accuracies by run; those without diverged, and those of NaN are missing. */
export async function recordStudy(
  folder: string,
  input: StudyInput,
  accuracyOf: (index: number) => number | undefined,
): Promise<void> {
  const study = defineStudy(input);
  await openStudyFolder(folder, study);
  const records: RunRecord[] = [];
  for (let i = 0; i < runsOf(study, records).length; i++) {
    const accuracy = accuracyOf(i);
    if (Number.isNaN(accuracy)) continue;
    const record = sampleRecord(runsOf(study, records)[i]!.config, accuracy);
    records.push(record);
    await writeRecord(folder, record);
  }
}
