/** The threads that run kernels: this one, and workers that start when there is first enough to do. */
import { hasThreads, startThread, type Thread } from "../../platform.ts";
import type { Blas, Sgemm } from "./blas.ts";
import { addFunctions, instantiate, type Program } from "./worker.js";
import workerSource from "./worker.js" with { type: "text" };

/** Every function that kernels/cpu exports. */
export type Kernels = ReturnType<typeof instantiate>;

/** A formula's module has a thousand bytes or less, mostly. */
const MAX_ADDED_BYTES = 2 ** 26;

/**
 * A pool of threads over one memory. They sleep when there is nothing to do for about a
 * hundred microseconds. Where threads cannot share memory, there is only this one.
 */
export class ThreadPool {
  /** This thread's kernels, which share their work with the pool. */
  readonly kernels: Kernels;
  readonly #program: Program;
  readonly #blas: Blas | undefined;
  readonly #sgemm: Sgemm | undefined;
  readonly #workers: Thread[] = [];
  #modules = 0;
  #started = false;
  #stopped = false;

  /** A pool of `size` threads, whose matrices a BLAS library multiplies if there is one. */
  constructor(program: Omit<Program, "added">, readonly size: number, blas?: Blas) {
    const added = hasThreads && size > 1 &&
      new SharedArrayBuffer(0, { maxByteLength: MAX_ADDED_BYTES });
    this.#program = added ? { ...program, added } : program;
    this.#blas = blas;
    this.#sgemm = blas?.openSgemm(blas.address, program.memory);
    this.kernels = instantiate(program, 0, this.#sgemm?.multiply);
  }

  /** Starts the workers, unless that was done; until they are there, this thread works alone. */
  start(): void {
    if (this.#started || !hasThreads) return;
    this.#started = true;
    const { source = "const openSgemm = undefined;", address } = this.#blas ?? {};
    const main = "const main = (data) => runWorker(data, openSgemm);";
    for (let index = 1; index < this.size; index++) {
      const data = { program: this.#program, index, address };
      this.#workers.push(startThread([source, workerSource, main].join("\n"), data));
    }
  }

  /**
   * Adds a module's functions to every thread's kernels, which call them by their places in the table; those
   * are returned. Throws `RangeError` once all modules' bytes are too many.
   */
  addFunctions(bytes: Uint8Array<ArrayBuffer>): number[] {
    const { added } = this.#program;
    if (added) {
      const start = added.byteLength;
      added.grow(start + 4 + bytes.length);
      new DataView(added).setUint32(start, bytes.length);
      new Uint8Array(added).set(bytes, start + 4);
    }
    const places = addFunctions(this.kernels, bytes);
    this.kernels.publishModules(++this.#modules);
    return places;
  }

  /** Shuts the pool down, for good; idempotent. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    // First, since a worker that sleeps over shared memory could not be terminated.
    this.kernels.stop();
    for (const worker of this.#workers) worker.terminate();
    this.#sgemm?.close();
  }
}
