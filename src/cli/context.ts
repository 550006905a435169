/** What commands work with: the data set, and a device for as long as they need it. */
import type { Dataset } from "../data/dataset.ts";
import { loadFashionMNIST } from "../data/fashion_mnist.ts";
import type { CpuOptions } from "../device/cpu/cpu_device.ts";
import type { Device } from "../device/device.ts";
import { type DeviceChoice, openDevice } from "../device/open.ts";
import { log, type OutputOptions } from "./console.ts";

/** How the data set is chosen. */
export interface DataOptions {
  readonly data?: string | undefined;
  readonly download?: true | undefined;
}

/** Loads the data set, from the folder of --data alone if that is given; tells of downloads. */
export async function loadData(options: OutputOptions & DataOptions): Promise<Dataset> {
  const { data: directory, download } = options;
  return await loadFashionMNIST({ directory, download, onProgress: reportDownloads(options) });
}

/** Says of each file, once, that it is being downloaded. */
export function reportDownloads(output: OutputOptions): (file: string) => void {
  const told = new Set<string>();
  return (file) => {
    if (!told.has(file)) log(output, `Downloading ${file}`);
    told.add(file);
  };
}

/** The options that say where to compute. */
export interface DeviceOptions extends CpuOptions {
  readonly device: DeviceChoice;
}

/** Runs `body` on the device of --device, closed at the end; says what is done on which. */
export async function withDevice<Result>(
  options: OutputOptions & DeviceOptions,
  doing: string,
  body: (device: Device) => Promise<Result>,
): Promise<Result> {
  const { threads, blas } = options;
  const device = await openDevice(options.device, { threads, blas });
  try {
    const { name, software, warnings } = device.info;
    for (const warning of warnings) log(options, `Note: ${warning}.`);
    log(options, `${doing} on ${name}${software ? " (in software)" : ""}`);
    return await body(device);
  } finally {
    device.close();
  }
}
