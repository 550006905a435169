/** Small states of runs to write, read and damage. */
import type { HostTensor } from "../../src/checkpoints/safetensors.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import type { RunState } from "../../src/training/run_state.ts";

/** A state after so many epochs and steps; all is the same for the same numbers. */
export function sampleState(epochs = 2, steps = 3, hiddenSizes = [2, 1]): RunState {
  let count = 0;
  const random = () => Math.sin(++count);
  function weights(): Map<string, HostTensor> {
    const widths = [784, ...hiddenSizes, 10];
    const shapes = widths.slice(1).flatMap((fanOut, layer) =>
      [
        [`Dense_${layer}.kernel`, [widths[layer]!, fanOut]],
        [`Dense_${layer}.bias`, [fanOut]],
      ] as [string, number[]][]
    );
    return new Map(shapes.map(([name, shape]) => {
      const length = shape.reduce((product, size) => product * size);
      return [name, { shape, data: Float32Array.from({ length }, random) }];
    }));
  }
  return {
    config: parseTrainingConfig({ activation: "elu", hiddenSizes, epochs: 10, batchSize: 20 }),
    devices: ["software", "another"],
    history: Array.from({ length: epochs }, (_, i) => (
      { epoch: i + 1, loss: 2.5, trainAccuracy: 0.25, validationAccuracy: i / 10, seconds: 1.5 }
    )),
    best: epochs === 0 ? undefined : weights(),
    weights: weights(),
    slots: { velocity: weights() },
    losses: Float32Array.from({ length: steps }, random),
    correct: Float32Array.from({ length: steps }, (_, step) => step % 21),
    seconds: 0.75,
  };
}
