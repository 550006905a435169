import assert from "node:assert/strict";
import { deadNeuronHistory } from "../../src/analysis/dead_neuron_history.ts";
import type { ActivationProbe, RunProbes } from "../../src/training/probes.ts";

const values = { mean: 0, variance: 0, counts: [], nan: 0, infinite: 0 };

function probesOf(layers: readonly { epoch: number; dead: readonly number[] }[]): RunProbes {
  const activation = (dead: readonly number[]): ActivationProbe => ({
    name: "Layer 1 - ReLU",
    width: 8,
    preActivations: values,
    activations: values,
    gradients: values,
    fractionSaturated: 0,
    dead,
  });
  const epochs = layers.map(({ epoch, dead }) => (
    { epoch, loss: 0, activations: [activation(dead)], weights: [] }
  ));
  return { keep: "all", edges: { values: [], gradients: [] }, epochs };
}

Deno.test("neurons are born dead, die, and come back", () => {
  const [layer, ...others] = deadNeuronHistory(probesOf([
    { epoch: 0, dead: [0, 1, 2] },
    { epoch: 1, dead: [0, 1, 2, 5] }, // 5 died
    { epoch: 2, dead: [0, 5] }, // 1 and 2 came back
    { epoch: 3, dead: [0, 1, 6] }, // 1, which came back, died again, and so did 6; 5 came back
  ]));
  assert.deepEqual(others, []);
  assert.deepEqual([layer!.name, layer!.width], ["Layer 1 - ReLU", 8]);
  assert.deepEqual(layer!.epochs, [
    { epoch: 0, dead: 3, bornDead: 3, died: 0, revived: 0 },
    { epoch: 1, dead: 4, bornDead: 3, died: 1, revived: 0 },
    { epoch: 2, dead: 2, bornDead: 1, died: 0, revived: 2 },
    { epoch: 3, dead: 3, bornDead: 1, died: 2, revived: 1 },
  ]);
});

Deno.test("of nothing measured there is no history", () => {
  assert.deepEqual(deadNeuronHistory(probesOf([])), []);
});
