/** The device that is everywhere: WebAssembly kernels on the processor's cores. */
import { setImmediate } from "node:timers";
import { UsageError } from "../../errors.ts";
import { type Device, DeviceError, type DeviceInfo } from "../device.ts";
import { type DeviceBuffer, mebibytes, type MemoryUse } from "../memory.ts";
import type { Operation } from "../operations.ts";
import { type Blas, findBlas } from "./blas.ts";
import { multipliesRightly } from "./blas_check.ts";
import { CpuBuffer } from "./cpu_buffer.ts";
import { Heap } from "./heap.ts";
import { loadModule } from "./modules.ts";
import { runOperation, type Workshop } from "./run_operation.ts";
import { Team } from "./team.ts";

/** What can be asked for as BLAS library. */
export const BLAS_CHOICES = ["auto", "none"] as const;

export type BlasChoice = (typeof BLAS_CHOICES)[number];

/** How a CPU device computes. */
export interface CpuOptions {
  /** Threads, 1 to 64; unless said, one for each of the processor's cores. */
  readonly threads?: number | undefined;
  /** A BLAS library of the machine multiplies matrices, if there is one that can; or none does. */
  readonly blas?: BlasChoice | undefined;
  /** Multiply-adds that round once, where the runtime has them; else as two operations. */
  readonly relaxed?: boolean;
}

/** Threads that a device may have. */
export const MAX_THREADS = 64;

/** 4 GiB, all that 32-bit addresses reach; the system gives what is used. */
const MAX_PAGES = 65_536;

/** Milliseconds after which timers and signals have their turn. */
const TURN_INTERVAL = 100;

const CLOSED = "it was closed";

/** Multiplications from which on starting the workers is worth it. */
const TEAM_WORK = 2 ** 20;

/**
 * A device on the processor.
 *
 * Operations are done when `run` returns. The team's workers start with the first large product.
 */
export class CpuDevice implements Device {
  readonly info: DeviceInfo;
  readonly #team: Team;
  readonly #blas: Blas | undefined;
  readonly #heap: Heap;
  readonly #workshop: Workshop;
  #scratch: CpuBuffer[] = [];
  #dispatches = 0;
  #lastTurn = 0;
  #failure: string | undefined;

  /** Opens the processor. Throws `UsageError` when `threads` is not an integer from 1 to 64. */
  static async open(options: CpuOptions = {}): Promise<CpuDevice> {
    const { threads = defaultThreads(), blas = "auto", relaxed = true } = options;
    if (!(Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS)) {
      throw new UsageError(`${threads} threads were asked for, expected 1 to ${MAX_THREADS}`);
    }
    const module = await loadModule(relaxed);
    if (blas === "none") return new CpuDevice(module, threads, undefined, []);
    const { blas: found, notices } = findBlas();
    if (found === undefined) return new CpuDevice(module, threads, undefined, notices);
    const device = new CpuDevice(module, threads, found, notices);
    const reference = new CpuDevice(module, 1, undefined, []);
    const right = await multipliesRightly(device, reference);
    reference.close();
    if (right) return device;
    device.close();
    const notice = `${found.name} is not used, since it multiplied matrices wrongly in a test; ` +
      "another version of it may be right, or another OPENBLAS_CORETYPE";
    return new CpuDevice(module, threads, undefined, [...notices, notice]);
  }

  private constructor(
    module: WebAssembly.Module,
    threads: number,
    blas: Blas | undefined,
    notices: readonly string[],
  ) {
    const cores = `${threads} ${threads === 1 ? "thread" : "threads"}`;
    const name = `CPU (${cores}${blas ? `, ${blas.name}` : ""})`;
    this.info = { kind: "cpu", name, software: false, notices };
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
    this.#blas = blas;
    this.#team = new Team({
      module,
      memory,
      blas: blas && { library: blas.library, sgemm: blas.sgemm },
    }, threads);
    this.#heap = new Heap(memory, this.#team.kernels.heapStart(threads));
    this.#workshop = {
      kernels: this.#team.kernels,
      blasSlices: blas && threads,
      scratch: (bytes) => this.#takeScratch(bytes).address,
      write: (words) => this.#write(this.#takeScratch(words.byteLength), words).address,
    };
  }

  get memory(): MemoryUse {
    return this.#heap.use;
  }

  get dispatches(): number {
    return this.#dispatches;
  }

  allocate(bytes: number): DeviceBuffer {
    this.#check();
    return this.#take(bytes);
  }

  upload(data: Uint8Array | Uint32Array | Int32Array | Float32Array): DeviceBuffer {
    this.#check();
    return this.#write(this.#take(data.byteLength), data);
  }

  release(buffer: DeviceBuffer): void {
    const block = buffer as CpuBuffer;
    if (!block.live) return;
    block.live = false;
    this.#heap.giveBack(block);
  }

  run(operation: Operation): void {
    this.#check();
    if (operation.op === "optimizerStep" && operation.parameters.length === 0) return;
    if (isLarge(operation)) this.#team.start();
    this.#dispatches++;
    try {
      runOperation(operation, this.#workshop);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
      this.#failure = `the operation ${operation.op} broke off: ${error.message}`;
      this.#check();
    } finally {
      for (const block of this.#scratch) this.release(block);
      this.#scratch = [];
    }
  }

  async read(buffer: DeviceBuffer, bytes: number): Promise<ArrayBuffer> {
    await this.#giveTurn();
    this.#check();
    const { address, bytes: size } = buffer as CpuBuffer;
    if (bytes > size) {
      throw new DeviceError(`${bytes} bytes were asked for of a buffer that has ${size}`);
    }
    return this.#bytes(address, bytes).slice().buffer as ArrayBuffer;
  }

  close(): void {
    if (this.#failure === CLOSED) return;
    this.#failure = CLOSED;
    this.#team.stop();
    this.#blas?.close();
  }

  /**
   * Lets timers and signals such as Ctrl-C have their turn, some times a second, as waiting for another
   * device would: operations hold the thread. The first turn ends when nobody computes any more, and
   * only in the second one, which lasts, does Deno look for signals.
   */
  async #giveTurn(): Promise<void> {
    if (performance.now() - this.#lastTurn < TURN_INTERVAL) return;
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    this.#lastTurn = performance.now();
  }

  #take(bytes: number): CpuBuffer {
    const block = this.#heap.take(bytes);
    if (block) return new CpuBuffer(block.address, block.bytes);
    const { liveBytes, pooledBytes } = this.memory;
    throw new DeviceError(
      `an array of ${mebibytes(bytes)} MiB was asked for, and ${this.info.name} may have ` +
        `${mebibytes(MAX_PAGES * 2 ** 16)} MiB in all, of which ${
          mebibytes(liveBytes)
        } are in use` +
        `${pooledBytes > 0 ? " and the rest is in pieces" : ""}; work on it in parts`,
    );
  }

  #takeScratch(bytes: number): CpuBuffer {
    const block = this.#take(bytes);
    this.#scratch.push(block);
    return block;
  }

  #write(block: CpuBuffer, data: ArrayBufferView): CpuBuffer {
    this.#bytes(block.address, data.byteLength)
      .set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return block;
  }

  #bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#heap.memory.buffer, address, length);
  }

  #check(): void {
    if (this.#failure !== undefined) {
      throw new DeviceError(`the device ${this.info.name} failed: ${this.#failure}`);
    }
  }
}

function defaultThreads(): number {
  return Math.min(navigator.hardwareConcurrency, MAX_THREADS);
}

function isLarge(operation: Operation): boolean {
  return "m" in operation && operation.m * operation.k * operation.n >= TEAM_WORK;
}
