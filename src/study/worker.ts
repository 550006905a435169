/** A worker of a study: opens a device of its own, and executes the runs that it is handed. */
import { loadActivationFile } from "../checkpoints/activation_file.ts";
import type { Dataset } from "../data/dataset.ts";
import type { CpuOptions } from "../device/cpu/cpu_device.ts";
import type { Device } from "../device/device.ts";
import { openDevice } from "../device/open.ts";
import { LabError } from "../errors.ts";
import type { Progress } from "../training/training_run.ts";
import { executeRun, type RunEnding, type RunTask } from "./execute_run.ts";

/** What a worker executes runs with. */
export interface WorkerOptions {
  readonly options: CpuOptions;
  readonly datasets: readonly Dataset[];
  /** Where those of the runs' activations are that came from files. */
  readonly activationFiles: readonly string[];
}

/** What a worker is asked for, one thing after the other; only `stop` comes in between. */
export type Request =
  | { readonly ask: "open" } & WorkerOptions
  | { readonly ask: "execute"; readonly task: RunTask }
  | { readonly ask: "stop" }
  | { readonly ask: "close" };

/** How far a run is. */
export interface ProgressAnswer {
  readonly answer: "progress";
  readonly progress: Progress;
}

/** What it answers: to all but `stop` once that it is done, or why not; of a run also how far it is. */
export type Answer =
  | ProgressAnswer
  | { readonly answer: "done"; readonly ending?: RunEnding }
  | { readonly answer: "refused" | "failed"; readonly message: string };

/** What a worker has, and the types of a window have not. */
const worker = globalThis as unknown as {
  onmessage: (event: MessageEvent<Request>) => void;
  postMessage(answer: Answer): void;
};

// What is to be said of an activation was said where the study was defined.
console.warn = () => {};

let device: Device;
let datasets: readonly Dataset[];
let stopping = new AbortController();

async function answer(request: Exclude<Request, { ask: "stop" }>): Promise<Answer> {
  if (request.ask === "open") {
    device = await openDevice("cpu", request.options);
    datasets = request.datasets;
    for (const file of request.activationFiles) await loadActivationFile(file);
    return { answer: "done" };
  }
  if (request.ask === "close") {
    device.close();
    return { answer: "done" };
  }
  stopping = new AbortController();
  const ending = await executeRun(request.task, {
    device,
    datasets,
    signal: stopping.signal,
    onProgress: (progress) => worker.postMessage({ answer: "progress", progress }),
  });
  return { answer: "done", ending };
}

worker.onmessage = async ({ data: request }) => {
  if (request.ask === "stop") return stopping.abort();
  try {
    worker.postMessage(await answer(request));
  } catch (error) {
    const { message, stack = message } = error as Error;
    worker.postMessage(
      error instanceof LabError
        ? { answer: "refused", message }
        : { answer: "failed", message: stack },
    );
  }
};
