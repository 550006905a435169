/** All that an unfinished training run is, as one value. */
import type { HostTensor } from "../tensor/host_tensor.ts";
import type { EpochRecord, TrainingConfig } from "./config.ts";
import type { RunProbes } from "./probes.ts";

/** The results of the steps done of an epoch. */
export interface PartialEpoch {
  /** Mean cross-entropy of each step's batch. */
  readonly losses: Float32Array<ArrayBuffer>;
  /** How many images of each step's batch were classified correctly. */
  readonly correct: Float32Array<ArrayBuffer>;
  /** Seconds they have taken. */
  readonly seconds: number;
}

/**
 * A run between two of its steps. Training that resumes from here ends with the same bits, on the
 * same device, as training that was never cut.
 *
 * Where the run stands is not said twice: the epoch under way is the one after the last of the
 * history, and as many of its steps are done as it has losses. Nor is there a generator: the batches
 * of an epoch follow from the seed and the epoch's number alone (see `BatchSampler`). Which epoch was
 * the best, and how long ago, is in the history too.
 */
export interface RunState extends PartialEpoch {
  /** The settings of the run. */
  readonly config: TrainingConfig;
  /** Names of the devices it has run on, one after the other; bits repeat if there is only one. */
  readonly devices: readonly string[];
  /** The epochs done, from the first. */
  readonly history: readonly EpochRecord[];
  /** What was recorded of the network on the way (absent: nothing). */
  readonly probes?: RunProbes;
  /** The weights of the best of them; none before the first is done. */
  readonly best: ReadonlyMap<string, HostTensor> | undefined;
  /** By name, in the order of the layers. */
  readonly weights: ReadonlyMap<string, HostTensor>;
  /** What the optimiser keeps, by slot, with the names and shapes of the weights. */
  readonly slots: Readonly<Record<string, ReadonlyMap<string, HostTensor>>>;
}

/** An epoch of which no step is done. */
export const EMPTY_EPOCH: PartialEpoch = {
  losses: new Float32Array(),
  correct: new Float32Array(),
  seconds: 0,
};

/** The steps' mean loss, and the share of their images that was recognised. */
export function summarizeSteps(
  { losses, correct }: PartialEpoch,
  batchSize: number,
): { loss: number; accuracy: number } {
  return {
    loss: total(losses) / losses.length,
    accuracy: total(correct) / (correct.length * batchSize),
  };
}

/** Where a run stands, human-readable. */
export function describePosition({ history, losses }: RunState): string {
  const epochs = history.length;
  return losses.length === 0 && epochs > 0
    ? `the end of epoch ${epochs}`
    : `step ${losses.length} of epoch ${epochs + 1}`;
}

function total(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
