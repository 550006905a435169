/** The devices there are, and the one that a name stands for. */
import { UsageError } from "../errors.ts";
import { BLAS_CHOICES, CpuDevice, type CpuOptions } from "./cpu/cpu_device.ts";
import type { Device, DeviceInfo } from "./device.ts";
import { describeWebGpuAdapter } from "./webgpu/adapter.ts";

/** What can be asked for; `auto` is graphics hardware where there is some, else the CPU. */
export type DeviceChoice = "auto" | "webgpu" | "cpu";

/** What can be asked for. */
export const DEVICE_CHOICES: readonly DeviceChoice[] = ["auto", "webgpu", "cpu"];

/**
 * Opens a device; `options` are for the CPU. A software-emulated GPU is slower than
 * the CPU device, and opened only when `webgpu` is asked for.
 *
 * Throws `DeviceError`, with the remedy, when the machine lacks what is asked for, and `UsageError`
 * for an unknown name or BLAS choice, or a number of threads out of range; nothing else is opened
 * instead.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * assert.equal(device.info.kind, "cpu");
 * device.close();
 * ```
 */
export async function openDevice(
  choice: DeviceChoice = "auto",
  options: CpuOptions = {},
): Promise<Device> {
  if (!DEVICE_CHOICES.includes(choice)) {
    throw new UsageError(`openDevice: expected one of ${DEVICE_CHOICES.join(", ")}, got ${choice}`);
  }
  const { blas = "auto" } = options;
  if (!BLAS_CHOICES.includes(blas)) {
    throw new UsageError(`openDevice: expected ${BLAS_CHOICES.join(" or ")} as blas, got ${blas}`);
  }
  const kind = choice === "auto" ? await bestKind() : choice;
  if (kind === "cpu") return await CpuDevice.open(options);
  const { WebGpuDevice } = await import("./webgpu/webgpu_device.ts"); // a page without it has no shaders to load
  return await WebGpuDevice.open();
}

/**
 * Every device that this machine can open, the one that `auto` stands for first.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { listDevices } from "@activation-lab/activation-lab";
 *
 * const kinds = (await listDevices()).map(({ kind }) => kind);
 * assert.ok(kinds.includes("cpu"));
 * ```
 */
export async function listDevices(): Promise<DeviceInfo[]> {
  const webgpu = await describeWebGpuAdapter();
  const device = await CpuDevice.open();
  device.close();
  const cpu = device.info;
  if (webgpu === undefined) return [cpu];
  return webgpu.software ? [cpu, webgpu] : [webgpu, cpu];
}

async function bestKind(): Promise<DeviceInfo["kind"]> {
  const adapter = await describeWebGpuAdapter();
  return adapter === undefined || adapter.software ? "cpu" : "webgpu";
}
