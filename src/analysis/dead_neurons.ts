/** Dead neurons: those that no image wakes. */
import type { DeviceDataset } from "../data/device_dataset.ts";
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
import { settleAll } from "./settle_all.ts";

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
interface Tally {
  readonly name: string;
  /** The largest activation yet, without its sign. */
  readonly peaks: Tensor;
  /** For how many images each was saturated. */
  readonly saturated?: Tensor;
}

/** Images a batch; the counts are exact whatever it is. */
const BATCH = 1000;

/**
 * Counts, after each activation, the neurons that are 0 for each of the images at `positions`, as the
 * tutorial's `measure_number_dead_neurons` does over its whole training set.
 *
 * Throws `LabError`, naming the layer, when an activation is NaN, and `UsageError` for no images.
 */
export async function deadNeurons(
  network: Network,
  parameters: Parameters,
  images: DeviceDataset,
  positions: ArrayLike<number>,
): Promise<LayerNeurons[]> {
  if (positions.length === 0) throw new UsageError("dead neurons need images to be told by");
  const tallies = scope(() => {
    const order = uint32Tensor(images.device, positions);
    let tallies: Tally[] | undefined;
    for (let first = 0; first < positions.length; first += BATCH) {
      tallies = scope(() => {
        const batch = images.batch(order, first, Math.min(BATCH, positions.length - first));
        const { intermediates } = network.applyWithIntermediates(parameters, batch.images);
        return intermediates.flatMap(tallyOf).map((tally, i) => extended(tallies?.[i], tally));
      });
    }
    return tallies!;
  });
  try {
    return await settleAll(tallies.map((tally) => describe(tally, positions.length)));
  } finally {
    for (const { peaks, saturated } of tallies) {
      peaks.dispose();
      saturated?.dispose();
    }
  }
}

/** Of an activation's layer; of others, nothing. */
function tallyOf({ title, input, output, activation }: Intermediate, index: number): Tally[] {
  if (activation === undefined) return [];
  const tally = { name: `Layer ${index} - ${title}`, peaks: max(abs(output), 0) };
  return activation.piecewiseLinear // saturation would say no more than what is dead
    ? [tally]
    : [{ ...tally, saturated: sum(saturated(activation, input), 0) }];
}

function extended(before: Tally | undefined, more: Tally): Tally {
  if (before === undefined) return more;
  const tally = { name: more.name, peaks: maximum(before.peaks, more.peaks) };
  return before.saturated && more.saturated
    ? { ...tally, saturated: add(before.saturated, more.saturated) }
    : tally;
}

async function describe(
  { name, peaks, saturated }: Tally,
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
