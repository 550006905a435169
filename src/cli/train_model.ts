/** Training as commands do it: with a bar, messages, saves, an orderly Ctrl-C, and a checkpoint. */
import { networkProbe } from "../analysis/network_probe.ts";
import { checkpointPath, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import type { ModelLock } from "../checkpoints/model_lock.ts";
import {
  removeRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../checkpoints/run_checkpoint.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { percent } from "../printable.ts";
import type { EpochRecord, TrainingConfig } from "../training/config.ts";
import type { KeptProbes } from "../training/probes.ts";
import { describePosition, type RunState } from "../training/run_state.ts";
import { type Outcome, train, type TrainingResult } from "../training/train.ts";
import type { Progress } from "../training/training_run.ts";
import { EpochBar, log, logAlways, type OutputOptions, speed } from "./console.ts";
import { type EndSignal, EXIT, exitCodeOf } from "./exit.ts";
import { withInterrupt } from "./interrupt.ts";

/** A model to be trained, and what with. */
export interface TrainingTask {
  readonly device: Device;
  readonly dataset: Dataset;
  readonly config: TrainingConfig;
  /** The folder its files are in. */
  readonly checkpoints: string;
  /** The stem of their names. */
  readonly name: string;
  /** Of the model. */
  readonly lock: ModelLock;
  /** The unfinished run to go on with. */
  readonly resumeFrom?: RunState | undefined;
  /** Which probes to keep (default: those of the unfinished run, or none). */
  readonly probe?: KeptProbes | undefined;
  /** Minutes from one save to the next, besides those at the ends of epochs. */
  readonly saveEveryMinutes?: number | undefined;
  /** Told when the run stays unfinished: how to go on. */
  readonly resumeHint: string;
}

/** The result of a training, and the exit code of a program that did nothing else. */
export interface ModelTraining extends TrainingResult {
  readonly exitCode: number;
}

/**
 * Trains a model and keeps it, telling how it goes. The run is saved on the way; it is removed once
 * the model is written, and stays when the training is interrupted or fails.
 */
export async function trainModel(
  output: OutputOptions,
  task: TrainingTask,
): Promise<ModelTraining> {
  const { config, checkpoints, name, lock, resumeFrom, resumeHint } = task;
  const keep = task.probe ?? resumeFrom?.probes?.keep;
  const unfinished = runCheckpointPath(checkpoints, name);
  if (resumeFrom) logResume(output, resumeFrom, task.device);
  const bar = new EpochBar(output, config.epochs);
  let saved: RunState | undefined;
  let latest: Progress | undefined;
  function logUnfinished(): void {
    if (saved) {
      log(output, `${unfinished} has the run up to ${describePosition(saved)}; ${resumeHint}.`);
    }
  }
  try {
    const { result, interruption } = await withInterrupt((signal) => {
      signal.addEventListener("abort", () => bar.clear());
      return train({
        ...task,
        probe: keep && networkProbe({ keep }),
        signal,
        onProgress: (progress) => {
          latest = progress;
          bar.show(progress);
        },
        onEpoch: (record, best) => {
          bar.clear();
          log(output, epochLine(record, latest, best));
        },
        onState: async (state) => {
          await lock.renew();
          await writeRunCheckpoint(unfinished, state);
          saved = state;
        },
      });
    });
    bar.clear();
    if (result.outcome === "diverged") logAlways(`error: ${name} diverged: ${result.stopped}`);
    else log(output, `Stopped: ${result.stopped}.`);
    if (result.outcome === "interrupted") {
      logUnfinished();
    } else {
      await lock.renew();
      await saveModel(output, checkpointPath(checkpoints, name), result);
      await removeRunCheckpoint(unfinished);
    }
    return { ...result, exitCode: exitCode(result.outcome, interruption) };
  } catch (error) {
    bar.clear();
    logUnfinished();
    throw error;
  }
}

async function saveModel(
  output: OutputOptions,
  path: string,
  { outcome, checkpoint }: TrainingResult,
): Promise<void> {
  if (checkpoint === undefined) {
    log(output, "No epoch was completed, so there is no model to keep.");
    return;
  }
  await writeCheckpoint(path, checkpoint);
  log(output, `The model of epoch ${checkpoint.best.epoch} is in ${path}.`);
  if (outcome === "diverged") log(output, "It is from before the run diverged.");
}

/** Where a run goes on; and that its bits will be others, if that is so. */
function logResume(output: OutputOptions, from: RunState, device: Device): void {
  log(output, `Resuming after ${describePosition(from)}.`);
  const [last, now] = [from.devices.at(-1), device.info.name];
  if (last !== undefined && last !== now) {
    log(output, `Note: it ran on ${last} so far; on ${now} the numbers differ in their last bits.`);
  }
}

function epochLine(record: EpochRecord, latest: Progress | undefined, best: boolean): string {
  const pace = latest ? ` (${speed(latest.imagesPerSecond)})` : "";
  return `[Epoch ${String(record.epoch).padStart(3)}] loss ${record.loss.toFixed(4)}, ` +
    `training accuracy ${percent(record.trainAccuracy)}, ` +
    `validation accuracy ${percent(record.validationAccuracy)}, ` +
    `${record.seconds.toFixed(1)} s${pace}${best ? "  (best so far)" : ""}`;
}

function exitCode(outcome: Outcome, interruption: EndSignal | undefined): number {
  if (outcome === "interrupted") return exitCodeOf(interruption!);
  return outcome === "diverged" ? EXIT.failed : EXIT.done;
}
