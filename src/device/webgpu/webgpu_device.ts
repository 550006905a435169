/** The device behind WebGPU: our kernels on the machine's adapter. */
import { checkBytes, checkOperation, checkRead } from "../check_arguments.ts";
import { type Device, DeviceError, type DeviceInfo } from "../device.ts";
import { type DeviceBuffer, mebibytes, roundUpToWords } from "../memory.ts";
import type { Operation, OperationOf } from "../operations.ts";
import { describe, requestAdapter } from "./adapter.ts";
import { BufferPool, PooledBuffer } from "./buffer_pool.ts";
import { CommandQueue } from "./command_queue.ts";
import { type MatmulVariant, planOperation } from "./operations/plan.ts";
import { Pipelines } from "./pipelines.ts";

const STORAGE = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;

/** A WebGPU device with the default limits. */
export class WebGpuDevice implements Device {
  readonly info: DeviceInfo;
  readonly #gpu: GPUDevice;
  readonly #queue: CommandQueue;
  readonly #pool: BufferPool;
  readonly #variant: MatmulVariant;
  #failure: string | undefined;

  /**
   * Opens the machine's adapter. The matrix product's variant follows from the adapter unless it is
   * named. Throws `DeviceError`, with the remedy, when there is no adapter.
   */
  static async open(variant?: MatmulVariant): Promise<WebGpuDevice> {
    const adapter = await requestAdapter();
    return new WebGpuDevice(await adapter.requestDevice(), describe(adapter), variant);
  }

  private constructor(gpu: GPUDevice, info: DeviceInfo, variant?: MatmulVariant) {
    this.info = info;
    this.#gpu = gpu;
    this.#variant = variant ?? (info.software ? "registers" : "tiled");
    this.#queue = new CommandQueue(gpu, new Pipelines(gpu, (problem) => this.#fail(problem)));
    this.#pool = new BufferPool((bytes) => this.#createBuffer(bytes));
    gpu.addEventListener("uncapturederror", (event) => {
      event.preventDefault();
      this.#fail((event as GPUUncapturedErrorEvent).error.message);
    });
    gpu.lost.then(({ reason, message }) =>
      this.#fail(reason === "destroyed" ? "it was closed" : `it was lost: ${message}`)
    );
  }

  get memory(): Device["memory"] {
    return this.#pool.use;
  }

  get dispatches(): number {
    return this.#queue.dispatches;
  }

  allocate(bytes: number): DeviceBuffer {
    this.#check();
    checkBytes("allocate", bytes);
    const limit = this.#gpu.limits.maxStorageBufferBindingSize;
    if (bytes > limit) {
      throw new DeviceError(
        `an array of ${
          mebibytes(bytes)
        } MiB was asked for, and one on ${this.info.name} may have ` +
          `${mebibytes(limit)} MiB; work on it in parts`,
      );
    }
    return this.#pool.acquire(bytes);
  }

  upload(data: Uint8Array | Uint32Array | Int32Array | Float32Array): DeviceBuffer {
    checkBytes("upload", data.byteLength);
    const buffer = this.allocate(data.byteLength);
    this.#queue.upload((buffer as PooledBuffer).gpu, wholeWords(data));
    return buffer;
  }

  release(buffer: DeviceBuffer): void {
    if (!this.#owns(buffer)) throw new DeviceError("release: the memory is another device's");
    this.#pool.release(buffer);
    if (this.#pool.exceedsLimit) {
      this.#queue.flushAndForgetBuffers();
      this.#pool.trim();
    }
  }

  run(operation: Operation): void {
    this.#check();
    checkOperation(operation, this.#holds);
    if (operation.op === "copy" && isOneBlock(operation)) return this.#copyBlock(operation);
    const scratch: DeviceBuffer[] = [];
    const dispatches = planOperation(operation, this.#variant, (bytes) => {
      scratch.push(this.allocate(bytes));
      return scratch.at(-1)!;
    });
    for (const dispatch of dispatches) this.#queue.dispatch(dispatch);
    for (const buffer of scratch) this.release(buffer);
  }

  async read(buffer: DeviceBuffer, bytes: number): Promise<ArrayBuffer> {
    this.#check();
    checkRead(buffer, bytes, this.#holds);
    const staging = this.#gpu.createBuffer({
      label: "read back",
      size: roundUpToWords(bytes),
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      this.#queue.copy((buffer as PooledBuffer).gpu, 0, staging, 0, staging.size);
      this.#queue.submit();
      await staging.mapAsync(GPUMapMode.READ);
      this.#check();
      return staging.getMappedRange().slice(0, bytes);
    } catch (error) {
      this.#check(); // what went wrong earlier explains more than that the copy failed
      throw new DeviceError(`${this.info.name} could not be read: ${(error as Error).message}`);
    } finally {
      staging.destroy();
    }
  }

  close(): void {
    this.#fail("it was closed");
    this.#gpu.destroy();
  }

  #owns(buffer: DeviceBuffer): buffer is PooledBuffer {
    return buffer instanceof PooledBuffer && buffer.pool === this.#pool;
  }

  readonly #holds = (buffer: DeviceBuffer) => this.#owns(buffer) && buffer.live;

  #copyBlock({ from, to, shape }: OperationOf<"copy">): void {
    this.#queue.copy(
      (from.buffer as PooledBuffer).gpu,
      from.offset * 4,
      (to.buffer as PooledBuffer).gpu,
      to.offset * 4,
      (shape[0] ?? 1) * 4,
    );
  }

  #createBuffer(bytes: number): GPUBuffer {
    this.#gpu.pushErrorScope("out-of-memory");
    const buffer = this.#gpu.createBuffer({ size: bytes, usage: STORAGE });
    this.#gpu.popErrorScope().then(
      (error) => error && this.#fail(`it has no memory for another ${mebibytes(bytes)} MiB`),
      () => {}, // the device is gone, which is reported on its own
    );
    return buffer;
  }

  /** The first failure is the cause of those that follow. */
  #fail(problem: string): void {
    this.#failure ??= problem;
  }

  #check(): void {
    if (this.#failure !== undefined) {
      throw new DeviceError(`the device ${this.info.name} failed: ${this.#failure}`);
    }
  }
}

/** Whether a copy's words lie one after the other on both sides: no work for a kernel. */
function isOneBlock({ from, to, shape }: OperationOf<"copy">): boolean {
  return from.buffer !== to.buffer &&
    (shape.length === 0 || (shape.length === 1 && from.strides[0] === 1 && to.strides[0] === 1));
}

/** The same bytes in a length that WebGPU writes: a multiple of four. */
function wholeWords(data: ArrayBufferView): ArrayBufferView<ArrayBuffer> {
  const bytes = new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  if (bytes.length % 4 === 0) return bytes;
  const padToRank = new Uint8Array(roundUpToWords(bytes.length));
  padToRank.set(bytes);
  return padToRank;
}
