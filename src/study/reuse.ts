/** Runs that another study has done already. */
import { openStudyFolder } from "./folder.ts";
import { possibleRuns } from "./plan.ts";
import { writeRecord } from "./records.ts";
import type { RunRecord } from "./run_record.ts";
import type { Study } from "./study.ts";

/**
 * Takes those of another study's records over that are of runs of `study`, whose folder is made where it
 * is missing; a run that has a record keeps it. Returns how many were taken.
 *
 * Throws `StudyError` as `openStudyFolder` and `writeRecord` do.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, readStudy, reuseRecords } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const two = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1] });
 * const three = defineStudy({ factors: { activation: ["relu", "tanh", "elu"] }, seeds: [1] });
 * await reuseRecords(`${folder}/two`, two, []); // its runs are done meanwhile
 * const { records } = await readStudy(`${folder}/two`);
 * assert.equal(await reuseRecords(`${folder}/three`, three, records), 0);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function reuseRecords(
  folder: string,
  study: Study,
  records: Iterable<RunRecord>,
): Promise<number> {
  await openStudyFolder(folder, study);
  const wanted = possibleRuns(study);
  let taken = 0;
  for (const record of records) {
    if (wanted.has(record.id) && await writeRecord(folder, record)) taken++;
  }
  return taken;
}
