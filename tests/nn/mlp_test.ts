import assert from "node:assert/strict";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { loadFashionMNIST } from "../../src/data/fashion_mnist.ts";
import { randomSplit } from "../../src/data/split.ts";
import { findActivation, registerActivation } from "../../src/nn/activations.ts";
import { ones } from "../../src/tensor/ops/create.ts";
import { scope } from "../../src/tensor/scope.ts";
import { MLP } from "../../src/nn/mlp.ts";
import type { Parameters } from "../../src/nn/parameters.ts";
import { leakyrelu } from "../../src/tensor/ops/activations.ts";
import { tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { lossAndGradients } from "../../src/training/train_step.ts";
import { disposeWeights } from "../../src/nn/parameters.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { randomNumbers } from "../random_numbers.ts";
import golden from "../golden/initial_gradients.json" with { type: "json" };

interface Statistics {
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly l2: number;
}

function statistics(values: Float32Array): Statistics {
  const data = Float64Array.from(values);
  const mean = data.reduce((sum, x) => sum + x, 0) / data.length;
  const square = data.reduce((sum, x) => sum + x * x, 0);
  return {
    mean,
    std: Math.sqrt(data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / data.length),
    min: data.reduce((a, b) => Math.min(a, b)),
    max: data.reduce((a, b) => Math.max(a, b)),
    l2: Math.sqrt(square),
  };
}

function assertStatistics(actual: Statistics, expected: Statistics, what: string): void {
  // The mean of gradients is a small rest of large numbers: near to 0 on the scale of their spread.
  const absolute = 1e-4 * expected.std;
  for (const key of ["mean", "std", "min", "max", "l2"] as const) {
    assertClose([actual[key]], [expected[key]], { relative: 1e-4, absolute }, `${what} ${key}`);
  }
}

Deno.test("gradients at initialisation are the reference's, for each activation", async (t) => {
  const { train } = await loadFashionMNIST({ mirrors: [] });
  const images = new DeviceDataset(device, train);
  using order = uint32Tensor(device, randomSplit(60000, 50000, 42).train.subarray(0, 256));
  for (const [name, { loss, layers }] of Object.entries(golden.activations)) {
    await t.step(name, async () => {
      const network = new MLP({ activation: findActivation(name) });
      const parameters = network.init(device, 0);
      const batch = images.batch(order, 0, 256);
      const [[value, correct], gradients] = lossAndGradients(network)(parameters, batch);
      assertClose([await value.item()], [loss], { relative: 1e-6 }, "loss");
      for (const [i, { kernel, bias }] of layers.entries()) {
        const of = async (name: string) =>
          statistics(await gradients[`Dense_${i}.${name}`]!.data());
        assertStatistics(await of("kernel"), kernel, `kernel ${i}`);
        assertStatistics(await of("bias"), bias, `bias ${i}`);
      }
      for (const tensor of [value, correct, batch.images, batch.labels]) tensor.dispose();
      disposeWeights(parameters);
      disposeWeights(gradients);
    });
  }
  images.dispose();
});

Deno.test("an activation composed of operations gives what its kernel gives", async () => {
  registerActivation("composed-leakyrelu", (x) => leakyrelu(x));
  const options = { hiddenSizes: [33, 17], inputSize: 20, classes: 5 };
  const images = tensor(device, randomNumbers(9, 7 * 20, -1, 1), [7, 20]);
  const labels = uint32Tensor(device, [0, 1, 2, 3, 4, 0, 1]);
  const results: number[][] = [];
  for (const name of ["leakyrelu", "composed-leakyrelu"]) {
    const network = new MLP({ activation: findActivation(name), ...options });
    const parameters = network.init(device, 7);
    const [[loss], gradients] = lossAndGradients(network)(parameters, { images, labels });
    const numbers = await Promise.all(Object.values(gradients).map((gradient) => gradient.data()));
    results.push([await loss.item(), ...numbers.flatMap((data) => [...data])]);
  }
  assertClose(results[1]!, results[0]!, { relative: 1e-6, absolute: 1e-7 });
});

Deno.test("every layer's values can be had, and lead to the same logits", async () => {
  const network = new MLP({
    activation: findActivation("swish"),
    hiddenSizes: [5, 3],
    inputSize: 4,
    classes: 2,
  });
  const parameters = network.init(device, 1);
  const images = tensor(device, randomNumbers(2, 5 * 4), [5, 4]);
  const { logits, layers } = network.applyWithLayers(parameters, images);
  assert.deepEqual(layers.map(({ preActivation }) => preActivation.shape), [[5, 5], [5, 3]]);
  for (const { preActivation, activation } of layers) {
    const expected = (await preActivation.data()).map((x) => x / (1 + Math.exp(-x)));
    assertClose(await activation.data(), expected, { relative: 1e-6 });
  }
  const fused = network.apply(parameters, images);
  assertClose(await logits.data(), await fused.data(), { relative: 1e-6, absolute: 1e-7 });
});

Deno.test("widths that are none, and a name for an activation, are refused", () => {
  const activation = findActivation("relu");
  for (const hiddenSizes of [[NaN], [8, 0], [2.5], ["8"], [-1]] as number[][]) {
    assert.throws(() => new MLP({ activation, hiddenSizes }), /^UsageError: MLP: expected widths/);
  }
  assert.throws(
    () => new MLP({ activation, inputSize: NaN }),
    /expected widths .*got \[ NaN, 512,/,
  );
  assert.throws(() => new MLP({ activation, classes: 0 }), /expected widths/);
  assert.throws(
    () => new MLP({ activation: "relu" as unknown as typeof activation }),
    /^UsageError: MLP: expected an activation, got "relu"; findActivation gives those there are$/,
  );
});

Deno.test("parameters of another network are refused, naming the first that does not fit", () => {
  const activation = findActivation("relu");
  const network = new MLP({ activation, hiddenSizes: [3], inputSize: 4, classes: 2 });
  scope(() => {
    const images = ones(device, [5, 4]);
    const own = network.init(device, 1);
    const { "Dense_1.bias": _, ...fewer } = own;
    const deeper = new MLP({ activation, hiddenSizes: [3, 2], inputSize: 4, classes: 2 });
    const wider = new MLP({ activation, hiddenSizes: [7], inputSize: 4, classes: 2 });
    const cases: [parameters: unknown, message: RegExp][] = [
      [
        deeper.init(device, 1),
        /^UsageError: network: expected Dense_0.kernel, .* in parameters, got Dense_2.kernel as well$/,
      ],
      [fewer, /^UsageError: network: expected Dense_1.bias in parameters, got none of this name$/],
      [new Map(Object.entries(own)), /Dense_1.kernel, Dense_1.bias in parameters, got Map\(4\)/],
      [undefined, /Dense_1.kernel, Dense_1.bias in parameters, got undefined$/],
      [
        wider.init(device, 1),
        /^ShapeError: network: expected the shape \(4, 3\) of parameters.Dense_0.kernel, got \(4, 7\)$/,
      ],
      [
        { ...own, "Dense_1.bias": undefined },
        /expected a float32 tensor as parameters.Dense_1.bias, got undefined$/,
      ],
    ];
    for (const [parameters, message] of cases) {
      assert.throws(() => network.apply(parameters as Parameters, images), message);
      assert.throws(() => network.applyWithLayers(parameters as Parameters, images), message);
    }
    network.apply(Object.fromEntries(Object.entries(own).reverse()), images); // in any order
  });
});
