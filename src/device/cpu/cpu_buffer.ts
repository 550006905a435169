/** Memory on the CPU device. */
import type { DeviceBuffer } from "../memory.ts";

/** A block of the kernels' memory, and whether somebody owns it. */
export class CpuBuffer implements DeviceBuffer {
  live = true;

  constructor(readonly address: number, readonly bytes: number) {}
}
