/** When a run is probed, and what is kept of it. */
import type { Dataset } from "../data/dataset.ts";
import { DeviceDataset } from "../data/device_dataset.ts";
import type { Device } from "../device/device.ts";
import type { Network } from "../nn/network.ts";
import { disposeWeights, uploadWeights } from "../nn/parameters.ts";
import type { Checkpoint } from "./config.ts";
import { splitOf } from "./method.ts";
import type { Probe, ProbedRun } from "./probe.ts";
import type { EpochProbe, Measurement, RunProbes } from "./probes.ts";

/** The probes of a run that begins. */
export async function beginProbes(probe: Probe, run: ProbedRun): Promise<RunProbes> {
  const { method: { network }, parameters, images, positions } = run;
  const measured = await probe.measure(run);
  const dead = await probe.deadNeurons(network, parameters, images, positions);
  const { keep, edges } = probe;
  return { keep, edges, epochs: [{ epoch: 0, ...withDeadInTraining(measured, dead) }] };
}

/** The probes after one more epoch, which may be the best so far. */
export async function probeEpoch(
  probe: Probe,
  run: ProbedRun,
  probes: RunProbes,
  epoch: number,
  isBest: boolean,
): Promise<RunProbes> {
  const all = probe.keep === "all";
  if (!all && !isBest) return probes;
  const measured = { epoch, ...await probe.measure(run) };
  const before = all ? probes.epochs : probes.epochs.slice(0, 1); // of a best one, the start alone
  return { ...probes, epochs: [...before, measured] };
}

/** The best epoch's network. */
export interface BestNetwork extends Pick<Checkpoint, "config" | "weights"> {
  readonly network: Network;
  readonly epoch: number;
}

/** The probes of a run that has ended: with the best epoch's neurons that are dead for all training images. */
export async function completeProbes(
  probe: Probe,
  probes: RunProbes,
  best: BestNetwork,
  { device, dataset: { train } }: { readonly device: Device; readonly dataset: Dataset },
): Promise<RunProbes> {
  const images = new DeviceDataset(device, train);
  const parameters = uploadWeights(device, best.weights);
  try {
    const positions = splitOf(best.config, train.count).train;
    const dead = await probe.deadNeurons(best.network, parameters, images, positions);
    const complete = (measured: EpochProbe) =>
      measured.epoch === best.epoch ? withDeadInTraining(measured, dead) : measured;
    return { ...probes, epochs: probes.epochs.map(complete) };
  } finally {
    disposeWeights(parameters);
    images.dispose();
  }
}

/** What was measured, with the neurons of each activation that are dead for all training images. */
function withDeadInTraining<Measured extends Measurement>(
  measured: Measured,
  dead: readonly (readonly number[])[],
): Measured {
  const activations = measured.activations.map((activation, i) => (
    { ...activation, deadInTraining: dead[i]! }
  ));
  return { ...measured, activations };
}
