/** A training run on its device: it goes step by step, and its state can be taken at each. */
import { BatchSampler } from "../data/batch_sampler.ts";
import type { Dataset } from "../data/dataset.ts";
import { type Batch, DeviceDataset, requireLabeledImages } from "../data/device_dataset.ts";
import type { Split } from "../data/split.ts";
import type { Device } from "../device/device.ts";
import { UsageError } from "../errors.ts";
import type { Network } from "../nn/network.ts";
import { disposeOptimizerState, type Optimizer, type OptimizerState } from "../nn/optimizer.ts";
import {
  disposeWeights,
  downloadWeights,
  type Parameters,
  uploadWeights,
} from "../nn/parameters.ts";
import type { Schedule } from "../nn/schedules.ts";
import type { HostTensor } from "../tensor/host_tensor.ts";
import { scope } from "../tensor/scope.ts";
import { checkTrainingConfig, type EpochRecord, type TrainingConfig } from "./config.ts";
import { checkDataset } from "./data_settings.ts";
import { bestEpoch } from "./early_stopping.ts";
import { Epoch } from "./epoch.ts";
import { evaluate } from "./evaluate.ts";
import { networkOf, optimizerOf, scheduleOf, splitOf } from "./method.ts";
import { networkEnds } from "./parameters.ts";
import type { Probe, ProbedRun } from "./probe.ts";
import { beginProbes, probeEpoch } from "./record_probes.ts";
import { checkResumable } from "./resume.ts";
import { EMPTY_EPOCH, type PartialEpoch, type RunState, summarizeSteps } from "./run_state.ts";
import { type Loss, type Method, trainStep } from "./train_step.ts";

/** What a run works on. */
export interface RunOptions {
  /** Where the run computes. */
  readonly device: Device;
  /** The images to train, validate and test with. */
  readonly dataset: Dataset;
  /** The settings: see `parseTrainingConfig`. */
  readonly config: TrainingConfig;
  /** The state to resume from; absent, the run begins. */
  readonly resumeFrom?: RunState | undefined;
  /** Default: the configuration's MLP. */
  readonly network?: Network | undefined;
  /** Default: `crossEntropy`. */
  readonly loss?: Loss | undefined;
  /** Default: the configuration's. */
  readonly optimizer?: Optimizer | undefined;
  /** How the learning rate changes (default: as the configuration says). */
  readonly schedule?: Schedule | undefined;
  /** What looks into the network before the first step and after each epoch (default: nothing). */
  readonly probe?: Probe | undefined;
}

/** Where an epoch stands; a little behind the device, which is never waited for. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  /** Steps done in this epoch. */
  readonly stepsDone: number;
  /** Steps in an epoch. */
  readonly steps: number;
  /** Mean loss of the epoch so far. */
  readonly loss: number;
  /** Training accuracy of the epoch so far. */
  readonly accuracy: number;
  /** Images trained on per second, over the epoch so far. */
  readonly imagesPerSecond: number;
}

/** Thrown when a value of a run becomes NaN or infinite; such a state is never handed out. */
export class DivergenceError extends Error {
  override name = "Divergence";

  /** What became none, and in which epoch and step, from 1. */
  constructor(problem: string, epoch: number, readonly step: number) {
    super(`${problem} in epoch ${epoch}, step ${step}`);
  }
}

/** What changes in a state between epochs only. */
type CompletedEpochs = Pick<RunState, "config" | "devices" | "history" | "probes" | "best">;

/** A run under way; its weights, their velocity and the images are on the device until disposal. */
export class TrainingRun implements Disposable {
  readonly #method: Method;
  readonly #device: Device;
  readonly #split: Split;
  readonly #order: BatchSampler;
  readonly #probe: Probe | undefined;
  readonly #resources: DisposableStack;
  readonly #images: DeviceDataset;
  readonly #parameters: Parameters;
  readonly #optimizerState: OptimizerState;
  #completed: CompletedEpochs;
  #epoch: Epoch;

