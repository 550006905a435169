import assert from "node:assert/strict";
import { CpuDevice } from "../../src/device/cpu/cpu_device.ts";
import { listDevices, openDevice } from "../../src/device/open.ts";
import { describeWebGpuAdapter } from "../../src/device/webgpu/adapter.ts";
import { UsageError } from "../../src/errors.ts";

Deno.test("each device listed is opened by its name, and auto is the first", async () => {
  const devices = await listDevices();
  for (const info of devices) {
    assert.ok(info.name.length > 0);
    const device = await openDevice(info.kind);
    assert.deepEqual(device.info, info);
    device.close();
  }
  const best = await openDevice();
  assert.deepEqual(best.info, devices[0]);
  best.close();
});

Deno.test("auto takes graphics hardware, and the CPU before its imitation", async () => {
  const adapter = await describeWebGpuAdapter();
  const [best] = await listDevices();
  assert.equal(best!.kind, adapter && !adapter.software ? "webgpu" : "cpu");
});

Deno.test("unknown devices and impossible numbers of threads are refused", async () => {
  await assert.rejects(openDevice("cuda" as "auto"), (error: Error) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /^openDevice: expected one of auto, webgpu, cpu, got cuda$/);
    return true;
  });
  await assert.rejects(openDevice("cpu", { blas: "mkl" as "none" }), {
    name: "UsageError",
    message: "openDevice: expected auto or none as blas, got mkl",
  });
  for (const threads of [0, -1, 1.5, 65, NaN]) {
    await assert.rejects(CpuDevice.open({ threads }), (error: Error) => {
      assert.ok(error instanceof UsageError);
      assert.ok(error.message.startsWith(`${threads} threads were asked for, expected 1 to 64`));
      return true;
    });
  }
});
