import assert from "node:assert/strict";
import { clipByGlobalNorm } from "../../src/nn/clip.ts";
import { disposeWeights, type Parameters } from "../../src/nn/parameters.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { randomNumbers } from "../random_numbers.ts";

/** What is left of gradients, one array after the other. */
async function clipped(arrays: readonly (readonly number[])[], maxNorm: number): Promise<number[]> {
  const gradients = Object.fromEntries(arrays.map((x, i) => [`g${i}`, tensor(device, [...x])]));
  const { liveBuffers } = device.memory;
  const results = clipByGlobalNorm(gradients, maxNorm);
  assert.equal(device.memory.liveBuffers, liveBuffers + arrays.length);
  const numbers = await Promise.all(Object.values(results).map((result) => result.data()));
  for (const tensors of [gradients, results]) disposeWeights(tensors);
  return numbers.flatMap((array) => [...array]);
}

/** The same in float64. */
function expected(arrays: readonly (readonly number[])[], maxNorm: number): number[] {
  const all = arrays.flat().map(Math.fround);
  const norm = Math.sqrt(all.reduce((sum, x) => sum + x * x, 0));
  return all.map((x) => x * Math.min(1, maxNorm / (norm + 1e-6)));
}

Deno.test("gradients are scaled together, by float64's norm, and only if they are too large", async () => {
  const random = [1, 70_001, 257].map((count, i) => [...randomNumbers(i, count)]);
  for (const arrays of [random, [[3, 4], [0], [12]], [[1e-12, -1e-15]], [[1e18], [-2e18, 1e10]]]) {
    for (const maxNorm of [1e-3, 1, 12.999999, 13.1, 1e6]) {
      const near = { relative: 4e-6, absolute: 1e-30 };
      assertClose(await clipped(arrays, maxNorm), expected(arrays, maxNorm), near);
    }
  }
  assert.deepEqual(await clipped([[3, 4], [12]], 14), [3, 4, 12], "below, not a bit is changed");
});

Deno.test("what float32 cannot square leaves zeros; NaN and infinities are not hidden", async () => {
  assert.deepEqual((await clipped([[1e20, -1]], 1)).map(Math.abs), [0, 0]);
  assert.ok((await clipped([[NaN, 1]], 1)).every(Number.isNaN));
  assert.ok(Number.isNaN((await clipped([[Infinity]], 1))[0]));
});

Deno.test("norms that are none, and what are no gradients, are refused", () => {
  const gradients = { w: tensor(device, [1]) };
  for (const wrong of [0, -1, NaN, Infinity, "1" as unknown as number]) {
    assert.throws(
      () => clipByGlobalNorm(gradients, wrong),
      /^UsageError: clipByGlobalNorm: expected a number above 0, also when .* as norm, got /,
    );
  }
  assert.throws(
    () => clipByGlobalNorm({} as Parameters, 1),
    /^UsageError: clipByGlobalNorm: expected tensors by name in gradients, got \{\}$/,
  );
  disposeWeights(gradients);
});
