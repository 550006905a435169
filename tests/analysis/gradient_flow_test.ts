import assert from "node:assert/strict";
import { exampleBatch } from "../../src/analysis/example_images.ts";
import { gradientFlow } from "../../src/analysis/gradient_flow.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { full } from "../../src/tensor/ops/create.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import golden from "../golden/initial_gradients.json" with { type: "json" };
import counts from "../golden/gradient_counts.json" with { type: "json" };

const { train } = await loadFashionMNIST({ mirrors: [] });
const batch = exampleBatch(device, train, 42);

Deno.test("gradients at initialisation are the tutorial's, bar by bar", async (t) => {
  for (const [name, { loss, layers }] of Object.entries(golden.activations)) {
    await t.step(name, async () => {
      const network = new MLP({ activation: findActivation(name) });
      const parameters = network.init(device, 0);
      const before = device.memory.liveBuffers;
      const flow = await gradientFlow(network, parameters, batch);
      assert.equal(device.memory.liveBuffers, before);
      disposeWeights(parameters);

      assertClose([flow.loss], [loss], { relative: 1e-6 }, "loss");
      const titles = [0, 2, 4, 6, 8].map((i) => `Layer ${i} - weights`);
      assert.deepEqual(flow.layers.map(({ title }) => title), titles);
      flow.layers.forEach((layer, i) => {
        const { kernel } = layers[i]!;
        // The mean is a small rest of large numbers.
        const absolute = 1e-5 * kernel.std;
        assertClose([layer.mean], [kernel.mean], { relative: 0, absolute }, `mean ${i}`);
        for (const key of ["std", "min", "max", "l2"] as const) {
          assertClose([layer[key]], [kernel[key]], { relative: 1e-5 }, `${key} ${i}`);
        }
        const expected = counts[name as keyof typeof counts][i]!.split(" ").map(Number);
        const bars = layer.histogram.counts;
        assert.equal(bars.length, 30);
        assert.equal(bars.reduce((sum, count) => sum + count), layer.n);
        // A gradient within float32's rounding of an edge may be on its other side.
        const moved = bars.reduce((sum, bar, b) => sum + Math.abs(bar - expected[b]!), 0) / 2;
        assert.ok(moved <= 2e-5 * layer.n, `layer ${i}: ${moved} of ${layer.n} moved`);
        assert.equal(layer.density.x.length, 200);
      });
    });
  }
});

Deno.test("the density is in the units of the counts", async () => {
  const network = new MLP({ activation: findActivation("elu"), hiddenSizes: [32] });
  const { layers: [layer] } = await gradientFlow(network, network.init(device, 1), batch);
  const { n, histogram: { edges }, density: { x, y } } = layer!;
  const area = y.reduce((sum, height, i) => sum + height * (x[i]! - (x[i - 1] ?? x[0]!)), 0);
  const bars = n * (edges[1]! - edges[0]!);
  assert.ok(Math.abs(area - bars) <= 0.02 * bars, `${area}, ${bars}`);
});

Deno.test("gradients that are not numbers are refused by their layer's name", async () => {
  const network = new MLP({ activation: findActivation("relu"), hiddenSizes: [8] });
  const parameters = { ...network.init(device, 0), "Dense_1.bias": full(device, [10], NaN) };
  await assert.rejects(gradientFlow(network, parameters, batch), /^LabError: Layer \d - weights: /);
});
