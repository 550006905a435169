import assert from "node:assert/strict";
import { networkProbe } from "../../src/analysis/network_probe.ts";
import { PROBE_EDGES } from "../../src/analysis/value_statistics.ts";
import { DeviceDataset } from "../../src/data/device_dataset.ts";
import { findActivation } from "../../src/nn/activations.ts";
import { MLP } from "../../src/nn/mlp.ts";
import { Optimizer } from "../../src/nn/optimizer.ts";
import { disposeWeights, downloadWeights, type Parameters } from "../../src/nn/parameters.ts";
import { tensor } from "../../src/tensor/tensor.ts";
import type { Measurement, ValueStatistics } from "../../src/training/probes.ts";
import { device } from "../device/device.ts";
import { assertClose } from "../close.ts";
import { ACTIVATION, DERIVATIVE } from "../float64.ts";
import { randomBytes, randomIntegers, randomNumbers } from "../random_numbers.ts";

type Numbers = Float32Array<ArrayBuffer>;

const [IMAGES, PIXELS, WIDTH, CLASSES] = [300, 7, 5, 3];
/** Of more images than a probe looks at; those at the odd places are trained on. */
const pixels = randomBytes(1, 2 * IMAGES * PIXELS);
const labels = Uint8Array.from(randomIntegers(2, 2 * IMAGES, CLASSES));
const images = new DeviceDataset(device, { count: 2 * IMAGES, images: pixels, labels });
const positions = Array.from({ length: IMAGES }, (_, i) => 2 * i + 1);
const BATCH = 256;

const LEARNING_RATE = 0.5;
/** Below the norm of all gradients. */
const CLIP = 0.1;
const STEP = 1;
const schedule = (step: number) => step / 4;
const optimizer = new Optimizer("momentum", { learningRate: LEARNING_RATE, momentum: 0.9 });

function networkWith(activation: string): MLP {
  const sizes = { hiddenSizes: [WIDTH], inputSize: PIXELS, classes: CLASSES };
  return new MLP({ activation: findActivation(activation), ...sizes });
}

/** What a probe measures in a network with these parameters, of which it changes nothing. */
async function probe(activation: string, parameters: Parameters): Promise<Measurement> {
  const method = { network: networkWith(activation), optimizer, schedule, clipNorm: CLIP };
  const optimizerState = { ...optimizer.init(parameters), step: STEP };
  const { velocity } = optimizerState.slots;
  const before = [await downloadWeights(parameters), await downloadWeights(velocity!)];
  const { liveBuffers } = device.memory;
  const run = { method, parameters, optimizerState, images, positions };
  const measured = await networkProbe().measure(run);
  assert.equal(device.memory.liveBuffers, liveBuffers);
  assert.deepEqual([await downloadWeights(parameters), await downloadWeights(velocity!)], before);
  assert.equal(optimizerState.step, STEP);
  disposeWeights(velocity!);
  disposeWeights(parameters);
  return measured;
}

/** Parameters that are no larger than 1, but for those whose values are given. */
function parametersOf(
  activation: string,
  given: Record<string, ArrayLike<number>> = {},
): Parameters {
  const specs = Object.entries(networkWith(activation).specs);
  return Object.fromEntries(specs.map(([name, { shape }], i) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = given[name] ?? randomNumbers(10 + i, size, -1, 1);
    return [name, tensor(device, Float32Array.from(values), shape)];
  }));
}

