/** The threads that run kernels: this one, and workers that start when there is first enough to do. */
import { Worker } from "node:worker_threads";
import { instantiate, type Program } from "./worker.js";
import threadSource from "./worker.js" with { type: "text" };

/** Every function that kernels/cpu exports. */
export type Kernels = ReturnType<typeof instantiate>["kernels"];

const WORKER_SOURCE = `${threadSource}
import { workerData } from "node:worker_threads";
runWorker(workerData);`;

/**
 * A pool of threads over one memory. Workers do not keep the process alive. They sleep when there is nothing to do
 * for some tens of microseconds.
 */
export class ThreadPool {
  /** This thread's kernels, which share their work with the pool. */
  readonly kernels: Kernels;
  readonly #program: Program;
  readonly #closeLibrary: () => void;
  readonly #workers: Worker[] = [];
  #started = false;
  #stopped = false;

  /** A pool of `size` threads. */
  constructor(program: Program, readonly size: number) {
    this.#program = program;
    ({ kernels: this.kernels, closeLibrary: this.#closeLibrary } = instantiate(program, 0));
  }

  /** Starts the workers, unless that was done; until they are there, this thread works alone. */
  start(): void {
    if (this.#started) return;
    this.#started = true;
    const source = new URL(`data:text/javascript,${encodeURIComponent(WORKER_SOURCE)}`);
    for (let index = 1; index < this.size; index++) {
      const worker = new Worker(source, { workerData: { program: this.#program, index } });
      worker.unref();
      this.#workers.push(worker);
    }
  }

  /** Shuts the pool down, for good; idempotent. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    // First, since a worker that sleeps over shared memory could not be terminated.
    this.kernels.stop();
    for (const worker of this.#workers) worker.terminate();
    this.#closeLibrary();
  }
}
