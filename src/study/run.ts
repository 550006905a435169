/** Runs what is left of a study: as many runs at once as there are cores, beside other processes. */
import { join } from "node:path";
import { checkStateFits } from "../checkpoints/run_checkpoint_format.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DeviceInfo } from "../device/device.ts";
import { LabError, UsageError } from "../errors.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { inspect } from "../printable.ts";
import type { KeptProbes } from "../training/probes.ts";
import { describeLevels } from "./design.ts";
import { openStudyFolder, readDefinition, studyPath } from "./folder.ts";
import { type KnownRun, lacking } from "./lacking.ts";
import { Pace } from "./pace.ts";
import { datasetOf, type RunEnding } from "./execute_run.ts";
import { checkJobs, type ComputeOptions, type Executor, openExecutors } from "./executors.ts";
import { countRuns, type PlannedRun, runsOf } from "./plan.ts";
import { readRecord, readRecords, recordedRuns, requireSameActivation } from "./records.ts";
import type { RunRecord } from "./run_record.ts";
import { checkShard, type Shard, shardOf, shardSize, WHOLE } from "./shard.ts";
import { StudyError } from "./study_error.ts";
import { processQueue } from "./work_queue.ts";
import type { Study } from "./study.ts";

/** With what, and how much of a study is run; what is called as it goes. */
export interface RunStudyOptions extends ComputeOptions {
  /** The images; of a study with several data sets, those of each. */
  readonly datasets: readonly Dataset[];
  /** The part of the study that is this machine's (default: all of it). */
  readonly shard?: Shard | undefined;
  /** Whether the weights of each run's best epoch are kept, in the folder `weights` (default: no). */
  readonly keepWeights?: boolean | undefined;
  /**
   * Which probes each record has: see `networkProbe`. Means and variances are kept of them, but no
   * counts in bins; a run has the same settings, name and bits with and without (default: best).
   */
  readonly probe?: KeptProbes | "none" | undefined;
  /**
   * Minutes from one save of a run's state to the next (default: at the end of an epoch, if the last one
   * was ten seconds ago).
   */
  readonly saveEveryMinutes?: number | undefined;
  /** Ends the study soon after it is aborted; the states of the runs under way are saved. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called first, for "probes of all epochs" and for "weights", if they are to be kept but runs were done
   * before without them, with the number of these; they stay as they are.
   */
  readonly onLacking?: ((what: string, runs: number) => void) | undefined;
  /** Called before the first run: on what, and how many runs at once. */
  readonly onStart?: ((device: DeviceInfo, jobs: number) => void) | undefined;
  /** Called after every run here, with its record. */
  readonly onRun?:
    | ((run: PlannedRun, record: RunRecord, progress: StudyProgress) => void)
    | undefined;
  /** Called when nothing is left but runs that other processes have under way, with their number. */
  readonly onWait?: ((runs: number) => void) | undefined;
  /** Called several times per second. */
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
}

/** Where a study stands; of a shard, its part. */
export interface StudyProgress {
  /** Runs that there is a record of. */
  readonly done: number;
  /** Those of them that diverged. */
  readonly diverged: number;
  /** Runs in all. */
  readonly total: number;
  /** How long the others are expected to take; undefined before the first has ended. */
  readonly secondsLeft: number | undefined;
}

/** How the running of a study ended. */
export interface StudyResult extends Omit<StudyProgress, "secondsLeft"> {
  /**
   * `finished`: there is a record of each run. `interrupted`: by the signal. `waiting`: what is left
   * depends on runs of other shards, which tune; run it again once these are in the folder.
   */
  readonly outcome: "finished" | "interrupted" | "waiting";
}

