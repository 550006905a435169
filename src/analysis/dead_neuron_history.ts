/** When neurons died: which were born dead, died in which epoch, and came back. */
import type { RunProbes, ValueStatistics } from "../training/probes.ts";

/** The dead neurons of an activation layer, probe by probe: those that are 0 for each image. */
export interface DeadNeuronHistory {
  /** "Layer 1 - ReLU", "Layer 3 - ReLU" …: dense layers count as layers. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** Images of the probe's batch. */
  readonly images: number;
  /** In the order of the probes, those that are dead for each image of the batch. */
  readonly epochs: readonly DeadNeuronCounts[];
  /** Likewise for each training image, which are fewer, of the probes that tell: the start, the best epoch. */
  readonly inTraining: readonly DeadNeuronCounts[];
}

/** How many neurons of a layer are dead at the end of an epoch, and since when. */
export interface DeadNeuronCounts {
  /** The epoch, from 1; 0: before the first step. */
  readonly epoch: number;
  /** How many are dead. */
  readonly dead: number;
  /** How many of them were dead in each probe from the start on. */
  readonly bornDead: number;
  /** How many of them were not dead in the probe before. */
  readonly died: number;
  /** How many others were dead in the probe before. */
  readonly revived: number;
}

/**
 * The fate of the neurons of each activation layer. With the probes of all epochs, `died` and `revived`
 * are those of one epoch; else, those of all since the probe before.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   deadNeuronHistory,
 *   networkProbe,
 *   openDevice,
 *   parseTrainingConfig,
 *   train,
 * } from "@activation-lab/activation-lab";
 *
 * const labels = Uint8Array.from({ length: 12 }, (_, i) => i % 2);
 * const images = { count: 12, images: labels.map((label) => 255 * label), labels };
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { probes } = await train({
 *   device,
 *   dataset: { train: images, test: images, source: "made up" },
 *   config: parseTrainingConfig({ activation: "relu", hiddenSizes: [4], batchSize: 5, epochs: 2 }),
 *   probe: networkProbe({ keep: "all" }),
 * });
 * const [layer] = deadNeuronHistory(probes!);
 * assert.equal(layer?.epochs.length, 3);
 * assert.equal(layer.epochs[0]?.bornDead, layer.epochs[0]?.dead);
 * device.close();
 * ```
 */
export function deadNeuronHistory({ epochs }: RunProbes): DeadNeuronHistory[] {
  const layers = epochs[0]?.activations ?? [];
  return layers.map(({ name, width, preActivations }, i) => ({
    name,
    width,
    images: countOf(preActivations) / width,
    epochs: follow(
      epochs.map(({ epoch, activations }) => ({ epoch, dead: activations[i]!.dead })),
    ),
    inTraining: follow(
      epochs.flatMap(({ epoch, activations }) => {
        const dead = activations[i]!.deadInTraining;
        return dead === undefined ? [] : [{ epoch, dead }];
      }),
    ),
  }));
}

/** What became of neurons that were dead for the same images in several epochs. */
function follow(
  probes: readonly { readonly epoch: number; readonly dead: readonly number[] }[],
): DeadNeuronCounts[] {
  let bornDead = new Set(probes[0]?.dead);
  let before = bornDead;
  return probes.map((probe) => {
    const dead = new Set(probe.dead);
    bornDead = bornDead.intersection(dead);
    const [died, revived] = [dead.difference(before), before.difference(dead)];
    before = dead;
    return {
      epoch: probe.epoch,
      dead: dead.size,
      bornDead: bornDead.size,
      died: died.size,
      revived: revived.size,
    };
  });
}

/** How many values there are. */
function countOf({ counts, nan, infinite }: ValueStatistics): number {
  return counts.reduce((sum, count) => sum + count, nan + infinite);
}
