/** Memory on the CPU device. */
import type { DeviceBuffer } from "../memory.ts";
import type { Block, Heap } from "./heap.ts";

/** A block of the kernels' memory, and whether somebody owns it. */
export class CpuBuffer implements DeviceBuffer {
  live = true;

  /** The first `bytes` bytes of a block that `heap` handed out. */
  constructor(readonly heap: Heap, readonly block: Block, readonly bytes: number) {}

  get address(): number {
    return this.block.address;
  }
}
