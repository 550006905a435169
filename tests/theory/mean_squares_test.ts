/**
 * Wide networks at their start, against what holds for infinitely wide ones: the mean squares of
 * activations and of gradients, layer by layer.
 */
import assert from "node:assert/strict";
import theory from "../golden/theory.json" with { type: "json" };
import { backpropagate } from "../../src/analysis/backpropagate.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { findGain } from "../../src/nn/gains.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { Optimizer } from "../../src/nn/optimizer.ts";
import { multiply, square } from "../../src/tensor/ops/arithmetic.ts";
import { mean } from "../../src/tensor/ops/reductions.ts";
import { scope } from "../../src/tensor/scope.ts";
import { tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { device } from "../device/device.ts";
import { randomIntegers, randomNumbers } from "../random_numbers.ts";

const WIDTH = 4096;
const IMAGES = 16;
const PIXELS = 64;

/**
 * How far a mean square may be off, of the value. An image's is the mean of 4096 squares, whose
 * standard error is 2 to 4 %; of 16 images with their own, it is at most 1 %, and for gradients, which
 * the images share in part, 1.5 %. This is three of those.
 */
const TOLERANCE = 0.045;

/** An MLP's weights, of variance 1 / fan_in, for the activations to share: to draw them takes longest. */
const shape = { hiddenSizes: [WIDTH, WIDTH], inputSize: PIXELS, classes: 10 };
const drawn = new MLP({
  ...shape,
  activation: findActivation("identity"),
  initializer: "lecun_uniform",
}).init(device, 1);
/** Images whose pixels are -1 or 1, so that the first pre-activations have the mean square 1. */
const signs = randomNumbers(2, IMAGES * PIXELS).map((value) => value < 0 ? -1 : 1);
const batch = {
  images: tensor(device, signs, [IMAGES, PIXELS]),
  labels: uint32Tensor(device, randomIntegers(3, IMAGES, 10)),
};

/** The mean squares of the hidden layers' values and gradients, with the gain that preserves them. */
async function meanSquares(name: string) {
  const activation = findActivation(name);
  const network = new MLP({ ...shape, activation });
  const means = scope(() => {
    const learned = Object.fromEntries(
      Object.entries(network.specs)
        .filter(([name]) => !(name in drawn))
        .map(([name, { shape, initializer }]) => [
          name,
          tensor(device, initializer([0, 0], shape), shape),
        ]),
    );
    const second = multiply(drawn["Dense_1.kernel"]!, findGain("preserving", name));
    const parameters = { ...drawn, ...learned, "Dense_1.kernel": second };
    const method = { network, optimizer: new Optimizer("sgd") };
    return backpropagate(method, parameters, batch).layers.map(({ input, output, inputGradient }) =>
      [input, output, inputGradient].map((values) => mean(square(multiply(values, 1e3))))
    );
  });
  const numbers = await Promise.all(
    means.map((layer) => Promise.all(layer.map(async (value) => await value.item() / 1e6))),
  );
  for (const value of means.flat()) value.dispose();
  return numbers.map(([input, output, gradient]) => ({ input, output, gradient }));
}

function assertNear(actual: number, expected: number, what: string): void {
  const error = actual / expected - 1;
  assert.ok(Math.abs(error) < TOLERANCE, `${what}: ${actual} instead of ${expected}`);
}

for (const [name, { meanSquare, gradientFactor }] of Object.entries(theory.averages)) {
  Deno.test(`${name} keeps the mean squares that theory says, at a width of ${WIDTH}`, async () => {
    const [first, second] = await meanSquares(name);
    assertNear(first!.output!, meanSquare, "the first activations");
    assertNear(second!.input!, 1, "the second pre-activations");
    assertNear(second!.output!, meanSquare, "the second activations");
    assertNear(first!.gradient! / second!.gradient!, gradientFactor, "the gradients' factor");
  });
}
