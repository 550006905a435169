/** What looks into a network while it is trained, and what it is shown. */
import type { DeviceDataset } from "../data/device_dataset.ts";
import type { Network } from "../nn/network.ts";
import type { OptimizerState } from "../nn/optimizer.ts";
import type { Parameters } from "../nn/parameters.ts";
import type { KeptProbes, Measurement, ProbeEdges } from "./probes.ts";
import type { Method } from "./train_step.ts";

/** A run between two of its steps, for a probe to look at and to leave as it is. */
export interface ProbedRun {
  /** What is trained, and how. */
  readonly method: Method;
  /** The network's, on the device. */
  readonly parameters: Parameters;
  /** The optimiser's, on the device. */
  readonly optimizerState: OptimizerState;
  /** The images on the device. */
  readonly images: DeviceDataset;
  /** Which of them are trained on. */
  readonly positions: ArrayLike<number>;
}

/** What looks into a network as it is trained: see `networkProbe`. */
export interface Probe {
  /** Which epochs' measurements are kept. */
  readonly keep: KeptProbes;
  /** Where the bins of its counts end. */
  readonly edges: ProbeEdges;
  /** Called before the first step, and after each epoch that may be kept; changes nothing of the run. */
  measure(run: ProbedRun): Promise<Measurement>;
  /** The neurons after each activation that are 0 for each of the images at `positions`. */
  deadNeurons(
    network: Network,
    parameters: Parameters,
    images: DeviceDataset,
    positions: ArrayLike<number>,
  ): Promise<readonly (readonly number[])[]>;
}
