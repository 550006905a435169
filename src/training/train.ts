/** The training run: epochs, early stopping, the best model, and its test. */
import { BatchOrder } from "../data/batch_order.ts";
import type { Dataset } from "../data/dataset.ts";
import { DeviceImages } from "../data/device_images.ts";
import { trainingSplit } from "../data/split.ts";
import type { Device } from "../device/device.ts";
import { findActivation } from "../nn/activations.ts";
import { MLP, type MlpParameters } from "../nn/mlp.ts";
import { MomentumSgd } from "../nn/momentum_sgd.ts";
import { scope } from "../tensor/scope.ts";
import { indices } from "../tensor/tensor.ts";
import type { Checkpoint } from "./checkpoint.ts";
import type { EpochRecord, TrainingConfig, TrainingRecord } from "./config.ts";
import { EpochMetrics, type MetricsSoFar } from "./epoch_metrics.ts";
import { evaluate } from "./evaluate.ts";
import { trainStep } from "./train_step.ts";
import { disposeWeights, downloadWeights, uploadWeights } from "./weights.ts";

/** Whether a run was ended by its signal, before its time. */
export function wasInterrupted({ stopped }: Pick<TrainingRecord, "stopped">): boolean {
  return stopped.startsWith(INTERRUPTED);
}

const INTERRUPTED = "interrupted in epoch";

/** Where an epoch stands; a little behind the device, which is never waited for. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  /** Steps done in this epoch. */
  readonly step: number;
  /** Steps in an epoch. */
  readonly steps: number;
  /** Mean loss of the epoch so far. */
  readonly loss: number;
  /** Training accuracy of the epoch so far. */
  readonly accuracy: number;
}

/** What a run works on, and who is told of it. */
export interface TrainingOptions {
  readonly device: Device;
  readonly dataset: Dataset;
  readonly config: TrainingConfig;
  /** Ends the run soon after it is aborted; what is best so far is kept. */
  readonly signal?: AbortSignal | undefined;
  /** Told some times a second. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Told after every epoch, and whether it is the best so far. */
  readonly onEpoch?: ((record: EpochRecord, best: boolean) => void) | undefined;
}

/** How a run ended: as planned, by its signal, or by a loss that was no number any more. */
export type Outcome = "finished" | "interrupted" | "diverged";

/** A model trained here, of which the best epoch is known. */
export type TrainedModel = Checkpoint & { readonly best: NonNullable<Checkpoint["best"]> };

/** What a run came to. */
export interface TrainingResult {
  readonly outcome: Outcome;
  /** Why it ended, for people. */
  readonly stopped: string;
  /** Epoch by epoch. */
  readonly history: EpochRecord[];
  /** The best epoch's model, tested; none if the run ended before its first epoch did. */
  readonly checkpoint: TrainedModel | undefined;
}

/** Seconds between two readings of the progress, and so about how long an abort may take. */
const READING_INTERVAL = 0.25;

/** Ends an epoch early, with the reason. */
class Stop extends Error {
  constructor(readonly outcome: Outcome, readonly reason: string) {
    super(reason);
  }
}

/**
 * Trains a network as the tutorial does: momentum SGD over shuffled full batches, the validation
 * accuracy after each epoch, the best epoch's weights kept and tested, and an early end when there
 * was no better one for `patience` epochs.
 *
 * Deterministic: the same configuration on the same device gives the same bits. Throws `UsageError`
 * for an unknown activation or a batch larger than the training set, `DeviceError` when the device
 * fails.
 */
