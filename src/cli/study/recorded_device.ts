/** Where a study's runs are repeated: on the device that they were recorded on, if it is here. */
import { openDevice } from "../../device/open.ts";
import { describeWebGpuAdapter } from "../../device/webgpu/adapter.ts";
import type { RunRecord } from "../../study/run_record.ts";
import type { DeviceOptions } from "../context.ts";

/** Options that stand for one device each, whatever else the machine has. */
const EACH = [
  { device: "cpu", blas: "none" },
  { device: "cpu", blas: "auto" },
  { device: "webgpu", blas: "auto" },
] as const;

/**
 * The device of the name that most of the records have, among those that the options leave open; without
 * one here, what is asked for, and the name that is `missing`.
 */
export async function recordedDevice<Options extends DeviceOptions>(
  records: readonly Pick<RunRecord, "device">[],
  asked: Options,
  nameOf: (options: DeviceOptions) => Promise<string | undefined> = deviceName,
): Promise<{ options: Options; missing?: string }> {
  const names = Map.groupBy(records, ({ device }) => device);
  const [wanted] = [...names].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (wanted === undefined) return { options: asked };
  const { device: choice, blas: library = "auto" } = asked;
  const open = EACH.filter(({ device, blas }) =>
    [device, "auto"].includes(choice) && [blas, "auto"].includes(library)
  );
  for (const one of open) {
    const options = { ...asked, ...one };
    if (await nameOf(options) === wanted) return { options };
  }
  return { options: asked, missing: wanted };
}

/**
 * The options of `study run` that stand for the device of all records, whether this machine has it or
 * not; none where there are several.
 */
export function deviceFlags(records: readonly Pick<RunRecord, "device">[]): string[] {
  const [name, ...others] = new Set(records.map(({ device }) => device));
  if (name === undefined || others.length > 0) return [];
  if (!name.startsWith("CPU (")) return ["--device", "webgpu"];
  if (name.startsWith("CPU (own kernels,")) return ["--device", "cpu", "--blas", "none"];
  const [, threads = "1"] = / on (\d+) threads,/.exec(name) ?? [];
  return ["--device", "cpu", ...threads === "1" ? [] : ["--threads", threads]];
}

/** The name of the device that options stand for; undefined where the machine has none. */
async function deviceName(options: DeviceOptions): Promise<string | undefined> {
  if (options.device === "webgpu") return (await describeWebGpuAdapter())?.name;
  const device = await openDevice(options.device, options);
  device.close();
  return device.info.name;
}