/**
 * Runs what is left of a study, and keeps a record of each run in a folder. Runs go in the order of
 * `runsOf`, on the CPU in workers, each on one core. A run that diverges is recorded as well.
 *
 * Any number of processes may do so at the same time: each run is done by one of them, and all wait
 * until the last is done. What one leaves behind, however it ended, the others or a later call resume
 * from its last state. A run ends with the same bits wherever it is done on the same kind of device,
 * and however often it was cut.
 *
 * Throws `UsageError` for options that cannot be, and for records whose activation came from another
 * file than here; `StudyError` where the folder has another study, damaged records, or cannot be
 * written, and where files vanish from it; and `LabError`, naming the run, when one fails; the states
 * of the others are saved before.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, runStudy } from "@activation-lab/activation-lab";
 *
 * const images = { count: 12, images: new Uint8Array(12 * 784), labels: new Uint8Array(12) };
 * const study = defineStudy({
 *   fixed: { hiddenSizes: [4], batchSize: 5, epochs: 2 },
 *   factors: { activation: ["relu", "tanh"] },
 *   seeds: "0..2",
 * });
 * const folder = await Deno.makeTempDir();
 * const { outcome, done } = await runStudy(study, folder, {
 *   datasets: [{ train: images, test: images, source: "made up" }],
 *   device: "cpu",
 *   jobs: 1,
 * });
 * assert.deepEqual([outcome, done], ["finished", 6]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function runStudy(
  study: Study,
  folder: string,
  options: RunStudyOptions,
): Promise<StudyResult> {
  await using session = new Session(study, folder, options);
  await openStudyFolder(folder, study);
  await requireWritableFolder(join(folder, "runs"));
  await session.readRecords();
  await session.tellLacking();
  if (!await session.execute("tune")) return session.result("interrupted");
  if (!await session.readTuning()) return session.result("waiting");
  if (!await session.execute("compare")) return session.result("interrupted");
  await session.requireKept();
  return session.result("finished");
}

/** What runs are for, in their order. */
const PURPOSES = ["tune", "compare"] as const;

/** A study that this process runs, and what is known of it. */
class Session implements AsyncDisposable {
  readonly #study: Study;
  readonly #folder: string;
  readonly #options: RunStudyOptions;
  readonly #shard: Shard;
  readonly #signal: AbortSignal;
  readonly #probe: KeptProbes | undefined;
  readonly #known = new Map<string, KnownRun>();
  readonly #pace = new Pace();
  /** How many runs of the shard tune, and how many are compared. */
  readonly #totals: Readonly<Record<PlannedRun["purpose"], number>>;
  /** All runs that are known; where something is tuned, those compared only once that is done. */
  #runs: readonly PlannedRun[];
  #executors: readonly Executor[] = [];
  #done = 0;
  #diverged = 0;

