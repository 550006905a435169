/** Which neurons are dead: 0 for every image. */
import { type DeviceDataset, evaluationBatch } from "../data/device_dataset.ts";
import type { Network } from "../nn/network.ts";
import type { Parameters } from "../nn/parameters.ts";
import { maximum } from "../tensor/ops/compare.ts";
import { abs } from "../tensor/ops/math.ts";
import { max } from "../tensor/ops/reductions.ts";
import { scope } from "../tensor/scope.ts";
import { type Tensor, uint32Tensor } from "../tensor/tensor.ts";
import { allSettledOrThrow } from "./all_settled.ts";

/** After so many batches, and each time that they are twice as many, it is asked whether all are active. */
const FIRST_CHECK = 2;

/**
 * The neurons after each activation that are 0 for each of the images at `positions`. It looks at no more
 * images once every neuron has been active.
 */
export async function neverActive(
  network: Network,
  parameters: Parameters,
  images: DeviceDataset,
  positions: ArrayLike<number>,
): Promise<number[][]> {
  using order = uint32Tensor(images.device, positions);
  const step = evaluationBatch(images);
  let peaks: Tensor[] | undefined;
  let check = FIRST_CHECK * step;
  try {
    for (let first = 0; first < positions.length; first += step) {
      const before = peaks;
      peaks = scope(() => {
        const batch = images.batch(order, first, Math.min(step, positions.length - first));
        return merge(before, peaksOf(network, parameters, batch.images));
      });
      before?.forEach((tensor) => tensor.dispose());
      if (first + step < check) continue;
      check *= 2;
      const dead = await readDead(peaks);
      if (dead.every((neurons) => neurons.length === 0)) return dead;
    }
    return await readDead(peaks!);
  } finally {
    peaks?.forEach((tensor) => tensor.dispose());
  }
}

/** The largest activation of each neuron for some images, without its sign. */
function peaksOf(network: Network, parameters: Parameters, images: Tensor): Tensor[] {
  return network.applyWithIntermediates(parameters, images).intermediates
    .flatMap(({ activation, output }) => activation ? [max(abs(output), 0)] : []);
}

function merge(before: Tensor[] | undefined, peaks: Tensor[]): Tensor[] {
  return before ? peaks.map((peak, i) => maximum(peak, before[i]!)) : peaks;
}

async function readDead(peaks: readonly Tensor[]): Promise<number[][]> {
  const layers = await allSettledOrThrow(peaks.map((peak) => peak.data()));
  return layers.map((layer) => [...layer.keys()].filter((neuron) => layer[neuron] === 0));
}
