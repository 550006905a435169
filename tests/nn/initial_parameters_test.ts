import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { findActivation } from "../../src/nn/activations.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { MLP } from "../../src/nn/mlp.ts";
import golden from "../golden/initial_parameters.json" with { type: "json" };

const sha256 = (values: Float32Array) => hash("sha256", new Uint8Array(values.buffer), "hex");

for (const { hiddenSizes, layers } of golden.networks) {
  Deno.test(`the initial weights of ${hiddenSizes.join("-")} are Flax's, bit for bit`, () => {
    const { specs } = new MLP({ activation: findActivation("relu"), hiddenSizes });
    const parameters = initialParameters(specs, golden.seed);
    assert.equal(parameters.size, 2 * layers.length);
    for (const layer of layers) {
      const [kernel, bias] = ["kernel", "bias"].map((name) =>
        parameters.get(`${layer.name}.${name}`)!.data
      ) as [Float32Array, Float32Array];
      assert.deepEqual([...kernel.subarray(0, 4)], layer.kernelFirst, `${layer.name} kernel`);
      assert.deepEqual([...bias.subarray(0, 4)], layer.biasFirst, `${layer.name} bias`);
      assert.equal(sha256(kernel), layer.kernel, `${layer.name} kernel`);
      assert.equal(sha256(bias), layer.bias, `${layer.name} bias`);
    }
  });
}
