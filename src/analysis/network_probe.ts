/** Probes: what happens inside a network while it is trained, measured where it is trained. */
import { uint32Tensor } from "../tensor/tensor.ts";
import { abs } from "../tensor/ops/math.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { max } from "../tensor/ops/reductions.ts";
import { scope } from "../tensor/scope.ts";
import { Tensor } from "../tensor/tensor.ts";
import { leaves } from "../tensor/tree.ts";
import type { Probe, ProbedRun } from "../training/probe.ts";
import type { ActivationProbe, KeptProbes, Measurement, WeightProbe } from "../training/probes.ts";
import { allSettledOrThrow } from "./all_settled.ts";
import { backpropagate, type BackpropagatedLayer } from "./backpropagate.ts";
import { neverActive } from "./never_active.ts";
import { updateRatios } from "./update_ratios.ts";
import {
  type DeviceStatistics,
  deviceStatistics,
  finiteOrNull,
  PROBE_EDGES,
  readStatistics,
} from "./value_statistics.ts";

/** Images of the probe's batch, the first to train on; or all, if they are fewer. */
const BATCH = 256;

/** Which measurements a probe keeps. */
export interface ProbeOptions {
  /** Those of the start and the best epoch, or of all (default: best). */
  readonly keep?: KeptProbes;
}

/**
 * A probe for `train`: before the first step, and after each epoch that is kept, it measures what the
 * first 256 training images bring about in the network. Of the pre-activations and activations of each
 * layer, and of the gradients, it takes mean, variance, and exact counts in fixed bins; besides, the norm
 * of each weight gradient, how far the next step would move the weights, which neurons are dead, and
 * the share of the values that are saturated. At the start and in the best epoch, dead neurons are also
 * those that are 0 for every training image.
 *
 * It changes no bit of the training. What it keeps has a size that does not depend on how many images
 * or weights there are.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { networkProbe, openDevice, parseTrainingConfig, train } from "@activation-lab/activation-lab";
 *
 * const labels = Uint8Array.from({ length: 12 }, (_, i) => i % 2);
 * const images = { count: 12, images: labels.map((label) => 255 * label), labels };
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { probes } = await train({
 *   device,
 *   dataset: { train: images, test: images, source: "made up" },
 *   config: parseTrainingConfig({ activation: "relu", hiddenSizes: [4], batchSize: 5, epochs: 2 }),
 *   probe: networkProbe({ keep: "all" }),
 * });
 * assert.deepEqual(probes?.epochs.map(({ epoch }) => epoch), [0, 1, 2]);
 * const [layer] = probes.epochs[0]!.activations;
 * assert.equal(layer?.name, "Layer 1 - ReLU");
 * assert.equal(layer.activations.counts.reduce((sum, count) => sum + count), 10 * 4);
 * device.close();
 * ```
 */
export function networkProbe({ keep = "best" }: ProbeOptions = {}): Probe {
  return { keep, edges: PROBE_EDGES, measure, deadNeurons: neverActive };
}

/** What is to be read of an activation. */
interface DeviceActivation {
  readonly name: string;
  readonly preActivations: DeviceStatistics;
  readonly activations: DeviceStatistics;
  readonly gradients: DeviceStatistics;
  /** How many of the values are saturated. */
  readonly saturated: Tensor;
  /** The largest activation of each neuron, without its sign. */
  readonly peaks: Tensor;
}

/** What is to be read of the weights of a layer. */
interface DeviceWeights {
  readonly name: string;
  readonly gradients: DeviceStatistics;
  readonly updateRatio: Tensor;
}

async function measure(run: ProbedRun): Promise<Measurement> {
  const measured = scope(() => measureOnDevice(run));
  try {
    const [loss, activations, weights] = await allSettledOrThrow([
      measured.loss.item(),
      allSettledOrThrow(measured.activations.map(readActivation)),
      allSettledOrThrow(measured.weights.map(readWeights)),
    ]);
    return { loss: finiteOrNull(loss), activations, weights };
  } finally {
    const isTensor = (value: unknown) => value instanceof Tensor;
    for (const tensor of leaves(measured, isTensor)) tensor.dispose();
  }
}

function measureOnDevice({ method, parameters, optimizerState, images, positions }: ProbedRun) {
  const count = Math.min(BATCH, positions.length);
  const first = Array.from({ length: count }, (_, i) => positions[i]!);
  const batch = images.batch(uint32Tensor(images.device, first), 0, count);
  const { loss, layers, gradients } = backpropagate(method, parameters, batch);
  const ratios = updateRatios(method, parameters, optimizerState, gradients);
  return {
    loss,
    activations: layers.map(activationOnDevice),
    weights: Object.entries(ratios).map(([name, updateRatio]): DeviceWeights => (
      { name, gradients: gradientStatistics(gradients[name]!), updateRatio }
    )),
  };
}

function activationOnDevice(layer: BackpropagatedLayer): DeviceActivation {
  const { name, input, output, saturated, inputGradient } = layer;
  return scope(() => ({
    name,
    preActivations: deviceStatistics(input, PROBE_EDGES.values),
    activations: deviceStatistics(output, PROBE_EDGES.values),
    gradients: gradientStatistics(inputGradient),
    saturated: sum(saturated),
    peaks: max(abs(output), 0),
  }));
}

function gradientStatistics(gradient: Tensor): DeviceStatistics {
  return scope(() => deviceStatistics(gradient, PROBE_EDGES.gradients, abs(gradient)));
}

async function readActivation(layer: DeviceActivation): Promise<ActivationProbe> {
  const [preActivations, activations, gradients, saturated, peaks] = await Promise.all([
    readStatistics(layer.preActivations),
    readStatistics(layer.activations),
    readStatistics(layer.gradients),
    layer.saturated.item(),
    layer.peaks.data(),
  ]);
  return {
    name: layer.name,
    width: peaks.length,
    preActivations: preActivations.statistics,
    activations: activations.statistics,
    gradients: gradients.statistics,
    fractionSaturated: saturated / layer.activations.size,
    dead: [...peaks.keys()].filter((neuron) => peaks[neuron] === 0),
  };
}

async function readWeights(weights: DeviceWeights): Promise<WeightProbe> {
  const [{ statistics, summary }, ratio] = await Promise.all([
    readStatistics(weights.gradients),
    weights.updateRatio.item(),
  ]);
  return {
    name: weights.name,
    gradients: statistics,
    gradientNorm: finiteOrNull(summary.l2),
    updateRatio: finiteOrNull(ratio),
  };
}
