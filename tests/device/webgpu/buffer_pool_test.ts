import assert from "node:assert/strict";
import { BufferPool } from "../../../src/device/webgpu/buffer_pool.ts";

/** A pool whose buffers only note that they were destroyed. */
function pool() {
  const destroyed: number[] = [];
  const made: number[] = [];
  const create = (bytes: number) => {
    made.push(bytes);
    return { size: bytes, destroy: () => destroyed.push(bytes) } as unknown as GPUBuffer;
  };
  return { pool: new BufferPool(create), made, destroyed };
}

Deno.test("sizes are rounded up, so that similar ones share buffers", () => {
  const { pool: buffers, made } = pool();
  const first = buffers.acquire(1);
  assert.equal(first.bytes, 4);
  buffers.release(first);
  const second = buffers.acquire(256);
  assert.equal(second.gpu, first.gpu);
  assert.equal(second.bytes, 256);
  assert.notEqual(buffers.acquire(256).gpu, first.gpu);
  assert.equal(buffers.acquire(257).bytes, 260);
  assert.deepEqual(made, [256, 256, 512]);
});

Deno.test("a buffer that is given back twice is handed out once", () => {
  const { pool: buffers } = pool();
  const buffer = buffers.acquire(4);
  buffers.release(buffer);
  buffers.release(buffer);
  const next = buffers.acquire(4);
  assert.equal(next.gpu, buffer.gpu);
  buffers.release(buffer); // which is somebody else's by now
  assert.notEqual(buffers.acquire(4).gpu, next.gpu);
});

Deno.test("live and pooled bytes are told apart", () => {
  const { pool: buffers } = pool();
  const [a, b] = [buffers.acquire(256), buffers.acquire(1024)];
  assert.deepEqual(buffers.use, { liveBuffers: 2, liveBytes: 1280, pooledBytes: 0 });
  buffers.release(b);
  assert.deepEqual(buffers.use, { liveBuffers: 1, liveBytes: 256, pooledBytes: 1024 });
  buffers.release(a);
  assert.deepEqual(buffers.use, { liveBuffers: 0, liveBytes: 0, pooledBytes: 1280 });
});

Deno.test("an overfull pool is trimmed of what nobody owns, and works on", () => {
  const { pool: buffers, made, destroyed } = pool();
  const size = 100 * 2 ** 20;
  const [a, b, c, kept] = [size, size, size, 256].map((bytes) => buffers.acquire(bytes));
  for (const buffer of [a!, b!]) buffers.release(buffer);
  assert.ok(!buffers.exceedsLimit);
  buffers.release(c!);
  assert.ok(buffers.exceedsLimit);
  buffers.trim();
  assert.deepEqual(destroyed, [size, size, size]);
  assert.deepEqual(buffers.use, { liveBuffers: 1, liveBytes: 256, pooledBytes: 0 });
  assert.notEqual(buffers.acquire(size).gpu, a!.gpu);
  assert.equal(made.length, 5, "what was destroyed is not handed out");
  buffers.release(kept!);
  assert.equal(buffers.acquire(256).gpu, kept!.gpu);
});
