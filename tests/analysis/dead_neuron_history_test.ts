import assert from "node:assert/strict";
import { deadNeuronHistory } from "../../src/analysis/dead_neuron_history.ts";
import type { ActivationProbe, EpochProbe, RunProbes } from "../../src/training/probes.ts";

/** Of 8 neurons and 3 images. */
const values = { mean: 0, variance: 0, counts: [20, 1], nan: 1, infinite: 2 };

function probesOf(
  layers: readonly Pick<ActivationProbe & EpochProbe, "epoch" | "dead" | "deadInTraining">[],
): RunProbes {
  const activation = (
    dead: Pick<ActivationProbe, "dead" | "deadInTraining">,
  ): ActivationProbe => ({
    name: "Layer 1 - ReLU",
    width: 8,
    preActivations: values,
    activations: values,
    gradients: values,
    fractionSaturated: 0,
    ...dead,
  });
  const epochs = layers.map(({ epoch, ...dead }) => (
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

Deno.test("neurons that are dead over the training images are followed by themselves", () => {
  const [layer] = deadNeuronHistory(probesOf([
    { epoch: 0, dead: [0, 1, 2, 3], deadInTraining: [0, 1] },
    { epoch: 1, dead: [0, 1, 2, 3] },
    { epoch: 2, dead: [0, 4, 5], deadInTraining: [0, 4] },
  ]));
  assert.equal(layer!.images, 3);
  assert.deepEqual(layer!.inTraining, [
    { epoch: 0, dead: 2, bornDead: 2, died: 0, revived: 0 },
    { epoch: 2, dead: 2, bornDead: 1, died: 1, revived: 1 },
  ]);
  assert.deepEqual(layer!.epochs.at(-1), { epoch: 2, dead: 3, bornDead: 1, died: 2, revived: 3 });
});

Deno.test("of nothing measured there is no history", () => {
  assert.deepEqual(deadNeuronHistory(probesOf([])), []);
});
