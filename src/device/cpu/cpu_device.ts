/** The device that is everywhere: WebAssembly kernels on the processor's cores. */
import { UsageError } from "../../errors.ts";
import { yieldToEventLoop } from "../../platform.ts";
import { checkBytes, checkOperation, checkRead } from "../check_arguments.ts";
import { type Device, DeviceError, type DeviceInfo } from "../device.ts";
import { type DeviceBuffer, mebibytes, type MemoryUse, roundUpToWords } from "../memory.ts";
import type { Operation } from "../operations.ts";
import type { Blas } from "./blas.ts";
import { verifyBlas } from "./blas_check.ts";
import { CpuBuffer } from "./cpu_buffer.ts";
import { findBlas } from "./find_blas.ts";
import { Formulas } from "./formulas.ts";
import { Allocator } from "./allocator.ts";
import { loadModule } from "./modules.ts";
import { type KernelContext, runOperation } from "./run_operation.ts";
import { ThreadPool } from "./thread_pool.ts";
import { Workload } from "./workload.ts";

/** Which library multiplies matrices: one of the machine's that passes a test, or none. */
export type BlasChoice = "auto" | "none";

/** What can be asked for as BLAS library. */
export const BLAS_CHOICES: readonly BlasChoice[] = ["auto", "none"];

/** How a CPU device computes. */
export interface CpuOptions {
  /** Threads, 1 to 64 (default: one for each of the processor's cores). */
  readonly threads?: number | undefined;
  /** Whether a BLAS library of the machine multiplies matrices, if it has one (default: `auto`). */
  readonly blas?: BlasChoice | undefined;
  /** Whether multiply-adds round once, where the runtime can do that (default: yes). */
  readonly relaxedSimd?: boolean;
}

/** Threads that a device may have. */
export const MAX_THREADS = 64;

/** 4 GiB, all that 32-bit addresses reach; the system gives what is used. */
const MAX_PAGES = 65_536;

/** Milliseconds after which timers and signals have their turn. */
const YIELD_INTERVAL = 100;

const CLOSED = "it was closed";

/**
 * A device on the processor.
 *
 * Operations are done when `run` returns. The pool's workers start with the first large product, or
 * once there have been many elements to compute.
 */
export class CpuDevice implements Device {
  readonly info: DeviceInfo;
  readonly #pool: ThreadPool;
  readonly #blas: Blas | undefined;
  readonly #allocator: Allocator;
  readonly #context: KernelContext;
  readonly #workload = new Workload();
  #scratch: CpuBuffer[] = [];
  #dispatches = 0;
  #lastYield = 0;
  #failure: string | undefined;

  /** Opens the processor. Throws `UsageError` when `threads` is not an integer from 1 to 64. */
  static async open(options: CpuOptions = {}): Promise<CpuDevice> {
    const { threads = defaultThreads(), blas = "auto", relaxedSimd = true } = options;
    if (!(Number.isInteger(threads) && threads >= 1 && threads <= MAX_THREADS)) {
      throw new UsageError(`${threads} threads were asked for, expected 1 to ${MAX_THREADS}`);
    }
    const module = await loadModule(relaxedSimd);
    if (blas === "none") return new CpuDevice(module, threads, undefined, []);
    const { blas: found, warnings } = findBlas();
    if (found === undefined) return new CpuDevice(module, threads, undefined, warnings);
    const device = new CpuDevice(module, threads, found, warnings);
    const reference = new CpuDevice(module, 1, undefined, []);
    const right = await verifyBlas(device, reference);
    reference.close();
    if (right) return device;
    device.close();
    const warning = `${found.name} is not used, since it multiplied matrices wrongly in a test; ` +
      "another version of it may be right, or another OPENBLAS_CORETYPE";
    return new CpuDevice(module, threads, undefined, [...warnings, warning]);
  }