  constructor(study: Study, folder: string, options: RunStudyOptions) {
    const { shard = WHOLE, jobs = 1, signal = new AbortController().signal } = options;
    const { probe = "best" } = options;
    checkShard(shard);
    checkJobs(jobs);
    this.#probe = keptProbes(probe);
    this.#runs = runsOf(study, []);
    for (const { config } of this.#runs) {
      datasetOf(config, options.datasets);
      checkStateFits(config, this.#probe);
    }
    this.#study = study;
    this.#folder = folder;
    this.#options = options;
    this.#shard = shard;
    this.#signal = signal;
    const tune = this.#plan("tune").length;
    const compare = countRuns(study) - tune;
    this.#totals = { tune: shardSize(tune, shard), compare: shardSize(compare, shard) };
  }

  /** Learns which runs are done. */
  async readRecords(): Promise<void> {
    for await (const record of readRecords(this.#folder)) {
      requireSameActivation(record);
      this.#learn(record);
    }
  }

  /** Tells what the runs that are done lack, though it was asked for. */
  async tellLacking(): Promise<void> {
    const { keepWeights = false, onLacking } = this.#options;
    if (onLacking === undefined) return;
    const done = runsOf(this.#study, this.#known.values()).flatMap(({ id }) =>
      this.#known.get(id) ?? []
    );
    const asked = { probe: this.#probe, keepWeights };
    for (const { what, runs } of await lacking(done, this.#folder, asked)) onLacking(what, runs);
  }

  /** Learns which of the runs that tune are done, other shards' included; whether all are. */
  async readTuning(): Promise<boolean> {
    const tuning = this.#plan("tune");
    for (const { id } of tuning) {
      const record = this.#known.has(id) ? undefined : await readRecord(this.#folder, id);
      if (record !== undefined) this.#learn(record);
    }
    if (tuning.length > 0) this.#runs = runsOf(this.#study, this.#known.values());
    return tuning.every(({ id }) => this.#known.has(id));
  }

  /** Executes the shard's runs that are not done; whether all are done now. */
  async execute(purpose: PlannedRun["purpose"]): Promise<boolean> {
    const runs = shardOf(this.#plan(purpose), this.#shard);
    const left = runs.filter(({ id }) => !this.#known.has(id));
    for (const { id } of runs) this.#count(id);
    const later = purpose === "tune" ? this.#totals.compare : 0;
    this.#pace.plan(left, later);
    if (left.length > 0 && this.#executors.length === 0) {
      const most = left.length + later;
      this.#executors = await openExecutors(this.#runs, most, this.#options);
    }
    await processQueue(
      left,
      this.#executors,
      (executor, run, signal) => this.#run(executor, run, signal),
      this.#signal,
      (runs) => {
        this.#options.onWait?.(runs);
        this.#options.onProgress?.(this.#progress);
      },
    );
    return runs.every(({ id }) => this.#known.has(id));
  }

  /** Throws `StudyError` where files have vanished meanwhile: it must not seem as if all were there. */
  async requireKept(): Promise<void> {
    const kept = new Set(await recordedRuns(this.#folder));
    const runs = PURPOSES.flatMap((purpose) => shardOf(this.#plan(purpose), this.#shard));
    const lost = runs.filter(({ id }) => !kept.has(id)).length;
    if (lost === 0 && await readDefinition(studyPath(this.#folder)) !== undefined) return;
    throw new StudyError(
      `files have vanished from ${this.#folder} while the study ran, ${lost} records among them; ` +
        "run it again",
    );
  }

  result(outcome: StudyResult["outcome"]): StudyResult {
    const { done, diverged, total } = this.#progress;
    return { outcome, done, diverged, total };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#executors.map((executor) => executor.close()));
  }

  /** Has a run executed; false if another process has it. */
  async #run(executor: Executor, run: PlannedRun, signal: AbortSignal): Promise<boolean> {
    const { keepWeights = false, saveEveryMinutes, onProgress, onRun } = this.#options;
    const probe = this.#probe;
    const task = { run, folder: this.#folder, keepWeights, probe, saveEveryMinutes };
    const start = performance.now();
    let ending: RunEnding;
    try {
      ending = await executor.execute(task, signal, ({ epoch, stepsDone, steps }) => {
        this.#pace.advance(run, (epoch - 1 + stepsDone / steps) / run.config.epochs);
        onProgress?.(this.#progress);
      });
    } catch (error) {
      throw ofRun(run, error as Error);
    }
    if (ending.kind === "taken") return false;
    if (ending.kind === "interrupted") return true;
    const { kind, record } = ending;
    const seconds = Math.max(record.seconds, (performance.now() - start) / 1000);
    this.#pace.end(run, kind === "recorded" ? seconds : undefined);
    this.#learn(record);
    this.#count(run.id);
    if (kind === "recorded") onRun?.(run, record, this.#progress);
    onProgress?.(this.#progress);
    return true;
  }

  /** The runs with this purpose that are known. */
  #plan(purpose: PlannedRun["purpose"]): PlannedRun[] {
    return this.#runs.filter((run) => run.purpose === purpose);
  }

  #learn({ id, best, outcome, probes }: RunRecord): void {
    this.#known.set(id, { id, best, outcome, keep: probes?.keep });
  }

  #count(id: string): void {
    const known = this.#known.get(id);
    if (known === undefined) return;
    this.#done++;
    if (known.outcome === "diverged") this.#diverged++;
  }

  get #progress(): StudyProgress {
    const { secondsLeft } = this.#pace;
    return {
      done: this.#done,
      diverged: this.#diverged,
      total: this.#totals.tune + this.#totals.compare,
      secondsLeft: secondsLeft && secondsLeft / this.#executors.length,
    };
  }
}

/** What of probes is kept, if anything. Throws `UsageError` unless it is one of the choices. */
function keptProbes(choice: KeptProbes | "none"): KeptProbes | undefined {
  if (choice === "none") return undefined;
  if (choice === "best" || choice === "all") return choice;
  throw new UsageError(`probe: expected best, all or none, got ${inspect(choice)}`);
}

/** An error that a run threw, with its name. */
function ofRun({ id, cell, seed }: PlannedRun, error: Error): Error {
  const message = `run ${id} (${describeLevels(cell)}, seed ${seed}) failed: ${error.message}`;
  return error instanceof LabError ? new LabError(message) : new Error(message, { cause: error });
}
