/** One run of a study: claimed, resumed where it stands, trained and recorded. */
import { join } from "node:path";
import { networkProbe } from "../analysis/network_probe.ts";
import { checkpointPath, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { LockedModelError } from "../checkpoints/checkpoint_error.ts";
import { lockModel, type ModelLock } from "../checkpoints/model_lock.ts";
import {
  readRunCheckpoint,
  removeRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../checkpoints/run_checkpoint.ts";
import type { Dataset } from "../data/dataset.ts";
import {
  type DataSettings,
  describeDataDifferences,
  describeDataSettings,
} from "../data/settings.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import { removeLeftovers } from "../files/atomic_write.ts";
import type { KeptProbes } from "../training/probes.ts";
import { train } from "../training/train.ts";
import type { Progress } from "../training/training_run.ts";
import type { PlannedRun } from "./plan.ts";
import { readRecord, recordPath, writeRecord } from "./records.ts";
import { type RunRecord, runRecord } from "./run_record.ts";

/** A run, and how it is kept. */
export interface RunTask {
  readonly run: PlannedRun;
  /** The study's. */
  readonly folder: string;
  /** Whether the best epoch's weights are kept as well. */
  readonly keepWeights: boolean;
  /** Which probes its record has (default: none); a run that was begun has those it was begun with. */
  readonly probe?: KeptProbes | undefined;
  /** Minutes from one save of its state to the next (default: see `SAVE_INTERVAL`). */
  readonly saveEveryMinutes?: number | undefined;
}

/** What a run is executed with. */
export interface RunContext {
  readonly device: Device;
  /** Of these, the one that the settings are for. */
  readonly datasets: readonly Dataset[];
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * What became of a run: it was recorded now, or had been before; another process or worker has it under
 * way; or the signal ended it, and its state is saved.
 */
export type RunEnding =
  | { readonly kind: "recorded" | "known"; readonly record: RunRecord }
  | { readonly kind: "taken" }
  | { readonly kind: "interrupted" };

/**
 * Seconds that a state may be old at the end of an epoch. Short runs need not be saved at all, and there
 * are many of them; what is lost when a process is killed is no more than this and an epoch.
 */
const SAVE_INTERVAL = 10;

/** The folder, within a study's, of the runs that are under way. */
export function unfinishedFolder(folder: string): string {
  return join(folder, "unfinished");
}

/**
 * Executes a run, unless it is recorded already or under way elsewhere. Its state is saved on
 * the way and when the signal ends it, and where there is one, the run goes on from it.
 */
export async function executeRun(task: RunTask, context: RunContext): Promise<RunEnding> {
  const { run, folder, keepWeights, probe, saveEveryMinutes } = task;
  const path = runCheckpointPath(unfinishedFolder(folder), run.id);
  using lock = await claim(folder, run.id);
  if (lock === undefined) return { kind: "taken" };
  const known = await readRecord(folder, run.id);
  if (known !== undefined) {
    await removeRunCheckpoint(path); // of a process that was killed between the two
    return { kind: "known", record: known };
  }
  const resumeFrom = await readRunCheckpoint(path);
  if (resumeFrom !== undefined) await removeLeftovers(recordPath(folder, run.id));
  const keep = resumeFrom ? resumeFrom.probes?.keep : probe;
  const { datasets, ...where } = context;
  const interval = Math.min(SAVE_INTERVAL, (saveEveryMinutes ?? Infinity) * 60) * 1000;
  let saved = performance.now();
  const result = await train({
    ...where,
    dataset: datasetOf(run.config, datasets),
    config: run.config,
    resumeFrom,
    probe: keep && networkProbe({ keep }),
    saveEveryMinutes,
    async onState(state) {
      if (!context.signal.aborted && performance.now() - saved < interval) return;
      await lock.renew();
      await writeRunCheckpoint(path, state);
      saved = performance.now();
    },
  });
  if (result.outcome === "interrupted") return { kind: "interrupted" };
  await lock.renew();
  if (keepWeights && result.checkpoint !== undefined) {
    await writeCheckpoint(checkpointPath(join(folder, "weights"), run.id), result.checkpoint);
  }
  const record = runRecord(run.config, context.device.info.name, result);
  const first = await writeRecord(folder, record);
  await removeRunCheckpoint(path);
  if (first) return { kind: "recorded", record };
  // Where locks do not reach, such as between machines, another one was faster: its record stands.
  return { kind: "known", record: (await readRecord(folder, run.id))! };
}

/** The lock on a run; undefined while another has it. */
async function claim(folder: string, id: string): Promise<ModelLock | undefined> {
  try {
    return await lockModel(unfinishedFolder(folder), id);
  } catch (error) {
    if (error instanceof LockedModelError) return undefined;
    throw error;
  }
}

/** Of these data sets the one that settings are for. Throws `UsageError` if none is. */
export function datasetOf(settings: DataSettings, datasets: readonly Dataset[]): Dataset {
  const fitting = datasets.find(({ settings: found }) =>
    found === undefined || describeDataDifferences(found, settings).length === 0
  );
  if (fitting !== undefined) return fitting;
  const given = datasets.map(({ settings }) => describeDataSettings(settings!)).join(" and ");
  throw new UsageError(
    `datasets: expected ${describeDataSettings(settings)} among them, got ${given || "none"}`,
  );
}
