/** Memory on a device, as those see it who do not own the device. */

/** Memory on a device. Only the device that made it looks inside. */
export interface DeviceBuffer {
  /** Usable size in bytes, a multiple of four. */
  readonly bytes: number;
}

/** What a device holds at this moment. */
export interface MemoryUse {
  /** Buffers allocated and not yet released. */
  readonly liveBuffers: number;
  /** Their size in bytes. */
  readonly liveBytes: number;
  /** Bytes of released buffers kept for reuse. */
  readonly pooledBytes: number;
}

/** A number of bytes in MiB, for people. */
export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0);
}
