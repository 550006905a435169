/** Small checkpoints to write, read and damage. */
import type { Checkpoint } from "../../src/checkpoints/checkpoint.ts";
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";
import { MersenneTwister } from "../../src/random/mersenne_twister.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { bestEpoch } from "../../src/training/early_stopping.ts";

/** A checkpoint of a network with these hidden layers; all is the same for the same seed. */
export function sampleCheckpoint(hiddenSizes = [2, 1], seed = 0, history = 2): Checkpoint {
  const generator = new MersenneTwister(seed);
  const random = () => generator.nextUint32() / 2 ** 32;
  const weights = new Map<string, HostTensor>();
  const widths = [784, ...hiddenSizes, 10];
  for (let layer = 0; layer + 1 < widths.length; layer++) {
    const [fanIn, fanOut] = [widths[layer]!, widths[layer + 1]!];
    for (const [name, shape] of [["kernel", [fanIn, fanOut]], ["bias", [fanOut]]] as const) {
      const length = shape.reduce((product: number, size) => product * size, 1);
      const data = Float32Array.from({ length }, () => random() - 0.5);
      weights.set(`Dense_${layer}.${name}`, { shape, data });
    }
  }
  const epochs = Array.from({ length: history }, (_, index) => ({
    epoch: index + 1,
    loss: random(),
    trainAccuracy: random(),
    validationAccuracy: random(),
    seconds: random(),
  }));
  const best = bestEpoch(epochs) ?? null;
  return {
    config: parseTrainingConfig({ activation: "elu", hiddenSizes, seed, epochs: 9 }),
    device: 'software "adapter"',
    history: epochs,
    best: best && { epoch: best.epoch, validationAccuracy: best.validationAccuracy },
    test: { accuracy: 0.75, correct: 3, total: 4 },
    stopped: "epochs",
    weights,
  };
}
