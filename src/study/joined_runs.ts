/** The runs of several studies in one table. */
import type { TrainingConfig } from "../training/config.ts";
import { checkJoined } from "./check_joined.ts";
import { columnOf, STUDY } from "./columns.ts";
import { type Level, levelOf } from "./design.ts";
import { doneRuns, levelsOf, rowOf } from "./done_runs.ts";
import { settingIn, SETTINGS } from "./fields.ts";
import { configsOf } from "./plan.ts";
import type { StudyResults } from "./results.ts";
import { canonicalJson } from "./run_id.ts";
import type { Study } from "./study.ts";
import type { Row } from "./table.ts";

/**
 * The runs of several studies that are compared, one row each, study by study: `study`, the name of a
 * run's; what is a factor of any study or tuned in any, and each other setting in which the studies
 * differ, such as an optimiser that is fixed in each; and the columns of `runsTable`. What one study
 * varies and another one does not has there the value that all runs of that share, or null if it has
 * none.
 *
 * Throws `UsageError` for a study without a name, or there twice, and where nothing can be paired: the
 * studies are of different images, or only some of them vary the split.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { compare, defineStudy, joinedRunsTable, readStudy } from "@activation-lab/activation-lab";
 *
 * async function compareOptimizers(folders: readonly string[]) {
 *   const studies = await Promise.all(folders.map(readStudy)); // one by momentum, one by adam
 *   return compare(joinedRunsTable(studies), { factor: "optimizer", by: "activation" });
 * }
 * await assert.rejects(compareOptimizers(["no_such_study", "nor_this"]));
 *
 * const study = defineStudy({ name: "six", factors: { activation: ["relu"] }, seeds: [1] });
 * assert.throws(() => joinedRunsTable([{ study, records: [] }, { study, records: [] }]), /the same/);
 * ```
 */
export function joinedRunsTable(all: readonly StudyResults[]): Row[] {
  const studies = all.map(({ study }) => study);
  checkJoined(studies);
  const fields = ["activation", ...columnFields(studies)];
  const tunes = studies.some(({ tuneSeeds }) => tuneSeeds.length > 0);
  return all.flatMap(({ study, records }) =>
    doneRuns(study, records).map((done) => {
      const { run, atEdge } = done;
      const levels = levelsOf(run);
      const joined = fields.map((field) => {
        const column = columnOf(field);
        return [column, levels[column] ?? sharedLevel(run.config, field)] as const;
      });
      const row = { [STUDY]: study.name!, ...Object.fromEntries(joined) };
      return rowOf(done, row, tunes ? atEdge ?? null : undefined);
    })
  );
}

/** The columns of `joinedRunsTable` that say what of the settings a run has, and the study's. */
export function joinedColumns(studies: readonly Study[]): string[] {
  return [STUDY, ...new Set(["activation", ...columnFields(studies)].map(columnOf))];
}

/** What is a factor, or tuned, in some study, and then the other fields in which the studies differ. */
function columnFields(studies: readonly Study[]): string[] {
  const named = new Set(
    studies.flatMap(({ factors, nuisance }) => Object.keys({ ...factors, ...nuisance })),
  );
  const configs = studies.map(configsOf);
  const differs = (field: string) => new Set(configs.map((some) => valuesOf(some, field))).size > 1;
  const others = Object.keys(SETTINGS).filter((field) => !named.has(field))
    .filter((field) => !["depth", "width"].includes(field)) // the hidden layers' sizes say it
    .filter((field) => field !== "dataset") // the same images, whatever their folders are called
    .filter(differs);
  return [...named, ...others];
}

/** All values of a field, as one text. */
function valuesOf(configs: readonly TrainingConfig[], field: string): string {
  const values = configs.map((config) => canonicalJson(settingIn(config, field) ?? null));
  return [...new Set(values)].sort().join();
}

function sharedLevel(config: TrainingConfig, field: string): Level | null {
  const value = field in SETTINGS ? settingIn(config, field) : undefined;
  return value === undefined ? null : levelOf(value);
}
