import assert from "node:assert/strict";
import { summarize } from "../../src/analysis/summary.ts";
import { LabError } from "../../src/errors.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { randomNumbers } from "../random_numbers.ts";

/** In float64. */
function reference(values: Float32Array) {
  const n = values.length;
  const sum = (f: (value: number) => number) => values.reduce((sum, value) => sum + f(value), 0);
  const mean = sum((value) => value) / n;
  return {
    mean,
    std: Math.sqrt(sum((value) => (value - mean) ** 2) / n),
    l2: Math.sqrt(sum((value) => value ** 2)),
  };
}

Deno.test("summaries are those of float64, for samples of any size", async () => {
  const samples = {
    one: Float32Array.of(3),
    odd: randomNumbers(1, 257),
    many: randomNumbers(2, 100_003, -1, 3),
    "far from 0": randomNumbers(3, 10_007, 1000, 1001),
    tiny: randomNumbers(4, 999).map((value) => value * 1e-35),
    huge: randomNumbers(5, 999).map((value) => value * 1e36),
  };
  for (const [name, values] of Object.entries(samples)) {
    using x = tensor(device, values);
    const { n, mean, std, min, max, l2 } = await summarize(x, name);
    assert.equal(n, values.length);
    assert.equal(min, values.reduce((a, b) => Math.min(a, b)));
    assert.equal(max, values.reduce((a, b) => Math.max(a, b)));
    const expected = reference(values);
    const absolute = 1e-6 * expected.std + 1e-7 * Math.abs(expected.mean);
    assertClose([mean], [expected.mean], { relative: 0, absolute }, `mean of ${name}`);
    const rounding = 1e-6 * Math.abs(expected.mean);
    assertClose([std], [expected.std], { relative: 1e-6, absolute: rounding }, `std of ${name}`);
    assertClose([l2], [expected.l2], { relative: 1e-6 }, `l2 of ${name}`);
  }
});

Deno.test("zeros sum up to zeros", async () => {
  using x = tensor(device, [0, 0, -0]);
  const { n, ...rest } = await summarize(x, "zeros");
  assert.equal(n, 3);
  for (const [name, value] of Object.entries(rest)) assert.ok(value === 0, name);
});

Deno.test("what is not finite is refused, by name", async () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    using x = tensor(device, [1, value, 2]);
    await assert.rejects(summarize(x, "Layer 2: the values"), (error) => {
      assert.ok(error instanceof LabError);
      assert.match(error.message, /^Layer 2: the values reach from .*only finite/);
      return true;
    });
  }
});

Deno.test("no memory stays behind", async () => {
  using x = tensor(device, randomNumbers(1, 1000));
  const before = device.memory.liveBuffers;
  await summarize(x, "x");
  assert.equal(device.memory.liveBuffers, before);
});
