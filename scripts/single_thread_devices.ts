/** The devices of benchmarks that go by the processor's time: one thread, and WebGPU. */
import { type Device, listDevices, openDevice } from "../mod.ts";

/**
 * Opens the CPU with one thread, with our own kernels and with its BLAS library, if it has one; and
 * WebGPU, where there is an adapter.
 */
export async function openSingleThreadDevices(): Promise<Device[]> {
  const devices = [await openDevice("cpu", { threads: 1, blas: "none" })];
  const withBlas = await openDevice("cpu", { threads: 1 });
  if (withBlas.info.name === devices[0]!.info.name) withBlas.close();
  else devices.push(withBlas);
  if ((await listDevices()).some(({ kind }) => kind === "webgpu")) {
    devices.push(await openDevice("webgpu"));
  }
  return devices;
}
