import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { initialParameters } from "../../src/nn/initial_parameters.ts";
import { ActivationLayer } from "../../src/nn/layers/activation.ts";
import { Dense } from "../../src/nn/layers/dense.ts";
import type { Context, Intermediate, Layer } from "../../src/nn/layers/layer.ts";
import { Sequential } from "../../src/nn/layers/sequential.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { Network } from "../../src/nn/network.ts";
import { disposeWeights, type Parameters } from "../../src/nn/parameters.ts";
import { sha1 } from "../../src/random/sha1.ts";
import { foldIn, prngKey } from "../../src/random/threefry.ts";
import { add } from "../../src/tensor/ops/arithmetic.ts";
import { zeros } from "../../src/tensor/ops/create.ts";
import { type Shape, ShapeError } from "../../src/tensor/shape.ts";
import { type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { lossAndGradients } from "../../src/training/train_step.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { randomNumbers } from "../random_numbers.ts";

const swish = new ActivationLayer(findActivation("swish"));
const images = tensor(device, randomNumbers(1, 7 * 4), [7, 4]);

/** x + inner(x): a layer around another, written as a user would. */
class Residual implements Layer {
  readonly kind = "Residual";
  constructor(readonly inner: Layer) {}
  parameters(input: Shape) {
    return this.inner.parameters(input);
  }
  outputShape(input: Shape) {
    return this.inner.outputShape(input);
  }
  apply(parameters: Parameters, x: Tensor, context: Context) {
    return add(x, this.inner.apply(parameters, x, context));
  }
}

Deno.test("layers are named by kind and number, those within others with the outer name before", () => {
  const block = () => new Residual(new Sequential([new Dense(3), swish, new Dense(5)]));
  const { specs } = new Network(
    new Sequential([new Dense(5), swish, block(), block(), new Sequential([new Dense(2)])]),
    [4],
  );
  assert.deepEqual(
    Object.entries(specs).map(([name, { shape }]) => `${name} ${shape}`),
    [
      "Dense_0.kernel 4,5",
      "Dense_0.bias 5",
      "Residual_0.Dense_0.kernel 5,3",
      "Residual_0.Dense_0.bias 3",
      "Residual_0.Dense_1.kernel 3,5",
      "Residual_0.Dense_1.bias 5",
      "Residual_1.Dense_0.kernel 5,3",
      "Residual_1.Dense_0.bias 3",
      "Residual_1.Dense_1.kernel 3,5",
      "Residual_1.Dense_1.bias 5",
      "Sequential_0.Dense_0.kernel 5,2",
      "Sequential_0.Dense_0.bias 2",
    ],
  );
});

Deno.test("a parameter's key is of all the names on the way to its layer", () => {
  const seen: number[][] = [];
  const spy = () => (key: readonly number[], [fanOut]: Shape) => {
    seen.push([...key]);
    return new Float32Array(fanOut!);
  };
  const dense = new Dense(2, { biasInitializer: spy });
  const { specs } = new Network(new Sequential([new Sequential([dense])]), [4]);
  initialParameters(specs, 7);
  const digest = sha1(new TextEncoder().encode("Sequential_0Dense_0\x02"));
  assert.deepEqual(seen, [[...foldIn(prngKey(7), new DataView(digest.buffer).getUint32(0))]]);
});

Deno.test("layers within layers compute and differentiate as the same ones in a row", async () => {
  const flat = new MLP({
    activation: swish.activation,
    hiddenSizes: [6, 3],
    inputSize: 4,
    classes: 2,
  });
  const nested = new Network(
    new Sequential([
      new Sequential([new Dense(6), swish]),
      new Sequential([new Dense(3), swish, new Dense(2)]),
    ]),
    [4],
  );
  const ours = flat.init(device, 3);
  const names = Object.keys(nested.specs);
  const same = Object.fromEntries(Object.values(ours).map((tensor, i) => [names[i]!, tensor]));
  const batch = { images, labels: uint32Tensor(device, [0, 1, 1, 0, 1, 0, 0]) };
  const [[loss], gradients] = lossAndGradients(nested)(same, batch);
  const [[expectedLoss], expected] = lossAndGradients(flat)(ours, batch);
  assert.deepEqual(await loss.data(), await expectedLoss.data());
  assert.deepEqual(Object.keys(gradients), names);
  for (const [i, gradient] of Object.values(gradients).entries()) {
    assert.deepEqual(await gradient.data(), await Object.values(expected)[i]!.data(), names[i]!);
  }
});

Deno.test("what layers compute is recorded in order, the output left out, to the same logits", async () => {
  const residual = new Residual(new Sequential([new Dense(5), swish]));
  const network = new Network(new Sequential([new Dense(5), residual, swish, new Dense(2)]), [4]);
  const parameters = network.init(device, 5);
  const before = device.dispatches;
  const logits = network.apply(parameters, images);
  const fused = device.dispatches - before;
  const recorded = network.applyWithIntermediates(parameters, images);
  assert.equal(device.dispatches - before - fused, fused + 1, "Dense and Swish were one kernel");
  assertClose(await recorded.logits.data(), await logits.data(), { relative: 1e-6 });
  const { intermediates } = recorded;
  const titles = (list: Intermediate[]) => list.map(({ title }) => title);
  assert.deepEqual(titles(intermediates), ["Dense", "Dense", "Swish", "Swish"]);
  assert.equal(intermediates[2]!.input, intermediates[1]!.output);
  assert.equal(intermediates[2]!.activation, swish.activation);
  assert.equal(intermediates[0]!.activation, undefined);
});

Deno.test("a network refuses parameters of another, naming the first that differs", () => {
  const options = { activation: swish.activation, inputSize: 4, classes: 2 };
  const network = new MLP({ ...options, hiddenSizes: [3] });
  const parameters = network.init(device, 0);
  const { "Dense_0.bias": _, ...less } = parameters;
  const cases: [Parameters, RegExp][] = [
    [less, /expected Dense_0.bias in parameters, got none of this name$/],
    [
      new MLP({ ...options, hiddenSizes: [5] }).init(device, 0),
      /expected the shape \(4, 3\) of parameters.Dense_0.kernel, got \(4, 5\)$/,
    ],
    [
      new MLP({ ...options, hiddenSizes: [3, 2] }).init(device, 0),
      /expected Dense_0.kernel, .* in parameters, got Dense_2.kernel as well$/,
    ],
  ];
  for (const [wrong, expected] of cases) {
    assert.throws(() => network.apply(wrong, images), (error: Error) => {
      assert.ok(error instanceof UsageError || error instanceof ShapeError);
      assert.match(error.message, /^network: /);
      assert.match(error.message, expected);
      return true;
    });
  }
  disposeWeights(parameters);
});

Deno.test("a dense layer without bias is one whose bias is 0, with the same kernel", async () => {
  const layers = (bias: boolean) =>
    new Sequential([new Dense(6, { bias }), swish, new Dense(3, { bias })]);
  const without = new Network(layers(false), [4]);
  assert.deepEqual(Object.keys(without.specs), ["Dense_0.kernel", "Dense_1.kernel"]);
  const network = new Network(layers(true), [4]);
  const parameters = network.init(device, 2);
  const kernels = without.init(device, 2);
  const withZeros = {
    ...parameters,
    "Dense_0.bias": zeros(device, [6]),
    "Dense_1.bias": zeros(device, [3]),
  };
  const batch = { images, labels: uint32Tensor(device, [0, 2, 1, 0, 1, 2, 0]) };
  const [[loss], gradients] = lossAndGradients(without)(kernels, batch);
  const [[expectedLoss], expected] = lossAndGradients(network)(withZeros, batch);
  assertClose(await loss.data(), await expectedLoss.data(), { relative: 1e-6 });
  assert.deepEqual(Object.keys(gradients), Object.keys(kernels));
  for (const [name, gradient] of Object.entries(gradients)) {
    assert.deepEqual(await kernels[name]!.data(), await parameters[name]!.data());
    const close = { relative: 1e-5, absolute: 1e-7 };
    assertClose(await gradient.data(), await expected[name]!.data(), close, name);
  }
});

Deno.test("a dense layer refuses examples of more than one dimension", () => {
  assert.throws(() => new Network(new Dense(3), [2, 2]), (error: Error) => {
    assert.ok(error instanceof ShapeError);
    assert.match(error.message, /^dense layer: expected one dimension an example, got \(2, 2\)$/);
    return true;
  });
});