/** Forwards and backwards in float64, row by row. */
async function reference(name: "relu" | "tanh", parameters: Parameters) {
  const weights = await downloadWeights(parameters);
  const [w0, b0, w1, b1] = ["Dense_0.kernel", "Dense_0.bias", "Dense_1.kernel", "Dense_1.bias"]
    .map((name) => weights.get(name)!.data) as [Numbers, Numbers, Numbers, Numbers];
  const f = ACTIVATION[name], slope = DERIVATIVE[name];
  const inputs: number[] = [], outputs: number[] = [], gradients: number[] = [];
  const [kernel0, bias0, kernel1, bias1] = [w0, b0, w1, b1].map(({ length }) =>
    new Float64Array(length)
  );
  let loss = 0;
  for (let row = 0; row < BATCH; row++) {
    const image = positions[row]!;
    const x = Array.from(
      { length: PIXELS },
      (_, p) => (pixels[image * PIXELS + p]! / 255 - 0.5) / 0.5,
    );
    const z = Array.from(
      b0,
      (bias, j) => x.reduce((sum, v, p) => sum + v * w0[p * WIDTH + j]!, bias),
    );
    const a = z.map(f);
    const logits = Array.from(
      b1,
      (bias, c) => a.reduce((sum, v, j) => sum + v * w1[j * CLASSES + c]!, bias),
    );
    const exps = logits.map(Math.exp);
    const total = exps.reduce((sum, e) => sum + e);
    const label = labels[image]!;
    loss -= Math.log(exps[label]! / total) / BATCH;
    const g = exps.map((e, c) => (e / total - Number(c === label)) / BATCH);
    const d = z.map((v, j) =>
      g.reduce((sum, gc, c) => sum + gc * w1[j * CLASSES + c]!, 0) * slope(v)
    );
    inputs.push(...z);
    outputs.push(...a);
    gradients.push(...d);
    d.forEach((dj, j) => {
      bias0![j]! += dj;
      x.forEach((v, p) => kernel0![p * WIDTH + j]! += v * dj);
    });
    g.forEach((gc, c) => {
      bias1![c]! += gc;
      a.forEach((v, j) => kernel1![j * CLASSES + c]! += v * gc);
    });
  }
  const all = [kernel0!, bias0!, kernel1!, bias1!].flatMap((gradient) => [...gradient]);
  return {
    loss,
    inputs,
    outputs,
    gradients,
    kernels: [kernel0!, kernel1!],
    all,
    weights: [w0, w1],
  };
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

/** Mean and variance to float32; counts as the host counts, but for what lies on an edge. */
function assertStatistics(
  { mean: average, variance, counts, nan, infinite }: ValueStatistics,
  values: ArrayLike<number>,
  edges: readonly number[],
  sized = false,
): void {
  const expected = mean(values);
  const spread = mean(Array.from(values, (value) => (value - expected) ** 2));
  assertClose([average!, variance!], [expected, spread], {
    relative: 1e-4,
    absolute: 1e-6 * Math.sqrt(spread),
  });
  assert.deepEqual([nan, infinite], [0, 0]);
  assert.equal(counts.reduce((sum, count) => sum + count), values.length);
  const own = new Array(edges.length + 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = sized ? Math.abs(values[i]!) : values[i]!;
    own[edges.findLastIndex((edge) => edge <= value) + 1]++;
  }
  const moved = counts.reduce((sum, count, i) => sum + Math.abs(count - own[i]), 0);
  assert.ok(moved <= 4, `${moved} values are counted elsewhere`);
}

for (const name of ["relu", "tanh"] as const) {
  Deno.test(`a probe of a network with ${name} measures what float64 computes`, async () => {
    const parameters = parametersOf(name);
    const expected = await reference(name, parameters);
    const { loss, activations, weights } = await probe(name, parameters);
    assertClose([loss!], [expected.loss], { relative: 1e-5 });
    assert.equal(activations.length, 1);
    const [layer] = activations;
    assert.deepEqual([layer!.name, layer!.width], [
      `Layer 1 - ${networkWith(name).activation.title}`,
      WIDTH,
    ]);
    assertStatistics(layer!.preActivations, expected.inputs, PROBE_EDGES.values);
    assertStatistics(layer!.activations, expected.outputs, PROBE_EDGES.values);
    assertStatistics(layer!.gradients, expected.gradients, PROBE_EDGES.gradients, true);
    const flat = expected.inputs.filter((x) => Math.abs(DERIVATIVE[name](x)) < 0.01).length;
    assertClose([layer!.fractionSaturated], [flat / expected.inputs.length], { absolute: 0.002 });
    assert.deepEqual(layer!.dead, []);
    assert.deepEqual(weights.map(({ name }) => name), ["Dense_0.kernel", "Dense_1.kernel"]);
    const clipped = Math.min(1, CLIP / norm(expected.all));
    weights.forEach(({ gradients, gradientNorm, updateRatio }, i) => {
      const gradient = expected.kernels[i]!;
      assertStatistics(gradients, gradient, PROBE_EDGES.gradients, true);
      assertClose([gradientNorm!], [norm(gradient)], { relative: 1e-4 });
      const step = LEARNING_RATE * schedule(STEP) * clipped;
      const ratio = step * norm(gradient) / norm(expected.weights[i]!);
      assertClose([updateRatio!], [ratio], { relative: 1e-4 });
    });
  });
}

/** The counts that are not 0, by the edge below them. */
function nonzero(counts: readonly number[], edges: readonly number[]): [number, number][] {
  return counts.flatMap((count, i) => count ? [[edges[i - 1] ?? -Infinity, count]] : []);
}

Deno.test("what is NaN or infinite is counted apart, and leaves no mean", async () => {
  const parameters = parametersOf("identity", {
    "Dense_0.kernel": new Float32Array(PIXELS * WIDTH),
    "Dense_0.bias": [NaN, Infinity, -Infinity, -17, 16],
  });
  const { loss, activations: [layer], weights } = await probe("identity", parameters);
  assert.equal(loss, null);
  for (
    const { mean, variance, counts, nan, infinite } of [layer!.preActivations, layer!.activations]
  ) {
    assert.deepEqual([mean, variance, nan, infinite], [null, null, BATCH, 2 * BATCH]);
    assert.deepEqual(nonzero(counts, PROBE_EDGES.values), [[-Infinity, BATCH], [16, BATCH]]);
  }
  assert.deepEqual(layer!.dead, []);
  const { gradients, gradientNorm, updateRatio } = weights[1]!;
  assert.equal(gradients.nan, WIDTH * CLASSES);
  assert.deepEqual([gradientNorm, updateRatio], [null, null]);
});

Deno.test("values on edges, zeros and vanishing gradients have the bins that are promised", async () => {
  const parameters = parametersOf("relu", {
    "Dense_0.kernel": new Float32Array(PIXELS * WIDTH),
    "Dense_0.bias": [-0.0625, 0, 0.4375, 15, 1e-30],
    "Dense_1.kernel": new Float32Array(WIDTH * CLASSES).fill(1e-30),
  });
  const { activations: [layer], weights } = await probe("relu", parameters);
  const { preActivations, activations, gradients, fractionSaturated, dead } = layer!;
  assert.deepEqual(nonzero(preActivations.counts, PROBE_EDGES.values), [
    [-0.0625, BATCH],
    [0, 2 * BATCH],
    [0.4375, BATCH],
    [15, BATCH],
  ]);
  assert.deepEqual(nonzero(activations.counts, PROBE_EDGES.values), [
    [0, 3 * BATCH],
    [0.4375, BATCH],
    [15, BATCH],
  ]);
  assert.deepEqual(nonzero(gradients.counts, PROBE_EDGES.gradients), [[-Infinity, WIDTH * BATCH]]);
  assert.equal(fractionSaturated, 2 / WIDTH);
  assert.deepEqual(dead, [0, 1]);
  assert.equal(weights[0]!.updateRatio, null, "of no weights no share can be");
});

Deno.test("a learned slope tells where PReLU is saturated, not the one that it began with", async () => {
  const parameters = parametersOf("prelu:slope=0.001", { "Activation_0.slope": [0.5] });
  const { activations: [layer] } = await probe("prelu:slope=0.001", parameters);
  assert.equal(layer!.fractionSaturated, 0);
  const flat = parametersOf("prelu:slope=0.5", { "Activation_0.slope": [0.001] });
  const { activations: [other] } = await probe("prelu:slope=0.5", flat);
  const below = layer!.preActivations.counts.slice(0, PROBE_EDGES.values.indexOf(0) + 1);
  const negative = below.reduce((sum, count) => sum + count);
  assert.equal(other!.fractionSaturated, negative / (BATCH * WIDTH));
});
