/** Training as a whole: epochs, states to resume from, early stopping, the best model, and its test. */
import { DeviceDataset, requireLabeledImages } from "../data/device_dataset.ts";
import { UsageError } from "../errors.ts";
import { MLP } from "../nn/mlp.ts";
import type { Network } from "../nn/network.ts";
import { disposeWeights, uploadWeights } from "../nn/parameters.ts";
import { inspect } from "../printable.ts";
import type { Checkpoint, EpochRecord, TrainingConfig } from "./config.ts";
import { checkDataset } from "./data_settings.ts";
import { activationAtFault } from "./divergence_cause.ts";
import { bestEpoch, reasonToStop } from "./early_stopping.ts";
import { evaluate } from "./evaluate.ts";
import { ReadbackPacer } from "./readback_pacer.ts";
import type { RunProbes } from "./probes.ts";
import { completeProbes } from "./record_probes.ts";
import type { RunState } from "./run_state.ts";
import { DivergenceError, type Progress, type RunOptions, TrainingRun } from "./training_run.ts";

/** What is trained, and what is called as it goes. */
export interface TrainingOptions extends RunOptions {
  /** Ends the run soon after it is aborted; what is best so far is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Called several times per second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Called after every epoch with its record, and whether it is the best so far. */
  readonly onEpoch?: ((record: EpochRecord, best: boolean) => void) | undefined;
  /**
   * Called with the state after every epoch, when the signal ends the run, and as `saveEveryMinutes` says; the
   * run waits for it. A later run resumes from it: see `resumeFrom`.
   */
  readonly onState?: ((state: RunState) => Promise<void> | void) | undefined;
  /** Minutes from one state to the next; 0: at every step (default: at the ends of epochs only). */
  readonly saveEveryMinutes?: number | undefined;
}

/** How a run ended: as planned, by its signal, or by a value that became NaN or infinite. */
export type Outcome = "finished" | "interrupted" | "diverged";

/** A model trained here, of which the best epoch is known. */
export type TrainedModel = Checkpoint & { readonly best: NonNullable<Checkpoint["best"]> };

/** The result of a run. */
export interface TrainingResult {
  /** How the run ended. */
  readonly outcome: Outcome;
  /** Why it ended, human-readable. */
  readonly stopped: string;
  /** Epoch by epoch. */
  readonly history: EpochRecord[];
  /** What was recorded of the network on the way (absent: nothing). */
  readonly probes?: RunProbes;
  /** The best epoch's model, tested; none if the run ended before its first epoch did. */
  readonly checkpoint: TrainedModel | undefined;
}

/**
 * Trains a network as the tutorial does: steps of an optimiser, momentum SGD unless the configuration
 * says otherwise, over shuffled full batches, the validation accuracy after each epoch, the best epoch's
 * weights kept and tested, and an early end when there was no better one for `patience` epochs.
 *
 * A script may give another network, loss, optimiser or schedule than the configuration's.
 * Checkpoint files describe a network by its configuration alone, so those of another network, or
 * of an optimiser with other slots, cannot be written; the state itself can still be resumed from.
 *
 * Deterministic: the same configuration on the same device gives the same bits, also when the run
 * is cut into pieces, each of which resumes from the state of the one before.
 *
 * Throws `UsageError` for settings or images that cannot be trained with, a batch larger than the
 * training set and a state of another run; `DeviceError` when the device fails; and what `onState` throws.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, parseTrainingConfig, train } from "@activation-lab/activation-lab";
 *
 * // Twelve images of one pixel, black or white: ten to train with, two to validate with.
 * const labels = Uint8Array.from({ length: 12 }, (_, i) => i % 2);
 * const images = { count: 12, images: labels.map((label) => 255 * label), labels };
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const { outcome, history, checkpoint } = await train({
 *   device,
 *   dataset: { train: images, test: images, source: "made up" },
 *   config: parseTrainingConfig({ activation: "tanh", hiddenSizes: [4], batchSize: 5, epochs: 2 }),
 * });
 * assert.equal(outcome, "finished");
 * assert.equal(history.length, 2);
 * assert.equal(checkpoint?.test?.total, 12);
 * device.close();
 * ```
 */
export async function train(options: TrainingOptions): Promise<TrainingResult> {
  const { outcome, stopped, network, completed } = await runEpochs(options);
  const { config, devices, best: weights, probes } = completed;
  const history = [...completed.history];
  if (weights === undefined) {
    return { outcome, stopped, history, ...(probes && { probes }), checkpoint: undefined };
  }
  const { epoch, validationAccuracy } = bestEpoch(history)!;
  const best = { network, config, epoch, weights };
  const probed = probes &&
    { probes: await completeProbes(options.probe!, probes, best, options) };
  const checkpoint = {
    config,
    device: devices.join(", then "),
    history,
    best: { epoch, validationAccuracy },
    test: await testWeights(network, weights, options),
    stopped,
    ...probed,
    weights,
  };
  return { outcome, stopped, history, ...probed, checkpoint };
}

