/** Buffers that are used again: making one costs more than most kernels. */
import type { DeviceBuffer, MemoryUse } from "../memory.ts";

const GRANULE = 256;
const MAX_POOLED_BYTES = 256 * 2 ** 20;

/** A buffer on the GPU, and whether somebody owns it. */
export class PooledBuffer implements DeviceBuffer {
  live = true;

  constructor(readonly gpu: GPUBuffer, readonly bytes: number) {}
}

/**
 * Hands out buffers, and keeps those that come back for the next request of their size.
 *
 * A training step asks for the same sizes over and over, so that after the first one nothing is made.
 */
export class BufferPool {
  readonly #free = new Map<number, PooledBuffer[]>();
  #pooledBytes = 0;
  #liveBuffers = 0;
  #liveBytes = 0;

  constructor(readonly create: (bytes: number) => GPUBuffer) {}

  get use(): MemoryUse {
    return {
      liveBuffers: this.#liveBuffers,
      liveBytes: this.#liveBytes,
      pooledBytes: this.#pooledBytes,
    };
  }

  /** A buffer of at least `bytes` bytes, its content undefined. */
  take(bytes: number): PooledBuffer {
    const size = Math.ceil(bytes / GRANULE) * GRANULE;
    let buffer = this.#free.get(size)?.pop();
    if (buffer === undefined) buffer = new PooledBuffer(this.create(size), size);
    else this.#pooledBytes -= size;
    buffer.live = true;
    this.#liveBuffers++;
    this.#liveBytes += size;
    return buffer;
  }

  /** Takes a buffer back; twice is once. */
  giveBack(buffer: PooledBuffer): void {
    if (!buffer.live) return;
    buffer.live = false;
    this.#liveBuffers--;
    this.#liveBytes -= buffer.bytes;
    this.#pooledBytes += buffer.bytes;
    const free = this.#free.get(buffer.bytes);
    if (free) free.push(buffer);
    else this.#free.set(buffer.bytes, [buffer]);
  }

  /** Whether more is kept than is reasonable. */
  get overfull(): boolean {
    return this.#pooledBytes > MAX_POOLED_BYTES;
  }

  /** Destroys what is kept. No command that uses it may be waiting to be submitted. */
  trim(): void {
    for (const buffers of this.#free.values()) for (const { gpu } of buffers) gpu.destroy();
    this.#free.clear();
    this.#pooledBytes = 0;
  }
}
