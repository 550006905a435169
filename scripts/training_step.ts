/** A training step of the tutorial's network, for benchmarks. */
import {
  type Device,
  DeviceDataset,
  findActivation,
  MLP,
  Optimizer,
  type OptimizerName,
  scope,
  uint32Tensor,
} from "../mod.ts";
import { prngKey, randomBits } from "../src/random/threefry.ts";
import { trainStep } from "../src/training/train_step.ts";

/** Images of a step. */
export const BATCH = 256;

/** What is special of a step. */
export interface StepOptions {
  readonly activation: string;
  readonly optimizer: OptimizerName;
  readonly clipNorm?: number;
}

/** Makes a step on random images; what is in them makes no difference to the time. */
export function makeStep(
  device: Device,
  { activation, optimizer: rule, clipNorm }: StepOptions,
): () => void {
  const count = 2 * BATCH;
  const bytes = new Uint8Array(randomBits(prngKey(0), count * 784 / 4).buffer);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % 10);
  const images = new DeviceDataset(device, { images: bytes, labels, count });
  const network = new MLP({ activation: findActivation(activation) });
  const parameters = network.init(device, 42);
  const optimizer = new Optimizer(rule);
  const state = optimizer.init(parameters);
  const order = uint32Tensor(device, [...labels.keys()]);
  return () =>
    scope(() => {
      trainStep({ network, optimizer, clipNorm }, parameters, state, images.batch(order, 0, BATCH));
    });
}
