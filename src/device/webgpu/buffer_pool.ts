/** Buffers that are used again: making one costs more than most kernels. */
import { type DeviceBuffer, type MemoryUse, roundUpToWords } from "../memory.ts";

const GRANULE = 256;
const MAX_POOLED_BYTES = 256 * 2 ** 20;

/** A buffer on the GPU, and whether somebody owns it. */
export class PooledBuffer implements DeviceBuffer {
  live = true;

  /** The first `bytes` bytes of a buffer that `pool` handed out. */
  constructor(readonly pool: BufferPool, readonly gpu: GPUBuffer, readonly bytes: number) {}
}

/**
 * Hands out buffers, and keeps those that come back for the next request of their size.
 *
 * A training step asks for the same sizes over and over, so that after the first one nothing is made.
 */
export class BufferPool {
  readonly #free = new Map<number, GPUBuffer[]>();
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
  acquire(bytes: number): PooledBuffer {
    const size = Math.ceil(bytes / GRANULE) * GRANULE;
    let gpu = this.#free.get(size)?.pop();
    if (gpu === undefined) gpu = this.create(size);
    else this.#pooledBytes -= size;
    this.#liveBuffers++;
    this.#liveBytes += size;
    return new PooledBuffer(this, gpu, roundUpToWords(bytes));
  }

  /** Takes a buffer back; idempotent. */
  release(buffer: PooledBuffer): void {
    if (!buffer.live) return;
    buffer.live = false;
    const { gpu } = buffer;
    this.#liveBuffers--;
    this.#liveBytes -= gpu.size;
    this.#pooledBytes += gpu.size;
    const free = this.#free.get(gpu.size);
    if (free) free.push(gpu);
    else this.#free.set(gpu.size, [gpu]);
  }

  /** Whether more is kept than is reasonable. */
  get exceedsLimit(): boolean {
    return this.#pooledBytes > MAX_POOLED_BYTES;
  }

  /** Destroys what is kept. No command that uses it may be waiting to be submitted. */
  trim(): void {
    for (const buffers of this.#free.values()) for (const gpu of buffers) gpu.destroy();
    this.#free.clear();
    this.#pooledBytes = 0;
  }
}
