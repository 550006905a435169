/** Dead neurons: those that no image wakes. */
import type { DeviceImages } from "../data/device_images.ts";
import { LabError, UsageError } from "../errors.ts";
import type { LayerValues, MLP } from "../nn/mlp.ts";
import type { Parameters } from "../nn/parameters.ts";
import { add } from "../tensor/ops/arithmetic.ts";
import { sum } from "../tensor/ops/broadcast.ts";
import { maximum } from "../tensor/ops/compare.ts";
import { abs } from "../tensor/ops/math.ts";
import { max } from "../tensor/ops/statistics.ts";
import { scope } from "../tensor/scope.ts";
import { indices, type Tensor } from "../tensor/tensor.ts";
import { saturated } from "./saturation.ts";
import { settleAll } from "./settle_all.ts";

/** A hidden layer's neurons over a set of images. */
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
interface Tally {
  /** The largest activation yet, without its sign. */
  readonly peaks: Tensor;
  /** For how many images each was saturated. */
  readonly saturated?: Tensor;
}

/** Images a batch; the counts are exact whatever it is. */
const BATCH = 1000;

/** Activations of straight pieces, where saturation would say no more than what is dead. */
const STRAIGHT: readonly string[] = ["relu", "leakyrelu"];

/**
 * Counts, in each hidden layer, the neurons that are 0 for each of the images at `positions`, as the
 * tutorial's `measure_number_dead_neurons` does over its whole training set.
 *
 * Throws `LabError`, naming the layer, when an activation is NaN, and `UsageError` for no images.
 */
export async function deadNeurons(
  network: MLP,
  parameters: Parameters,
  images: DeviceImages,
  positions: ArrayLike<number>,
): Promise<LayerNeurons[]> {
  if (positions.length === 0) throw new UsageError("dead neurons need images to be told by");
  const tallies = scope(() => {
    const order = indices(images.device, positions);
    let tallies: Tally[] | undefined;
    for (let first = 0; first < positions.length; first += BATCH) {
      tallies = scope(() => {
        const batch = images.batch(order, first, Math.min(BATCH, positions.length - first));
        const { layers } = network.applyWithLayers(parameters, batch.images);
        return layers.map((values, i) => extended(tallies?.[i], tallyOf(network, values)));
      });
    }
    return tallies!;
  });
  try {
    return await settleAll(
      tallies.map((tally, i) =>
        describe(`Layer ${2 * i + 1} - ${network.activation.title}`, tally, positions.length)
      ),
    );
  } finally {
    for (const { peaks, saturated } of tallies) {
      peaks.dispose();
      saturated?.dispose();
    }
  }
}

function tallyOf({ activation: f }: MLP, { preActivation, activation }: LayerValues): Tally {
  const peaks = max(abs(activation), 0);
  return STRAIGHT.includes(f.name)
    ? { peaks }
    : { peaks, saturated: sum(saturated(f, preActivation), 0) };
}

function extended(before: Tally | undefined, more: Tally): Tally {
  if (before === undefined) return more;
  const peaks = maximum(before.peaks, more.peaks);
  return before.saturated && more.saturated
    ? { peaks, saturated: add(before.saturated, more.saturated) }
    : { peaks };
}

async function describe(
  name: string,
  { peaks, saturated }: Tally,
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
