/** What every device offers: memory, copies, operations, and errors that reach the caller. */
import { LabError, UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import type { DeviceBuffer, MemoryUse } from "./memory.ts";
import type { Operation } from "./operations.ts";

/** What a device is, in words and for reports. */
export interface DeviceInfo {
  /** What it computes with: a GPU, or the processor. */
  readonly kind: "webgpu" | "cpu";
  /**
   * The adapter's own name, or how the processor is used: as far as it is known, devices of one name
   * compute the same bits.
   */
  readonly name: string;
  /** Whether it is a software-emulated GPU. */
  readonly software: boolean;
  /** What users should know about it, a sentence each: what was found but is not used, and why. */
  readonly warnings: readonly string[];
}

/**
 * Where arrays live and operations run, in the order they are asked for.
 *
 * Everything but `read` returns at once. A wrong request is refused, and the device works on; what
 * fails later is thrown, as `DeviceError`, by the next call that can know of it, at the latest by
 * `read`.
 */
export interface Device {
  /** What the device is. */
  readonly info: DeviceInfo;
  /** What it holds at this moment. */
  readonly memory: MemoryUse;
  /** Operations started since the device was opened. */
  readonly dispatches: number;
  /**
   * Memory with undefined content. Throws `DeviceError` when `bytes` is not an integer from 1 to
   * the most that one buffer may have.
   */
  allocate(bytes: number): DeviceBuffer;
  /** New memory with a copy of `data`. Throws `DeviceError` when that is empty or too large. */
  upload(data: Uint8Array | Uint32Array | Int32Array | Float32Array): DeviceBuffer;
  /**
   * Frees memory; idempotent. Operations already started still see its content. Throws
   * `DeviceError` for another device's memory.
   */
  release(buffer: DeviceBuffer): void;
  /**
   * Starts an operation. Throws `DeviceError` when a size is not one that kernels can count, or a
   * buffer is smaller than the sizes say, was released, or is another device's.
   */
  run(operation: Operation): void;
  /**
   * Waits for the operations started so far, and copies the first `bytes` of a buffer to the host
   * as they are then; what is asked for afterwards, even its release, makes no difference. Throws
   * `DeviceError` when the buffer has fewer.
   */
  read(buffer: DeviceBuffer, bytes: number): Promise<ArrayBuffer>;
  /** Ends the device; every later call fails. */
  close(): void;
}

/**
 * A device that is missing or failed, or that was asked for more than it has.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { DeviceError, ones, openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const x = ones(device, [2]);
 * x.dispose();
 * await assert.rejects(x.data(), DeviceError);
 * device.close();
 * ```
 */
export class DeviceError extends LabError {
  /** How a report of it begins. */
  override name = "DeviceError";
}

/** Throws `UsageError`, in the name of `operation`, for what is no device, such as a promise of one. */
export function requireDevice(device: Device, operation: string): void {
  if (typeof device?.allocate !== "function") {
    throw new UsageError(
      `${operation}: expected a device, got ${inspect(device)}; await what openDevice returns`,
    );
  }
}