export async function train(options: TrainingOptions): Promise<TrainingResult> {
  const { device, dataset, config } = options;
  const network = new MLP({
    activation: findActivation(config.activation),
    hiddenSizes: config.hiddenSizes,
    inputSize: dataset.train.images.length / dataset.train.count,
  });
  const split = trainingSplit(dataset.train.count, config.splitSeed);
  const subset = split.train.subarray(0, config.limit);
  const order = new BatchOrder(subset.length, config.batchSize, config.seed);

  const images = new DeviceImages(device, dataset.train);
  const parameters = network.init(device, config.seed);
  const optimiser = new MomentumSgd(parameters, config);
  const history: EpochRecord[] = [];
  let best: Pick<TrainedModel, "best" | "weights"> | undefined;
  let end = new Stop("finished", `all ${config.epochs} epochs done`);
  try {
    for (let epoch = 1; epoch <= config.epochs; epoch++) {
      const start = performance.now();
      const positions = order.nextEpoch().map((i) => subset[i]!);
      const steps = { network, parameters, optimiser, images, positions, epoch };
      const { loss, accuracy } = await trainEpoch(steps, options);
      const validation = await evaluate(network, parameters, images, split.validation);
      const record = {
        epoch,
        loss,
        trainAccuracy: accuracy,
        validationAccuracy: validation.accuracy,
        seconds: (performance.now() - start) / 1000,
      };
      history.push(record);
      const better = !best || validation.accuracy > best.best.validationAccuracy;
      if (better) {
        const weights = await downloadWeights(parameters);
        best = { best: { epoch, validationAccuracy: validation.accuracy }, weights };
      }
      options.onEpoch?.(record, better);
      if (best!.best.epoch <= epoch - config.patience) {
        throw new Stop("finished", `no better validation accuracy for ${config.patience} epochs`);
      }
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    end = error;
  } finally {
    images.dispose();
    optimiser.dispose();
    disposeWeights(parameters);
  }
  const { outcome, reason: stopped } = end;
  if (best === undefined) return { outcome, stopped, history, checkpoint: undefined };
  const test = await testWeights(network, best.weights, options);
  const record = { config, device: device.info.name, history, test, stopped };
  return { outcome, stopped, history, checkpoint: { ...record, ...best } };
}

/** Accuracy of a network with these weights on the test images. */
export async function testWeights(
  network: MLP,
  weights: Checkpoint["weights"],
  { device, dataset }: Pick<TrainingOptions, "device" | "dataset">,
): Promise<NonNullable<Checkpoint["test"]>> {
  const images = new DeviceImages(device, dataset.test);
  const parameters = uploadWeights(device, weights);
  try {
    return await evaluate(network, parameters, images, [...dataset.test.labels.keys()]);
  } finally {
    disposeWeights(parameters);
    images.dispose();
  }
}

interface Epoch {
  readonly network: MLP;
  readonly parameters: MlpParameters;
  readonly optimiser: MomentumSgd;
  readonly images: DeviceImages;
  /** The images to train on, batch after batch. */
  readonly positions: Int32Array;
  /** From 1. */
  readonly epoch: number;
}

/**
 * Runs an epoch's steps. The device is kept busy: what it has done is read while it does the next,
 * and the host is never more than two readings ahead.
 */
async function trainEpoch(
  { network, parameters, optimiser, images, positions, epoch }: Epoch,
  { device, config, signal, onProgress }: TrainingOptions,
): Promise<MetricsSoFar> {
  const size = config.batchSize;
  const steps = positions.length / size;
  const metrics = new EpochMetrics(device, steps, size);
  using order = indices(device, positions);

  async function look(step: number): Promise<MetricsSoFar> {
    const soFar = await metrics.read(step);
    const bad = soFar.losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0) {
      throw new Stop(
        "diverged",
        `the loss became ${soFar.losses[bad]} in epoch ${epoch}, step ${bad + 1}; ` +
          "a smaller learning rate may help",
      );
    }
    onProgress?.({ epoch, step, steps, loss: soFar.loss, accuracy: soFar.accuracy });
    return soFar;
  }

  try {
    const pace = new Pace();
    let reading: Promise<unknown> = Promise.resolve();
    for (let step = 0; step < steps; step++) {
      scope(() => {
        const batch = images.batch(order, step * size, size);
        metrics.record(step, trainStep(network, parameters, optimiser, batch));
      });
      if (pace.isDue(step)) {
        await reading;
        if (signal?.aborted) throw new Stop("interrupted", `${INTERRUPTED} ${epoch}`);
        reading = look(step + 1);
        reading.catch(() => {}); // thrown where it is awaited
        pace.tick(step);
      }
    }
    await reading;
    return await look(steps);
  } finally {
    metrics.dispose();
  }
}

/** Decides after which steps to read: few at first, then as many as an interval holds. */
class Pace {
  #interval = 4;
  #last = -1;
  #time = performance.now();

  isDue(step: number): boolean {
    return step - this.#last >= this.#interval;
  }

  tick(step: number): void {
    const now = performance.now();
    const stepsPerSecond = (step - this.#last) / ((now - this.#time) / 1000);
    this.#interval = Math.max(4, Math.round(stepsPerSecond * READING_INTERVAL));
    this.#last = step;
    this.#time = now;
  }
}
