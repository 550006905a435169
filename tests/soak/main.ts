/**
 * Trains 2,000 small models in one process, on each device, and runs a study of 1,000 runs, one that is
 * killed 20 times, and one that three processes share: `deno task soak`. Fails when a buffer stays
 * live, when the device's or the process's memory grows over the second half, and when a run is lost,
 * done twice, or other than it would have been.
 */
import { parseArgs } from "node:util";
import { listDevices, openDevice } from "../../src/device/open.ts";
import { assertFlat, assertFlatMemory, soak } from "./soak.ts";
import { assertKillable, assertShared, manyRuns } from "./studies.ts";

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

const samples = await manyRuns(1000);
console.log("a study of 1,000 runs in workers:");
console.table(samples.map(({ runs, residentBytes }) => (
  { "runs": runs, "process MiB": (residentBytes / MIB).toFixed(0) }
)));
assertFlatMemory(samples, 32 * MIB);
await assertKillable({ kills: 20, within: 400, seeds: 16, epochs: 60 });
console.log("a study that was killed 20 times has the records of one that never was");
await assertShared(3, 30);
console.log("three processes shared 60 runs, none of which was done twice");
