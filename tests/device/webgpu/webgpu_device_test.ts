import assert from "node:assert/strict";
import { DeviceError } from "../../../src/device/device.ts";
import { WebGpuDevice } from "../../../src/device/webgpu/webgpu_device.ts";

Deno.test("what is kept for reuse has a limit", async () => {
  const device = await WebGpuDevice.open();
  const size = 64 * 2 ** 20;
  const source = device.upload(Float32Array.of(3));
  const buffers = Array.from({ length: 5 }, () => device.allocate(size));
  device.run({ op: "unary", function: "negate", x: source, out: buffers[4]!, count: 1 });
  const result = device.allocate(4);
  device.run({ op: "unary", function: "negate", x: buffers[4]!, out: result, count: 1 });
  for (const buffer of buffers) device.release(buffer);
  assert.ok(device.memory.pooledBytes <= 256 * 2 ** 20, `${device.memory.pooledBytes}`);
  assert.deepEqual(new Float32Array(await device.read(result, 4)), Float32Array.of(3));
  device.close();
});

Deno.test("an operation the GPU refuses fails the next read, and every call after it", async () => {
  const broken = await WebGpuDevice.open();
  const buffer = broken.upload(Float32Array.of(1));
  // Reading and writing the same memory in one kernel is what WebGPU forbids.
  broken.run({ op: "unary", function: "negate", x: buffer, out: buffer, count: 1 });
  await assert.rejects(broken.read(buffer, 4), DeviceError);
  const message = /the device .* failed: .*conflicting/;
  assert.throws(() => broken.allocate(4), message);
  assert.throws(() => broken.run({ op: "fill", out: buffer, count: 1, value: 0 }), message);
  broken.close();
  assert.throws(() => broken.allocate(4), message, "the first failure stays the reason");
});
