/** Dead neurons: those that are never active. */
import { type DeviceDataset, evaluationBatch } from "../data/device_dataset.ts";
import { LabError, UsageError } from "../errors.ts";
import type { Intermediate } from "../nn/layers/layer.ts";
import type { Network } from "../nn/network.ts";
import type { Parameters } from "../nn/parameters.ts";
import { add } from "../tensor/ops/arithmetic.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { maximum } from "../tensor/ops/compare.ts";
import { abs } from "../tensor/ops/math.ts";
import { max } from "../tensor/ops/reductions.ts";
import { scope } from "../tensor/scope.ts";
import { type Tensor, uint32Tensor } from "../tensor/tensor.ts";
import { saturated } from "./saturation.ts";
import { allSettledOrThrow } from "./all_settled.ts";

/** An activation layer's neurons over a set of images. */
export interface LayerNeurons {
  /** "Layer 1 - ReLU", "Layer 3 - ReLU" …: dense layers count as layers. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** How many of them are exactly 0 for every image. */
  readonly dead: number;
  /** dead / width. */
  readonly fraction: number;
  /**
   * Of activations with a curve: the share of the values, over all neurons and images, at which the
   * derivative is below 0.01 in size, so that less than a hundredth of the gradient passes.
   */
  readonly fractionSaturated?: number;
}

/** What is known of a layer's neurons, a number each. */
interface NeuronStatistics {
  readonly name: string;
  /** The largest activation yet, without its sign. */
  readonly peaks: Tensor;
  /** For how many images each was saturated. */
  readonly saturated?: Tensor;
}

/**
 * Counts, after each activation, the neurons that are 0 for each of the images at `positions`, as the
 * tutorial's `measure_number_dead_neurons` does over its whole training set.
 *
 * Throws `LabError`, naming the layer, when an activation is NaN, and `UsageError` for no images.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   deadNeurons,
 *   DeviceDataset,
 *   findActivation,
 *   MLP,
 *   openDevice,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const activation = findActivation("relu");
 * const network = new MLP({ activation, hiddenSizes: [8], inputSize: 4, classes: 2 });
 * const parameters = network.init(device, 42);
 * const images = { count: 1, images: Uint8Array.of(0, 85, 170, 255), labels: Uint8Array.of(0) };
 * const [layer] = await deadNeurons(network, parameters, new DeviceDataset(device, images), [0]);
 * assert.equal(layer?.width, 8);
 * assert.ok(layer.dead < 8);
 * device.close();
 * ```
 */
export async function deadNeurons(
  network: Network,
  parameters: Parameters,
  images: DeviceDataset,
  positions: ArrayLike<number>,
): Promise<LayerNeurons[]> {
  if (positions.length === 0) {
    throw new UsageError("deadNeurons: expected at least one position, got none");
  }
  const statistics = scope(() => {
    const order = uint32Tensor(images.device, positions);
    const step = evaluationBatch(images);
    let statistics: NeuronStatistics[] | undefined;
    for (let first = 0; first < positions.length; first += step) {
      statistics = scope(() => {
        const batch = images.batch(order, first, Math.min(step, positions.length - first));
        const { intermediates } = network.applyWithIntermediates(parameters, batch.images);
        return intermediates.flatMap(statisticsOf).map((neurons, i) =>
          merge(statistics?.[i], neurons)
        );
      });
    }
    return statistics!;
  });
  try {
    return await allSettledOrThrow(
      statistics.map((neurons) => describe(neurons, positions.length)),
    );
  } finally {
    for (const { peaks, saturated } of statistics) {
      peaks.dispose();
      saturated?.dispose();
    }
  }
}

/** Of an activation's layer; of others, nothing. */
function statisticsOf(
  { title, input, output, activation }: Intermediate,
  index: number,
): NeuronStatistics[] {
  if (activation === undefined) return [];
  const neurons = { name: `Layer ${index} - ${title}`, peaks: max(abs(output), 0) };
  return activation.piecewiseLinear // saturation would say no more than what is dead
    ? [neurons]
    : [{ ...neurons, saturated: sum(saturated(activation, input), 0) }];
}

function merge(before: NeuronStatistics | undefined, more: NeuronStatistics): NeuronStatistics {
  if (before === undefined) return more;
  const neurons = { name: more.name, peaks: maximum(before.peaks, more.peaks) };
  return before.saturated && more.saturated
    ? { ...neurons, saturated: add(before.saturated, more.saturated) }
    : neurons;
}

async function describe(
  { name, peaks, saturated }: NeuronStatistics,
  images: number,
): Promise<LayerNeurons> {
  const [peak, saturatedFor] = await Promise.all([peaks.data(), saturated?.data()]);
  if (peak.some(Number.isNaN)) {
    throw new LabError(`${name}: activations are NaN; weights must be finite, and smaller`);
  }
  const width = peak.length;
  const dead = peak.filter((value) => value === 0).length;
  return {
    name,
    width,
    dead,
    fraction: dead / width,
    ...(saturatedFor && {
      fractionSaturated: saturatedFor.reduce((sum, count) => sum + count, 0) / (width * images),
    }),
  };
}
