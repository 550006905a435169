/** Who executes a study's runs: this thread, or workers side by side, each with a device of its own. */
import type { Dataset, LabeledImages } from "../data/dataset.ts";
import type { BlasChoice, CpuOptions } from "../device/cpu/cpu_device.ts";
import type { Device, DeviceInfo } from "../device/device.ts";
import { type DeviceChoice, openDevice } from "../device/open.ts";
import { LabError, UsageError } from "../errors.ts";
import { findActivation, isRegistered } from "../nn/activations.ts";
import { inspect } from "../printable.ts";
import type { Progress } from "../training/training_run.ts";
import { executeRun, type RunEnding, type RunTask } from "./execute_run.ts";
import type { PlannedRun } from "./plan.ts";
import type { Answer, ProgressAnswer, Request, WorkerOptions } from "./worker.ts";

/** Workers that do not start: Deno may not load their module, or the machine has no room for them. */
export class WorkerError extends LabError {
  override name = "WorkerError";
}

/** Runs that may be under way at once. */
export const MAX_JOBS = 64;

/** Where a study's runs compute. */
export interface ComputeOptions {
  /** See `openDevice` (default: `auto`). */
  readonly device?: DeviceChoice | undefined;
  /** Threads of the CPU for each run, 1 to 64 (default: 1, which makes the most of many runs). */
  readonly threads?: number | undefined;
  /** See `openDevice` (default: `auto`). */
  readonly blas?: BlasChoice | undefined;
  /**
   * Runs at once, 1 to 64 (default: as many as the processor's cores have threads for). It is 1 on
   * WebGPU, and with an activation that this program registered: workers know those of files alone.
   */
  readonly jobs?: number | undefined;
}

/** Throws `UsageError` unless so many runs may be under way at once. */
export function checkJobs(jobs: number): void {
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS) return;
  throw new UsageError(`jobs: expected an integer from 1 to ${MAX_JOBS}, got ${inspect(jobs)}`);
}

/** What executors are opened for. */
export interface ExecutorOptions extends ComputeOptions {
  readonly datasets: readonly Dataset[];
  readonly onStart?: ((device: DeviceInfo, jobs: number) => void) | undefined;
}

/** Executes one run at a time. */
export interface Executor {
  /** Executes a run: see `executeRun`. The signal ends it early, its state saved. */
  execute(
    task: RunTask,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<RunEnding>;
  /** Ends it, and the device that it computes on. */
  close(): Promise<void> | void;
}

/**
 * Opens what such runs are executed by, `most` of them at most. Throws `UsageError` where there can be
 * only one and more are asked for, and as `openDevice` and `startWorkers` do.
 */
export async function openExecutors(
  runs: readonly PlannedRun[],
  most: number,
  { device: choice, threads = 1, blas, jobs, datasets, onStart }: ExecutorOptions,
): Promise<Executor[]> {
  using opened = new DisposableStack();
  const device = opened.adopt(
    await openDevice(choice, { threads, blas }),
    (device) => device.close(),
  );
  const reason = reasonForOne(runs, device);
  if (reason !== undefined && jobs !== undefined && jobs > 1) {
    throw new UsageError(`jobs: expected 1 with ${reason}, got ${jobs}`);
  }
  const cores = Math.max(1, Math.floor(navigator.hardwareConcurrency / threads));
  const count = Math.min(most, reason === undefined ? jobs ?? Math.min(cores, MAX_JOBS) : 1);
  onStart?.(device.info, count);
  if (count > 1) return await startWorkers(count, { threads, blas }, datasets, filesOf(runs));
  opened.move();
  return [executeHere(device, datasets)];
}

/** Why there can only be one run at a time; undefined where there can be more. */
function reasonForOne(runs: readonly PlannedRun[], { info }: Device): string | undefined {
  if (info.kind === "webgpu") return "WebGPU";
  const own = runs.find(({ config: { activation } }) =>
    isRegistered(activation) && findActivation(activation).file === undefined
  );
  return own && `the activation ${own.config.activation}, which workers do not know`;
}

/** The files that the runs' activations came from. */
function filesOf(runs: readonly PlannedRun[]): string[] {
  const names = new Set(runs.map(({ config }) => config.activation));
  return [...names].filter(isRegistered).flatMap((name) => findActivation(name).file ?? []);
}

/** Executes runs in this thread. */
export function executeHere(device: Device, datasets: readonly Dataset[]): Executor {
  return {
    execute: (task, signal, onProgress) =>
      executeRun(task, { device, datasets, signal, onProgress }),
    close: () => device.close(),
  };
}

/**
 * Starts workers, each with a CPU device; they have the images in common, and load these activations.
 *
 * Throws `WorkerError` when they cannot be started: Deno must be allowed to read their modules.
 */
export async function startWorkers(
  count: number,
  options: CpuOptions,
  datasets: readonly Dataset[],
  activationFiles: readonly string[] = [],
): Promise<Executor[]> {
  const shared = datasets.map(inSharedMemory);
  const workers = Array.from({ length: count }, () => new StudyWorker());
  try {
    await Promise.all(
      workers.map((worker) => worker.open({ options, datasets: shared, activationFiles })),
    );
    return workers;
  } catch (error) {
    for (const worker of workers) worker.terminate();
    const { message } = error as Error;
    throw new WorkerError(`cannot start ${count} workers: ${message}; or do one run at a time`);
  }
}

/** A worker, asked for one thing after the other. */
class StudyWorker implements Executor {
  readonly #worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  #asked = Promise.withResolvers<Exclude<Answer, ProgressAnswer>>();
  #breakdown: LabError | undefined;
  #onProgress: (progress: Progress) => void = () => {};

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.answer === "progress") this.#onProgress(data.progress);
      else this.#asked.resolve(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault(); // it would end this thread as well
      this.#breakdown = new LabError(`a worker broke down: ${event.message}`);
      this.#asked.reject(this.#breakdown);
    };
  }

  async open(given: WorkerOptions): Promise<void> {
    await this.#ask({ ask: "open", ...given });
  }

  async execute(
    task: RunTask,
    signal: AbortSignal,
    onProgress: (progress: Progress) => void,
  ): Promise<RunEnding> {
    const stop = () => this.#tell({ ask: "stop" });
    this.#onProgress = onProgress;
    const answer = this.#ask({ ask: "execute", task });
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    try {
      return (await answer)!;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    await this.#ask({ ask: "close" }).catch(() => {}); // it may have broken down
    this.terminate();
  }

  terminate(): void {
    this.#worker.terminate();
  }

  #tell(request: Request): void {
    this.#worker.postMessage(request);
  }

  async #ask(request: Request): Promise<RunEnding | undefined> {
    if (this.#breakdown) throw this.#breakdown;
    this.#asked = Promise.withResolvers();
    this.#tell(request);
    const answer = await this.#asked.promise;
    if (answer.answer === "done") return answer.ending;
    throw answer.answer === "refused" ? new LabError(answer.message) : new Error(answer.message);
  }
}

/** The same images, of which threads need no copies. */
function inSharedMemory({ train, test, source, settings }: Dataset): Dataset {
  const [sharedTrain, sharedTest] = [train, test].map((images): LabeledImages => {
    const bytes = new Uint8Array(new SharedArrayBuffer(images.images.length));
    bytes.set(images.images);
    return { ...images, images: bytes };
  });
  return { train: sharedTrain!, test: sharedTest!, source, ...settings && { settings } };
}
