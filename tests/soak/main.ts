/**
 * Trains 2,000 small models in one process, on each device: `deno task soak`. Fails when a buffer
 * stays live, or when the device's or the process's memory grows over the second half.
 */
import { parseArgs } from "node:util";
import { listDevices, openDevice } from "../../src/device/open.ts";
import { assertFlat, soak } from "./soak.ts";

const MIB = 2 ** 20;

const { values } = parseArgs({ options: { runs: { type: "string", default: "2000" } } });
for (const { kind, name } of await listDevices()) {
  const device = await openDevice(kind);
  const start = performance.now();
  const samples = await soak(device, Number(values.runs));
  device.close();
  console.log(
    `${name}: ${values.runs} runs in ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  console.table(samples.map(({ runs, liveBuffers, deviceBytes, residentBytes }) => ({
    "runs": runs,
    "live buffers": liveBuffers,
    "device MiB": (deviceBytes / MIB).toFixed(1),
    "process MiB": (residentBytes / MIB).toFixed(0),
  })));
  assertFlat(samples, 16 * MIB);
}
