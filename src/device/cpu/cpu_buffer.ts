/** Memory on the CPU device. */
import type { DeviceBuffer } from "../memory.ts";
import type { Allocator, Block } from "./allocator.ts";

/** A block of the kernels' memory, and whether somebody owns it. */
export class CpuBuffer implements DeviceBuffer {
  live = true;

  /** The first `bytes` bytes of a block that `#allocator` handed out. */
  constructor(readonly heap: Allocator, readonly block: Block, readonly bytes: number) {}

  get address(): number {
    return this.block.address;
  }
}
