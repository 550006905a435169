import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { normal, truncatedNormal } from "../../src/random/normal.ts";
import type { Key } from "../../src/random/threefry.ts";
import { assertClose } from "../close.ts";
import golden from "../golden/initializers.json" with { type: "json" };

const DISTRIBUTIONS = { normal, truncated_normal: truncatedNormal };

for (const { key, shape, ...kernel } of golden.kernels) {
  const [fanIn, fanOut] = shape as [number, number];
  for (const name of ["normal", "truncated_normal"] as const) {
    Deno.test(`${fanIn * fanOut} numbers of ${name} are JAX's`, () => {
      const { first4, last4, mean, std, min, max, recipe_sha256, exact_first4 } = kernel[name];
      const x = DISTRIBUTIONS[name](key as unknown as Key, fanIn * fanOut);
      assertClose(x.subarray(0, 4), first4, { relative: 2e-6 }, "first");
      assertClose(x.subarray(0, 4), exact_first4, { relative: 2e-6 }, "first");
      assertClose(x.subarray(-4), last4, { relative: 2e-6 }, "last");
      const least = x.reduce((least, value) => Math.min(least, value));
      const most = x.reduce((most, value) => Math.max(most, value));
      assertClose([least, most], [min, max], { relative: 1e-5 }, "extremes");
      const average = x.reduce((sum, value) => sum + value, 0) / x.length;
      const variance = x.reduce((sum, value) => sum + (value - average) ** 2, 0) / x.length;
      assertClose([average, Math.sqrt(variance)], [mean, std], { relative: 0, absolute: 1e-6 });
      assert.equal(hash("sha256", new Uint8Array(x.buffer), "hex"), recipe_sha256);
    });
  }
}
