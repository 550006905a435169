import assert from "node:assert/strict";
import { Allocator } from "../../../src/device/cpu/allocator.ts";
import { fc } from "../../dependencies.ts";

const MIB = 2 ** 20;
const PAGE = 65_536;

function heapOf(pages: number, start = 1000): Allocator {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true });
  return new Allocator(memory, start);
}

Deno.test("blocks begin at multiples of 256 bytes, beyond the start, and are as large as asked", () => {
  const heap = heapOf(16);
  for (const bytes of [0, 1, 255, 256, 257, 5000]) {
    const block = heap.allocate(bytes)!;
    assert.ok(block.address >= 1000 && block.address % 256 === 0);
    assert.ok(block.bytes >= Math.max(bytes, 1) && block.bytes < bytes + 257);
  }
});

Deno.test("live blocks never overlap, and what was given back is one free block in the end", () => {
  const steps = fc.array(fc.tuple(fc.boolean(), fc.nat(20_000)), { maxLength: 60 });
  fc.assert(fc.property(steps, (steps) => {
    const heap = heapOf(100);
    const live: NonNullable<ReturnType<Allocator["allocate"]>>[] = [];
    for (const [take, n] of steps) {
      if (take || live.length === 0) {
        const block = heap.allocate(n)!;
        for (const { address, bytes } of live) {
          assert.ok(block.address + block.bytes <= address || address + bytes <= block.address);
        }
        live.push(block);
      } else heap.free(live.splice(n % live.length, 1)[0]!);
      assert.equal(heap.use.liveBuffers, live.length);
      assert.equal(heap.use.liveBytes, live.reduce((sum, { bytes }) => sum + bytes, 0));
    }
    const all = heap.use.liveBytes + heap.use.pooledBytes;
    for (const block of live) heap.free(block);
    assert.deepEqual(heap.use, { liveBuffers: 0, liveBytes: 0, pooledBytes: all });
    if (all > 0) assert.equal(heap.allocate(all)!.bytes, all); // without growing
    assert.equal(heap.use.pooledBytes, 0);
  }));
});

Deno.test("the smallest free block that is large enough is taken", () => {
  const heap = heapOf(16);
  const [large, , small] = [
    heap.allocate(4096)!,
    heap.allocate(1),
    heap.allocate(1024)!,
    heap.allocate(1),
  ];
  heap.free(large);
  heap.free(small);
  assert.equal(heap.allocate(1000)!.address, small.address);
  assert.equal(heap.allocate(1000)!.address, large.address);
});

Deno.test("a free block that is a little too small is not taken", () => {
  const heap = heapOf(16);
  const [small, next] = [heap.allocate(1024)!, heap.allocate(1)!];
  heap.free(small);
  assert.ok(heap.allocate(1025)!.address > next.address);
  assert.equal(heap.allocate(1024)!.address, small.address);
});

Deno.test("a full memory gives nothing, and takes back as before", () => {
  const heap = heapOf(3 * MIB / PAGE, 0);
  const first = heap.allocate(MIB)!, second = heap.allocate(MIB)!;
  assert.equal(heap.allocate(MIB), undefined, "vectors may be read beyond the last block");
  heap.free(first);
  heap.free(second);
  assert.equal(heap.allocate(2 * MIB)!.address, first.address);
});
