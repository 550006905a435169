/** Memory on a device, as those see it who do not own the device. */

/** Memory on a device. Only the device that made it looks inside. */
export interface DeviceBuffer {
  /** Size in bytes: what was asked for, rounded up to a multiple of four. */
  readonly bytes: number;
}

/** What a device holds at this moment. */
export interface MemoryUse {
  /** Buffers allocated and not yet released. */
  readonly liveBuffers: number;
  /** What is set aside for them, in bytes: a little more than their sizes. */
  readonly liveBytes: number;
  /** Bytes of released buffers kept for reuse. */
  readonly pooledBytes: number;
}

/** A number of bytes in whole 32-bit words. */
export function roundUpToWords(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}

/** A number of bytes in MiB, human-readable. */
export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0);
}
