import assert from "node:assert/strict";
import { DeviceError } from "../../src/device/device.ts";
import { device, openAnother, poisoned } from "./device.ts";

const numbers = async (buffer: Parameters<typeof device.read>[0], count: number) => [
  ...new Float32Array(await device.read(buffer, count * 4)),
];

Deno.test("what is uploaded comes back, in any number of bytes", async () => {
  for (const length of [1, 2, 3, 4, 255, 257]) {
    const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
    const buffer = device.upload(bytes);
    assert.deepEqual(new Uint8Array(await device.read(buffer, length)), bytes);
    device.release(buffer);
  }
});

Deno.test("a part of an array is uploaded as that part", async () => {
  const buffer = device.upload(Float32Array.of(1, 2, 3, 4, 5).subarray(2, 4));
  assert.deepEqual(await numbers(buffer, 2), [3, 4]);
  device.release(buffer);
});

Deno.test("an upload into memory that was given back leaves earlier operations what they need", async () => {
  const old = device.upload(new Float32Array(64).fill(1));
  const out = poisoned(device, 64);
  device.run({ op: "unary", function: "negate", x: old, out, count: 64 });
  device.release(old);
  const reused = device.upload(new Float32Array(64).fill(9));
  assert.deepEqual(await numbers(out, 64), new Array(64).fill(-1));
  assert.deepEqual(await numbers(reused, 64), new Array(64).fill(9));
  device.release(out);
  device.release(reused);
});

Deno.test("a thousand operations in a row see each other's results", async () => {
  let x = device.upload(new Float32Array(8));
  for (let i = 0; i < 1000; i++) {
    const out = device.allocate(32);
    const view = { buffer: x, offset: 0, strides: [1] };
    device.run({ op: "binary", function: "add", a: view, b: 1, out, shape: [8] });
    device.release(x);
    x = out;
  }
  assert.deepEqual(await numbers(x, 8), new Array(8).fill(1000));
  device.release(x);
});

Deno.test("a copy of one block moves it, offsets and all, and leaves the rest", async () => {
  const from = device.upload(Float32Array.of(0, 1, 2, 3, 4, 5));
  const to = poisoned(device, 8);
  device.run({
    op: "copy",
    from: { buffer: from, offset: 1, strides: [1] },
    to: { buffer: to, offset: 3, strides: [1] },
    shape: [4],
  });
  assert.deepEqual(await numbers(to, 8), [NaN, NaN, NaN, 1, 2, 3, 4, NaN]);
  device.run({
    op: "copy",
    from: { buffer: from, offset: 5, strides: [] },
    to: { buffer: to, offset: 0, strides: [] },
    shape: [],
  });
  assert.deepEqual(await numbers(to, 3), [5, NaN, NaN]);
  device.release(from);
  device.release(to);
});

Deno.test("several reads wait together", async () => {
  const buffers = [1, 2, 3].map((value) => device.upload(Float32Array.of(value)));
  assert.deepEqual(await Promise.all(buffers.map((b) => numbers(b, 1))), [[1], [2], [3]]);
  for (const buffer of buffers) device.release(buffer);
});

Deno.test("a read gives what was there when it was asked for", async () => {
  const buffer = device.upload(Float32Array.of(1, 2, 3));
  const overwritten = numbers(buffer, 3);
  device.run({ op: "fill", out: buffer, count: 3, value: 7 });
  const released = numbers(buffer, 3);
  device.release(buffer);
  const reused = device.upload(Float32Array.of(9, 9, 9));
  assert.deepEqual(await overwritten, [1, 2, 3]);
  assert.deepEqual(await released, [7, 7, 7]);
  device.release(reused);
});

Deno.test("memory is counted, and used again", () => {
  const before = device.memory;
  const a = device.allocate(1000);
  const b = device.allocate(5);
  assert.deepEqual([a.bytes, b.bytes], [1000, 8]);
  assert.equal(device.memory.liveBuffers, before.liveBuffers + 2);
  assert.ok(device.memory.liveBytes >= before.liveBytes + a.bytes + b.bytes);
  device.release(a);
  device.release(a);
  assert.equal(device.memory.liveBuffers, before.liveBuffers + 1);
  const { liveBytes, pooledBytes } = device.memory;
  const again = device.allocate(990);
  const taken = device.memory.liveBytes - liveBytes;
  assert.ok(taken >= again.bytes);
  assert.equal(device.memory.pooledBytes, pooledBytes - taken);
  device.release(a); // long since another's
  assert.equal(device.memory.liveBuffers, before.liveBuffers + 2);
  device.release(again);
  device.release(b);
  assert.equal(device.memory.liveBuffers, before.liveBuffers);
  assert.equal(device.memory.liveBytes, before.liveBytes);
});

Deno.test("what an operation takes for itself it gives back", () => {
  const [length, out] = [100_003, device.allocate(4)];
  const x = device.allocate(length * 4);
  device.run({ op: "fill", out: x, count: length, value: 1 });
  const { liveBuffers, liveBytes } = device.memory;
  device.run({ op: "reduce", function: "sum", x, out, outer: 1, length, inner: 1 });
  const view = { buffer: x, offset: 0, strides: [2] };
  device.run({ op: "binary", function: "add", a: view, b: 1, out, shape: [1] });
  assert.equal(device.memory.liveBuffers, liveBuffers);
  assert.equal(device.memory.liveBytes, liveBytes);
  for (const buffer of [x, out]) device.release(buffer);
});

Deno.test("dispatches are counted", () => {
  const before = device.dispatches;
  const out = device.allocate(4);
  for (let i = 0; i < 3; i++) device.run({ op: "fill", out, count: 1, value: 0 });
  assert.equal(device.dispatches, before + 3);
  device.release(out);
});

Deno.test("an array that is too large is refused with its size and the limit", () => {
  assert.throws(() => device.allocate(2 ** 32), (error: Error) => {
    assert.ok(error instanceof DeviceError);
    assert.match(error.message, /^an array of 4096 MiB was asked for.* may have \d+ MiB/);
    return true;
  });
  const out = device.allocate(4);
  device.release(out); // the device works on
});

Deno.test("a closed device says so", async () => {
  const closed = await openAnother();
  const buffer = closed.upload(Float32Array.of(1));
  const pending = assert.rejects(closed.read(buffer, 4), /was closed/);
  closed.close();
  await pending;
  const message = /the device .* failed: it was closed$/;
  assert.throws(() => closed.allocate(4), message);
  assert.throws(() => closed.upload(Float32Array.of(1)), message);
  assert.throws(() => closed.run({ op: "fill", out: buffer, count: 1, value: 0 }), message);
  await assert.rejects(closed.read(buffer, 4), message);
  closed.release(buffer); // what scopes do at their end must not fail
  closed.close(); // idempotent
  assert.equal(closed.memory.liveBuffers, 0);
});