  /**
   * Throws `UsageError` for settings or images that cannot be trained with, a batch larger than the
   * training set, a warm-up longer than the training, and a state that is not of this configuration, network and optimiser, or these images.
   */
  constructor({ device, dataset, config: settings, resumeFrom: from, ...options }: RunOptions) {
    const config = checkTrainingConfig(settings);
    const { train } = dataset;
    checkDataset(config, dataset);
    requireDataset(dataset, options.network?.classes ?? networkEnds(config).classes);
    this.#split = splitOf(config, train.count);
    this.#order = new BatchSampler(this.#split.train.length, config.batchSize, config.seed);
    const { batches } = this.#order;
    const {
      network = networkOf(config, train.images.length / train.count),
      loss,
      optimizer = optimizerOf(config),
      schedule = scheduleOf(config, batches),
    } = options;
    this.#method = { network, loss, optimizer, schedule, clipNorm: config.clipNorm };
    this.#probe = options.probe;
    if (from) checkResumable(from, config, network, optimizer, batches, this.#probe?.keep);
    const { devices = [], history = [], probes, best } = from ?? {};
    const { name } = device.info;
    this.#completed = {
      config,
      devices: devices.at(-1) === name ? devices : [...devices, name],
      history,
      ...(probes && { probes }),
      best,
    };
    for (const _ of history) this.#order.nextEpoch();

    this.#device = device;
    using resources = new DisposableStack();
    this.#images = new DeviceDataset(device, train);
    resources.defer(() => this.#images.dispose());
    this.#parameters = from
      ? uploadWeights(device, from.weights)
      : network.init(device, config.seed);
    resources.defer(() => disposeWeights(this.#parameters));
    this.#optimizerState = from
      ? {
        step: history.length * batches + from.losses.length,
        slots: Object.fromEntries(
          Object.entries(from.slots).map(([slot, kept]) => [slot, uploadWeights(device, kept)]),
        ),
      }
      : optimizer.init(network.trainable(this.#parameters));
    resources.defer(() => disposeOptimizerState(this.#optimizerState));
    this.#epoch = this.#beginEpoch(from ?? EMPTY_EPOCH);
    resources.defer(() => this.#epoch.dispose());
    this.#resources = resources.move();
  }

  /** What is trained. */
  get network(): Network {
    return this.#method.network;
  }

  /** What is known of the epochs done. */
  get completed(): CompletedEpochs {
    return this.#completed;
  }

  /** The epoch under way, from 1. */
  get epoch(): number {
    return this.#completed.history.length + 1;
  }

  /** Steps done in the epoch under way. */
  get stepsDone(): number {
    return this.#epoch.stepsDone;
  }

  /** Steps in an epoch. */
  get steps(): number {
    return this.#epoch.steps;
  }

  /** Probes the network where that is asked for and the run begins; to be called before its first step. */
  async begin(): Promise<void> {
    if (this.#probe === undefined || this.#completed.probes) return;
    const probes = await beginProbes(this.#probe, this.#probed);
    this.#completed = { ...this.#completed, probes };
  }

  /** Starts the next step. Waits for nothing. */
  step(): void {
    const { batchSize } = this.#completed.config;
    this.#epoch.step((order, first) => {
      const batch = this.#images.batch(order, first, batchSize);
      return trainStep(this.#method, this.#parameters, this.#optimizerState, batch);
    });
  }

  /** What `body` makes of the parameters and the next step's batch, which stays the next one. */
  inspect<Result>(body: (parameters: Parameters, batch: Batch) => Result): Result {
    const { batchSize } = this.#completed.config;
    return scope(() =>
      this.#epoch.inspect((order, first) =>
        body(this.#parameters, this.#images.batch(order, first, batchSize))
      )
    );
  }

  /** Waits for the steps started until now. Throws `DivergenceError` if a loss is NaN or infinite. */
  async progress(): Promise<Progress> {
    const { epoch, stepsDone, steps } = this;
    const soFar = await this.#epoch.read();
    checkLosses(soFar, epoch);
    const { batchSize } = this.#completed.config;
    const imagesPerSecond = stepsDone * batchSize / this.#epoch.seconds;
    return { epoch, stepsDone, steps, ...summarizeSteps(soFar, batchSize), imagesPerSecond };
  }

  /** Waits for the steps started until now, and copies it all. Throws `DivergenceError`. */
  async state(): Promise<RunState> {
    // All at once: a device's answer takes its time, whatever the size.
    const [soFar, weights, ...kept] = await Promise.all([
      this.#epoch.read(),
      downloadWeights(this.#parameters),
      ...Object.values(this.#optimizerState.slots).map(downloadWeights),
    ]);
    checkLosses(soFar, this.epoch);
    for (const tensors of [weights, ...kept]) checkWeights(tensors, this.epoch, this.stepsDone);
    const slots = Object.fromEntries(
      Object.keys(this.#optimizerState.slots).map((slot, i) => [slot, kept[i]!]),
    );
    return { ...this.#completed, ...soFar, weights, slots };
  }

  /**
   * Validates the network, once all steps of the epoch are done, and goes over to the next epoch.
   * Returns the state at its beginning. Throws `DivergenceError` if a number in it is
   * NaN or infinite.
   */
  async completeEpoch(): Promise<RunState> {
    const trained = await this.state();
    const { accuracy: validationAccuracy } = await evaluate(
      this.network,
      this.#parameters,
      this.#images,
      this.#split.validation,
    );
    const { loss, accuracy: trainAccuracy } = summarizeSteps(trained, trained.config.batchSize);
    const record: EpochRecord = {
      epoch: this.epoch,
      loss,
      trainAccuracy,
      validationAccuracy,
      seconds: this.#epoch.seconds,
    };
    const history = [...trained.history, record];
    const isBest = bestEpoch(history) === record;
    const best = isBest ? trained.weights : trained.best;
    const probes = trained.probes &&
      await probeEpoch(this.#probe!, this.#probed, trained.probes, record.epoch, isBest);
    this.#completed = { ...this.#completed, history, ...(probes && { probes }), best };
    this.#epoch.dispose();
    this.#epoch = this.#beginEpoch(EMPTY_EPOCH);
    return { ...trained, ...this.#completed, ...EMPTY_EPOCH };
  }

  /** Frees the memory. */
  [Symbol.dispose](): void {
    this.#resources.dispose();
  }

  get #probed(): ProbedRun {
    return {
      method: this.#method,
      parameters: this.#parameters,
      optimizerState: this.#optimizerState,
      images: this.#images,
      positions: this.#split.train,
    };
  }

  #beginEpoch(soFar: PartialEpoch): Epoch {
    const { train } = this.#split;
    const images = this.#order.nextEpoch().map((position) => train[position]!);
    return new Epoch(this.#device, images, this.#completed.config.batchSize, soFar);
  }
}

/** Refuses, before a training rather than after it, images that it could not learn or be tested by. */
function requireDataset({ train, test }: Dataset, classes: number): void {
  requireLabeledImages("dataset.train", train, classes);
  requireLabeledImages("dataset.test", test, classes);
  const [size, testSize] = [train, test].map(({ images, count }) => images.length / count);
  if (size !== testSize) {
    throw new UsageError(
      `dataset.test: expected images of ${size} bytes, as in training, got ${testSize}`,
    );
  }
}

function checkLosses({ losses }: PartialEpoch, epoch: number): void {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) throw new DivergenceError(`the loss became ${losses[bad]}`, epoch, bad + 1);
}

function checkWeights(
  weights: ReadonlyMap<string, HostTensor>,
  epoch: number,
  step: number,
): void {
  for (const { data } of weights.values()) {
    const bad = data.find((value) => !Number.isFinite(value));
    if (bad !== undefined) throw new DivergenceError(`a weight became ${bad}`, epoch, step);
  }
}