  private constructor(
    module: WebAssembly.Module,
    threads: number,
    blas: Blas | undefined,
    warnings: readonly string[],
  ) {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES, shared: true });
    this.#blas = blas;
    this.#pool = new ThreadPool({ module, memory }, threads, blas);
    const name = describe(this.#pool.kernels.roundsOnce(), threads, blas);
    this.info = { kind: "cpu", name, software: false, warnings };
    this.#allocator = new Allocator(memory, this.#pool.kernels.heapBase(threads));
    const formulas = new Formulas(this.#pool);
    this.#context = {
      kernels: this.#pool.kernels,
      blasSlices: blas && threads,
      number: (address) => new Float32Array(memory.buffer, address, 1)[0]!,
      functions: (formula) => formulas.placesOf(formula),
      scratch: (bytes) => this.#allocateScratch(bytes).address,
      write: (words) => this.#write(this.#allocateScratch(words.byteLength), words).address,
    };
  }

  get memory(): MemoryUse {
    return this.#allocator.use;
  }

  get dispatches(): number {
    return this.#dispatches;
  }

  allocate(bytes: number): DeviceBuffer {
    this.#check();
    checkBytes("allocate", bytes);
    return this.#allocate(bytes);
  }

  upload(data: Uint8Array | Uint32Array | Int32Array | Float32Array): DeviceBuffer {
    this.#check();
    checkBytes("upload", data.byteLength);
    return this.#write(this.#allocate(data.byteLength), data);
  }

  release(buffer: DeviceBuffer): void {
    if (!this.#owns(buffer)) throw new DeviceError("release: the memory is another device's");
    if (!buffer.live) return;
    buffer.live = false;
    this.#allocator.free(buffer.block);
  }

  run(operation: Operation): void {
    this.#check();
    checkOperation(operation, this.#holds);
    if (operation.op === "optimizerStep" && operation.parameters.length === 0) return;
    if (this.#workload.add(operation)) this.#pool.start();
    this.#dispatches++;
    try {
      runOperation(operation, this.#context);
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
    this.#check();
    checkRead(buffer, bytes, this.#holds);
    // Before others have their turn: they may release the buffer, or write to it.
    const copy = this.#bytes((buffer as CpuBuffer).address, bytes).slice().buffer as ArrayBuffer;
    await this.#yieldToEventLoop();
    this.#check();
    return copy;
  }

  close(): void {
    if (this.#failure === CLOSED) return;
    this.#failure = CLOSED;
    this.#pool.stop();
    this.#blas?.close();
  }

  /**
   * Lets timers and signals such as Ctrl-C have their turn, some times a second, as waiting for another
   * device would: operations hold the thread.
   */
  async #yieldToEventLoop(): Promise<void> {
    if (performance.now() - this.#lastYield < YIELD_INTERVAL) return;
    await yieldToEventLoop();
    this.#lastYield = performance.now();
  }

  #owns(buffer: DeviceBuffer): buffer is CpuBuffer {
    return buffer instanceof CpuBuffer && buffer.heap === this.#allocator;
  }

  readonly #holds = (buffer: DeviceBuffer) => this.#owns(buffer) && buffer.live;

  #allocate(bytes: number): CpuBuffer {
    const block = this.#allocator.allocate(bytes);
    if (block) return new CpuBuffer(this.#allocator, block, roundUpToWords(bytes));
    const { liveBytes, pooledBytes } = this.memory;
    throw new DeviceError(
      `an array of ${mebibytes(bytes)} MiB was asked for, and ${this.info.name} may have ` +
        `${mebibytes(MAX_PAGES * 2 ** 16)} MiB in all, of which ${
          mebibytes(liveBytes)
        } are in use` +
        `${pooledBytes > 0 ? " and the rest is in pieces" : ""}; work on it in parts`,
    );
  }

  #allocateScratch(bytes: number): CpuBuffer {
    const block = this.#allocate(bytes);
    this.#scratch.push(block);
    return block;
  }

  #write(block: CpuBuffer, data: ArrayBufferView): CpuBuffer {
    this.#bytes(block.address, data.byteLength)
      .set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return block;
  }

  #bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#allocator.memory.buffer, address, length);
  }

  #check(): void {
    if (this.#failure !== undefined) {
      throw new DeviceError(`the device ${this.info.name} failed: ${this.#failure}`);
    }
  }
}

/**
 * A device's name: whatever the last bits of its results depend on. How many threads there are makes a
 * difference to a BLAS library only, whose products are cut in as many slices.
 */
function describe(roundsOnce: boolean, threads: number, blas: Blas | undefined): string {
  const rounding = roundsOnce ? "fused multiply-add" : "multiply and add";
  if (blas === undefined) return `CPU (own kernels, ${rounding})`;
  return `CPU (${blas.name} on ${threads} ${threads === 1 ? "thread" : "threads"}, ${rounding})`;
}

function defaultThreads(): number {
  return Math.min(navigator.hardwareConcurrency, MAX_THREADS);
}
