/** The kernels' memory, handed out in blocks and taken back. */
import type { MemoryUse } from "../memory.ts";

const PAGE = 65_536;

/** Blocks begin at multiples of this: a few lines of the cache. */
const GRANULE = 256;

/** Memory grows by at least so much at a time. */
const STEP = 16 * 2 ** 20;

/** Bytes left free at the end: kernels may read, not write, up to one vector beyond a block. */
const MARGIN = GRANULE;

/** A stretch of memory. */
export interface Block {
  readonly address: number;
  readonly bytes: number;
}

/**
 * A best-fit allocator over one shared WebAssembly memory, which grows when nothing fits, up to its
 * maximum, and never shrinks. Neighbours that are free become one.
 */
export class Allocator {
  /** Free blocks by address; no two of them touch. */
  readonly #free: Block[] = [];
  #end: number;
  #liveBuffers = 0;
  #liveBytes = 0;
  #freeBytes = 0;

  /** Hands out what lies from `start` on. */
  constructor(readonly memory: WebAssembly.Memory, start: number) {
    this.#end = Math.ceil(start / GRANULE) * GRANULE;
  }

  get use(): MemoryUse {
    return {
      liveBuffers: this.#liveBuffers,
      liveBytes: this.#liveBytes,
      pooledBytes: this.#freeBytes,
    };
  }

  /** A block of at least `bytes` bytes, its content undefined; nothing when the memory is full. */
  allocate(bytes: number): Block | undefined {
    const size = Math.max(1, Math.ceil(bytes / GRANULE)) * GRANULE;
    const address = this.#allocateFree(size) ?? this.#allocateNew(size);
    if (address === undefined) return undefined;
    this.#liveBuffers++;
    this.#liveBytes += size;
    return { address, bytes: size };
  }

  /** Takes a block back, which must be live. */
  free({ address, bytes }: Block): void {
    this.#liveBuffers--;
    this.#liveBytes -= bytes;
    this.#addFree(address, bytes);
  }

  #allocateFree(size: number): number | undefined {
    let best = -1;
    for (let i = 0; i < this.#free.length; i++) {
      const { bytes } = this.#free[i]!;
      if (bytes < size || (best >= 0 && bytes >= this.#free[best]!.bytes)) continue;
      best = i;
      if (bytes === size) break;
    }
    if (best < 0) return undefined;
    const { address, bytes } = this.#free[best]!;
    if (bytes === size) this.#free.splice(best, 1);
    else this.#free[best] = { address: address + size, bytes: bytes - size };
    this.#freeBytes -= size;
    return address;
  }

  #allocateNew(size: number): number | undefined {
    // A free block at the end is the beginning of the new one.
    const last = this.#free.at(-1);
    const start = last && last.address + last.bytes === this.#end ? last.address : this.#end;
    if (!this.#growTo(start + size)) return undefined;
    if (start < this.#end) {
      this.#free.pop();
      this.#freeBytes -= this.#end - start;
    }
    this.#end = start + size;
    return start;
  }

  #growTo(end: number): boolean {
    const { byteLength } = this.memory.buffer;
    const missing = end + MARGIN - byteLength;
    if (missing <= 0) return true;
    return this.#grow(Math.max(missing, STEP)) || this.#grow(missing);
  }

  #grow(bytes: number): boolean {
    try {
      this.memory.grow(Math.ceil(bytes / PAGE));
      return true;
    } catch {
      return false; // beyond the maximum, or the system has no more
    }
  }

  #addFree(address: number, bytes: number): void {
    this.#freeBytes += bytes;
    let i = this.#free.findIndex((block) => block.address > address);
    if (i < 0) i = this.#free.length;
    const [before, after] = [this.#free[i - 1], this.#free[i]];
    const touchesBefore = before !== undefined && before.address + before.bytes === address;
    const touchesAfter = after !== undefined && address + bytes === after.address;
    const block = {
      address: touchesBefore ? before.address : address,
      bytes: bytes + (touchesBefore ? before.bytes : 0) + (touchesAfter ? after.bytes : 0),
    };
    this.#free.splice(
      touchesBefore ? i - 1 : i,
      Number(touchesBefore) + Number(touchesAfter),
      block,
    );
  }
}
