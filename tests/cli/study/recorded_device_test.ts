/** On which device the runs of a study are repeated. */
import assert from "node:assert/strict";
import type { DeviceOptions } from "../../../src/cli/context.ts";
import { deviceFlags, recordedDevice } from "../../../src/cli/study/recorded_device.ts";
import { openDevice } from "../../../src/device/open.ts";
import { runHere } from "../in_process.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { recordStudy } from "./record_study.ts";

/** A machine with these devices, by --device and --blas. */
const machine = (names: Readonly<Record<string, string>>) => ({ device, blas }: DeviceOptions) =>
  Promise.resolve(names[`${device} ${blas}`]);

const ALL = { "cpu none": "own", "cpu auto": "library", "webgpu auto": "card" };
const AUTO = { device: "auto", blas: "auto", threads: 1 } as const;
const records = (...devices: string[]) => devices.map((device) => ({ device }));

Deno.test("runs are repeated on the device that most of them were recorded on", async () => {
  for (const [key, name] of Object.entries(ALL)) {
    const [device, blas] = key.split(" ");
    const found = await recordedDevice(records("else", name, name), AUTO, machine(ALL));
    assert.deepEqual(found, { options: { device, blas, threads: 1 } });
  }
});

Deno.test("what is asked for is not overridden, and a device that is not there is told", async () => {
  const cpu = { ...AUTO, device: "cpu" } as const;
  assert.deepEqual(await recordedDevice(records("card"), cpu, machine(ALL)), {
    options: cpu,
    missing: "card",
  });
  assert.deepEqual(await recordedDevice(records("own"), cpu, machine(ALL)), {
    options: { ...cpu, blas: "none" },
  });
  assert.deepEqual(await recordedDevice(records("card"), AUTO, machine({ "cpu none": "own" })), {
    options: AUTO,
    missing: "card",
  });
  assert.deepEqual(await recordedDevice([], AUTO, machine({})), { options: AUTO });
});

Deno.test("study verify says that the device of the records is not here", () =>
  inTemporaryFolder(async (folder) => {
    const tiny = { hiddenSizes: [2], epochs: 1, limit: 256 };
    await recordStudy(
      folder,
      { fixed: tiny, factors: { activation: ["relu"] }, seeds: [1] },
      () => 0.9,
    );
    const { stderr } = await runHere(["study", "verify", folder, "--sample", "1", "--quiet"]);
    assert.match(
      stderr,
      /^Note: the device that most runs were recorded on, .*, is not here, or not /,
    );
  }));

Deno.test("options of study run stand for the device of all records", async () => {
  const device = await openDevice("cpu", { blas: "none" });
  const own = device.info.name;
  device.close();
  const flags = (...devices: string[]) => deviceFlags(records(...devices)).join(" ");
  assert.equal(flags(own, own), "--device cpu --blas none");
  assert.equal(flags("CPU (OpenBLAS on 1 thread, fused multiply-add)"), "--device cpu");
  assert.equal(flags("CPU (OpenBLAS on 4 threads, multiply and add)"), "--device cpu --threads 4");
  assert.equal(flags("NVIDIA H200"), "--device webgpu");
  assert.equal(flags(own, "NVIDIA H200"), "");
  assert.equal(flags(), "");
});
