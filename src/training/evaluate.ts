/** How many images a network recognises. */
import { type DeviceDataset, evaluationBatch } from "../data/device_dataset.ts";
import { UsageError } from "../errors.ts";
import type { Network } from "../nn/network.ts";
import type { Parameters } from "../nn/parameters.ts";
import { inspect } from "../printable.ts";
import { add } from "../tensor/ops/arithmetic.ts";
import { crossEntropy } from "../tensor/ops/softmax.ts";
import { scope } from "../tensor/scope.ts";
import { type Tensor, uint32Tensor } from "../tensor/tensor.ts";

/** An exact accuracy. */
export interface Accuracy {
  /** correct / total. */
  readonly accuracy: number;
  /** Images whose largest logit is their label's. */
  readonly correct: number;
  /** Images in all. */
  readonly total: number;
}

/**
 * Counts the images at `positions` whose largest logit is their label's. Throws `UsageError` when there
 * are none, or one is not among the images.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   Dense,
 *   DeviceDataset,
 *   evaluate,
 *   Network,
 *   openDevice,
 *   tensor,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const network = new Network(new Dense(2, { bias: false }), [1]);
 * const images = new DeviceDataset(device, {
 *   count: 3,
 *   images: Uint8Array.of(0, 255, 255), // -1, 1, 1
 *   labels: Uint8Array.of(0, 1, 0),
 * });
 * const parameters = { kernel: tensor(device, [[-1, 1]]) };
 * const { correct, total } = await evaluate(network, parameters, images, [0, 1, 2]);
 * assert.deepEqual([correct, total], [2, 3]);
 * device.close();
 * ```
 */
export async function evaluate(
  network: Network,
  parameters: Parameters,
  images: DeviceDataset,
  positions: ArrayLike<number>,
): Promise<Accuracy> {
  const total = positions.length;
  if (!(total >= 1)) {
    throw new UsageError(`evaluate: expected at least one position, got ${inspect(positions)}`);
  }
  using correct = scope(() => {
    const order = uint32Tensor(images.device, positions);
    const step = evaluationBatch(images);
    let sum: Tensor | undefined;
    for (let first = 0; first < total; first += step) {
      const batch = images.batch(order, first, Math.min(step, total - first));
      const { correct } = crossEntropy(network.apply(parameters, batch.images), batch.labels);
      sum = sum === undefined ? correct : add(sum, correct);
    }
    return sum!;
  });
  const correctCount = await correct.item();
  return { accuracy: correctCount / total, correct: correctCount, total };
}
