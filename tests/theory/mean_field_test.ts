/** The mean-field theory of untrained networks: its averages, its recursions, and wide networks beside it. */
import assert from "node:assert/strict";
import theory from "../golden/theory.json" with { type: "json" };
import { backpropagate } from "../../src/analysis/backpropagate.ts";
import { gaussianAverages } from "../../src/analysis/gaussian_averages.ts";
import { meanFieldVariances } from "../../src/analysis/mean_field.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { Optimizer } from "../../src/nn/optimizer.ts";
import { multiply, square, subtract } from "../../src/tensor/ops/arithmetic.ts";
import { mean } from "../../src/tensor/ops/reductions.ts";
import { scope } from "../../src/tensor/scope.ts";
import { type Tensor, tensor, uint32Tensor } from "../../src/tensor/tensor.ts";
import { assertClose } from "../close.ts";
import { device } from "../device/device.ts";
import { randomIntegers, randomNumbers } from "../random_numbers.ts";

for (const [name, expected] of Object.entries(theory.averages)) {
  Deno.test(`the averages of ${name} over normal numbers`, () => {
    const { mean, meanSquare, slopeSquare } = gaussianAverages(findActivation(name).fused!, 1);
    assertClose([mean], [expected.mean], { relative: 0, absolute: 1e-8 });
    assertClose([meanSquare], [expected.meanSquare], { relative: 1e-7 });
    assertClose([slopeSquare / meanSquare], [expected.gradientFactor], { relative: 1e-7 });
  });
}

Deno.test("averages over numbers of another variance", () => {
  for (const { sigmaW2, sigmaB2, q, chi } of theory.tanh) {
    const { meanSquare, slopeSquare } = gaussianAverages(findActivation("tanh").fused!, q);
    assertClose([sigmaW2 * meanSquare + sigmaB2], [q], { relative: 1e-7 });
    assertClose([sigmaW2 * slopeSquare], [chi], { relative: 1e-7 });
  }
});

Deno.test("the variance of tanh's pre-activations comes to stay at the edge of chaos, layer by layer", () => {
  const { sigmaW2, sigmaB2, qByLayer, chi } = theory.tanh[0]!;
  const tanh = findActivation("tanh");
  const { activations, gradients } = meanFieldVariances({
    activation: tanh,
    initializer: `scaled:sigma_w=${Math.sqrt(sigmaW2)},sigma_b=${Math.sqrt(sigmaB2)}`,
    sizes: [3, ...qByLayer!.map(() => 64), 7],
  }, { preActivations: qByLayer![0]!, gradients: 1 })!;
  const expected = qByLayer!.map((q) => gaussianAverages(tanh.fused!, q));
  assertClose(activations, expected.map(({ meanSquare }) => meanSquare), { relative: 1e-7 });
  const factors = gradients.slice(1).map((later, i) => gradients[i]! / later);
  const slopes = expected.slice(0, -1).map(({ slopeSquare }) => sigmaW2 * slopeSquare);
  assertClose(factors, slopes, { relative: 1e-7 });
  assert.ok(Math.abs(factors.at(-1)! - chi) < 1e-3, "where q stays, gradients do, too");
});

Deno.test("of what is no formula, or not finite, there is no theory", () => {
  const { apply } = findActivation("tanh");
  const of = (activation: Parameters<typeof meanFieldVariances>[0]["activation"]) =>
    meanFieldVariances(
      { activation, initializer: "tutorial", sizes: [4, 4, 4, 2] },
      { preActivations: 100, gradients: 1 },
    );
  assert.equal(of({ name: "mine", title: "Mine", apply }), undefined);
  assert.equal(of(findActivation("exp(x * x)")), undefined);
  assert.notEqual(of(findActivation("tanh")), undefined);
});

/**
 * Widths that differ, so that fan_in and fan_out cannot be mistaken for each other. A mean over the squares
 * of a layer has a standard error of 5 to 9 %, of 16 images that share a part of it 3 to 5 %; over three
 * layers, this is about three of those.
 */
const SIZES = [64, 512, 256, 384, 10], TOLERANCE = 0.15;
const IMAGES = 16;

async function measured(initializer: string, activation: string) {
  const network = new MLP({
    activation: findActivation(activation),
    initializer,
    inputSize: SIZES[0]!,
    hiddenSizes: SIZES.slice(1, -1),
    classes: SIZES.at(-1)!,
  });
  const batch = {
    images: tensor(device, randomNumbers(2, IMAGES * SIZES[0]!), [IMAGES, SIZES[0]!]),
    labels: uint32Tensor(device, randomIntegers(3, IMAGES, 10)),
  };
  const parameters = network.init(device, 1);
  const variance = (values: Tensor) => mean(square(subtract(values, mean(values))));
  const layers = scope(() =>
    backpropagate({ network, optimizer: new Optimizer("sgd") }, parameters, batch).layers.map(
      ({ input, output, inputGradient }) =>
        [input, output, multiply(inputGradient, 1e4)].map(variance),
    )
  );
  const numbers = await Promise.all(
    layers.map((layer) => Promise.all(layer.map((value) => value.item()))),
  );
  for (const value of layers.flat()) value.dispose();
  const [preActivations, activations, gradients] = [0, 1, 2].map((i) =>
    numbers.map((layer) => layer[i]!)
  );
  return {
    preActivations: preActivations!,
    activations: activations!,
    gradients: gradients!.map((value) => value / 1e8),
  };
}

const WIDE = [
  ["tutorial", "sigmoid"],
  ["tutorial", "relu"],
  ["he_normal", "relu"],
  ["xavier_uniform", "tanh"],
  ["lecun_normal:gain=preserving", "swish"],
  ["orthogonal:gain=torch", "tanh"],
  ["scaled:sigma_w=1.5,sigma_b=0.5", "elu"],
] as const;

for (const [initializer, activation] of WIDE) {
  Deno.test(`wide ${activation} networks drawn by ${initializer} have the theory's variances`, async () => {
    const { preActivations, activations, gradients } = await measured(initializer, activation);
    const expected = meanFieldVariances(
      { activation: findActivation(activation), initializer, sizes: SIZES },
      { preActivations: preActivations[0]!, gradients: gradients.at(-1)! },
    )!;
    assertClose(activations, expected.activations, { relative: TOLERANCE });
    assertClose(gradients, expected.gradients, { relative: TOLERANCE });
  });
}
