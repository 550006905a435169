import assert from "node:assert/strict";
import { full, ones, zeros } from "../../../src/tensor/ops/create.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { device } from "../../device/device.ts";

Deno.test("tensors of one number", async () => {
  const made = scope(() => [full(device, [2, 2], -1.5), zeros(device, [3]), ones(device, [])]);
  assert.deepEqual(await Promise.all(made.map((x) => x.array())), [
    [[-1.5, -1.5], [-1.5, -1.5]],
    [0, 0, 0],
    1,
  ]);
  for (const x of made) x.dispose();
});

Deno.test("a shape that is none is refused before memory is asked for", () => {
  const before = device.memory.liveBuffers;
  for (const shape of [[0], [-1, 2], [1.5], [NaN], new Array(9).fill(1)]) {
    assert.throws(() => full(device, shape, 1), /ShapeError: full: the shape \(.*\) must have/);
  }
  assert.equal(device.memory.liveBuffers, before);
});
