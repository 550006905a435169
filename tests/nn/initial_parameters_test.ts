import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { initialDense } from "../../src/nn/initial_parameters.ts";
import golden from "../golden/initial_parameters.json" with { type: "json" };

const sha256 = (values: Float32Array) => hash("sha256", new Uint8Array(values.buffer), "hex");

for (const { hiddenSizes, layers } of golden.networks) {
  Deno.test(`the initial weights of ${hiddenSizes.join("-")} are Flax's, bit for bit`, () => {
    const sizes = [784, ...hiddenSizes, 10];
    layers.forEach((layer, i) => {
      const { kernel, bias } = initialDense(golden.seed, i, sizes[i]!, sizes[i + 1]!);
      assert.deepEqual([...kernel.subarray(0, 4)], layer.kernelFirst, `${layer.name} kernel`);
      assert.deepEqual([...bias.subarray(0, 4)], layer.biasFirst, `${layer.name} bias`);
      assert.equal(sha256(kernel), layer.kernel, `${layer.name} kernel`);
      assert.equal(sha256(bias), layer.bias, `${layer.name} bias`);
    });
  });
}