/** What a model is tested on. */
export interface TestOptions extends Pick<RunOptions, "device" | "dataset"> {
  /** The settings of its training (default: the data set is not compared with theirs). */
  readonly config?: TrainingConfig | undefined;
}

/**
 * Accuracy of a network with these weights on the test images. Throws `UsageError` for images that are
 * not of the network's classes, or of another data set than the settings of its training say.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   downloadWeights,
 *   findActivation,
 *   MLP,
 *   openDevice,
 *   testWeights,
 * } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const network = new MLP({
 *   activation: findActivation("tanh"),
 *   hiddenSizes: [4],
 *   inputSize: 1,
 *   classes: 2,
 * });
 * const weights = await downloadWeights(network.init(device, 42));
 * const images = { count: 2, images: Uint8Array.of(0, 255), labels: Uint8Array.of(0, 1) };
 * const dataset = { train: images, test: images, source: "made up" };
 * const { correct, total } = await testWeights(network, weights, { device, dataset });
 * assert.ok(correct <= total);
 * device.close();
 * ```
 */
export async function testWeights(
  network: Network,
  weights: Checkpoint["weights"],
  { device, dataset, config }: TestOptions,
): Promise<NonNullable<Checkpoint["test"]>> {
  if (config) checkDataset(config, dataset);
  requireLabeledImages("dataset.test", dataset.test, network.classes);
  const images = new DeviceDataset(device, dataset.test);
  const parameters = uploadWeights(device, weights);
  try {
    return await evaluate(network, parameters, images, [...dataset.test.labels.keys()]);
  } finally {
    disposeWeights(parameters);
    images.dispose();
  }
}

/** How a run ended, and what is known of it when it is gone from the device. */
interface Ending extends Pick<TrainingResult, "outcome" | "stopped"> {
  readonly network: Network;
  readonly completed: TrainingRun["completed"];
}

async function runEpochs(options: TrainingOptions): Promise<Ending> {
  const run = new TrainingRun(options);
  const ending = (outcome: Outcome, stopped: string): Ending => (
    { outcome, stopped, network: run.network, completed: run.completed }
  );
  /** The last state handed out, from which to look for a fault of the activation's. */
  let last = options.resumeFrom;
  try {
    using _ = run; // off the device before it is looked into
    const saver = new StateSaver(options);
    await run.begin();
    while (true) {
      const reason = reasonToStop(run.completed.history, run.completed.config);
      if (reason !== undefined) return ending("finished", reason);
      if (!await runSteps(run, saver, options)) {
        const { epoch, stepsDone, steps } = run;
        return ending(
          "interrupted",
          `interrupted in epoch ${epoch} after ${stepsDone} of ${steps} steps`,
        );
      }
      const state = await run.completeEpoch();
      if (mayFail(run.network)) last = state;
      await saver.save(state);
      const record = state.history.at(-1)!;
      options.onEpoch?.(record, bestEpoch(state.history) === record);
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    const fault = mayFail(run.network)
      ? await activationAtFault({ ...options, resumeFrom: last }, error.step)
      : undefined;
    const cause = fault ? `: ${fault}` : "; a smaller learning rate may help";
    return ending("diverged", error.message + cause);
  }
}

/** Whether an activation may be at fault: the built-in ones are finite everywhere. */
function mayFail(network: Network): boolean {
  return !(network instanceof MLP && network.activation.fused?.builtIn);
}

/**
 * Runs the steps that are left of the epoch; false if the signal came in between. The device is kept
 * busy: what it has done is read while it does the next, and the host is never more than two
 * readings ahead.
 */
async function runSteps(
  run: TrainingRun,
  saver: StateSaver,
  { signal, onProgress }: TrainingOptions,
): Promise<boolean> {
  const reportProgress = async () => onProgress?.(await run.progress());
  const pace = new ReadbackPacer(run.stepsDone);
  let reading: Promise<void> = Promise.resolve();
  while (run.stepsDone < run.steps) {
    if (signal?.aborted || saver.due) {
      await reading;
      await saver.save(await run.state());
      if (signal?.aborted) return false;
    }
    run.step();
    if (pace.isDue(run.stepsDone)) {
      await reading;
      reading = reportProgress();
      reading.catch(() => {}); // thrown where it is awaited
      pace.tick(run.stepsDone);
    }
  }
  await reading;
  await reportProgress();
  return true;
}

/** Hands out states, and knows when one is due. */
class StateSaver {
  readonly #onState: TrainingOptions["onState"];
  readonly #interval: number;
  #last = performance.now();

  constructor({ onState, saveEveryMinutes = Infinity }: TrainingOptions) {
    if (!(saveEveryMinutes >= 0)) {
      throw new UsageError(
        `saveEveryMinutes is ${inspect(saveEveryMinutes)}, expected a number of minutes`,
      );
    }
    this.#onState = onState;
    this.#interval = saveEveryMinutes * 60_000;
  }

  get due(): boolean {
    return performance.now() - this.#last >= this.#interval;
  }

  async save(state: RunState): Promise<void> {
    await this.#onState?.(state);
    this.#last = performance.now();
  }
}
