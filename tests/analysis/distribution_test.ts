import assert from "node:assert/strict";
import { distribution } from "../../src/analysis/distribution.ts";
import { LabError } from "../../src/errors.ts";
import type { Device } from "../../src/device/device.ts";
import type { DeviceBuffer } from "../../src/device/memory.ts";
import type { Operation } from "../../src/device/operations.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";
import { randomNumbers } from "../random_numbers.ts";
import golden from "../golden/kde.json" with { type: "json" };
import { gaussianDensity, histogram } from "./on_host.ts";

function assertDensity(actual: readonly number[], expected: readonly number[], name: string) {
  const peak = Math.max(...expected);
  assert.equal(actual.length, expected.length);
  expected.forEach((y, i) => {
    assert.ok(Math.abs(actual[i]! - y) <= 1e-3 * peak, `${name}, point ${i}: ${actual[i]}, ${y}`);
  });
}

Deno.test("the reference sample's bars and density", async () => {
  const values = new Float32Array(Uint8Array.fromBase64(golden.sample).buffer);
  using x = tensor(device, values);
  const { histogram: bars, density } = await distribution(x, 50);
  assert.deepEqual(bars.counts, golden.counts);
  const tenth = density.y.filter((_, i) => i % 10 === 0);
  assertDensity(tenth, golden.densityEvery10th, "reference");
});

/** About normal. */
function bell(seed: number, count: number): Float32Array<ArrayBuffer> {
  const parts = Array.from({ length: 6 }, (_, i) => randomNumbers(seed + i, count, -1, 1));
  return parts[0]!.map((_, i) => parts.reduce((sum, part) => sum + part[i]!, 0));
}

Deno.test("bars are the host's to the value, density within a thousandth of its peak", async () => {
  const samples = {
    two: Float32Array.of(1, 2),
    bell: bell(1, 10_001),
    spike: bell(2, 20_011).map((value) => Math.max(value, 0)),
    outlier: Float32Array.from([...bell(3, 5000), 1000]),
    "far from 0": bell(4, 3001).map((value) => 5000 + value),
    "on edges": Float32Array.from({ length: 3000 }, (_, i) => (i % 31) / 10),
    negative: bell(5, 3001).map((value) => -1e-20 * value ** 2),
    huge: bell(6, 3001).map((value) => 5e37 * value),
  };
  for (const [name, values] of Object.entries(samples)) {
    for (const bins of [1, 30, 77]) {
      using x = tensor(device, values);
      const found = await distribution(x, bins);
      assert.deepEqual(found.histogram, histogram(values, bins), `${name} in ${bins}`);
      const expected = gaussianDensity(values);
      assert.deepEqual(found.density.x, expected.x);
      assertDensity(found.density.y, expected.y, name);
    }
  }
});

Deno.test("equal values have a bar and no curve", async () => {
  using x = tensor(device, [3, 3, 3]);
  const { histogram: bars, density } = await distribution(x, 1);
  assert.deepEqual(bars, { edges: [2.5, 3.5], counts: [3] });
  assert.deepEqual(density, { x: [], y: [] });
});

Deno.test("a NaN is refused, and no memory stays behind", async () => {
  using good = tensor(device, randomNumbers(1, 1000));
  using bad = tensor(device, [1, NaN, 2]);
  const before = device.memory.liveBuffers;
  await distribution(good, 30);
  await assert.rejects(distribution(bad, 30), LabError);
  assert.equal(device.memory.liveBuffers, before);
});

/** The device, and what is asked of it: operations, and bytes to be read back. */
function watched(): { device: Device; operations: string[]; read: number[] } {
  const operations: string[] = [], read: number[] = [];
  const watched = new Proxy(device, {
    get(target, name) {
      if (name === "run") {
        return (operation: Operation) => {
          operations.push(operation.op);
          target.run(operation);
        };
      }
      if (name === "read") {
        return (buffer: DeviceBuffer, bytes: number) => {
          read.push(bytes);
          return target.read(buffer, bytes);
        };
      }
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { device: watched, operations, read };
}

Deno.test("a hundred times as many values take the same operations, and stay on the device", async () => {
  const [few, many] = [watched(), watched()];
  for (const [{ device }, count] of [[few, 4000], [many, 400_000]] as const) {
    using x = tensor(device, bell(9, count));
    const first = await distribution(x, 50);
    assert.deepEqual(await distribution(x, 50), first); // the same values, the same bits
  }
  assert.deepEqual(many.operations, few.operations);
  assert.deepEqual(many.read.slice(0, 2), [5 * 4, 50 * 4]);
  assert.equal(many.read.length, 2 * 3);
  assert.ok(Math.max(...many.read) < 400_000 / 10);
});
