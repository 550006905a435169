/** The devices there are, and the one that a name stands for. */
import { UsageError } from "../errors.ts";
import type { Device, DeviceInfo } from "./device.ts";
import { describeWebGpuAdapter } from "./webgpu/adapter.ts";
import { WebGpuDevice } from "./webgpu/webgpu_device.ts";

/** What can be asked for; `auto` is the best device there is. */
export const DEVICE_CHOICES = ["auto", "webgpu"] as const;

export type DeviceChoice = (typeof DEVICE_CHOICES)[number];

/**
 * Opens a device. Throws `DeviceError`, with the remedy, when the machine lacks it, and `UsageError`
 * for an unknown name; nothing else is opened instead.
 */
export async function openDevice(choice: DeviceChoice = "auto"): Promise<Device> {
  if (!DEVICE_CHOICES.includes(choice)) {
    throw new UsageError(`no device is named ${choice}; there are ${DEVICE_CHOICES.join(", ")}`);
  }
  return await WebGpuDevice.open();
}

/** Every device that this machine can open. */
export async function listDevices(): Promise<DeviceInfo[]> {
  const webgpu = await describeWebGpuAdapter();
  return webgpu === undefined ? [] : [webgpu];
}
