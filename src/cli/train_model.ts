/** Training as commands do it: with a bar, messages, an orderly Ctrl-C, and a checkpoint at the end. */
import type { Dataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { prepareCheckpoint, writeCheckpoint } from "../training/checkpoint.ts";
import type { EpochRecord, TrainingConfig } from "../training/config.ts";
import { train, type TrainingResult } from "../training/train.ts";
import { EpochBar, percent, say, type Speech } from "./console.ts";
import { EXIT } from "./exit.ts";

/** A model to be trained, and what with. */
export interface TrainingTask {
  readonly device: Device;
  readonly dataset: Dataset;
  readonly config: TrainingConfig;
  /** Where its checkpoint goes. */
  readonly path: string;
}

/** Trains a model and keeps it, telling how it goes. */
export async function trainModel(speech: Speech, task: TrainingTask): Promise<TrainingResult> {
  const { config, path } = task;
  await prepareCheckpoint(path);
  const bar = new EpochBar(speech, config.epochs);
  const result = await whileInterruptible((signal) =>
    train({
      ...task,
      signal,
      onProgress: (progress) => bar.update(progress),
      onEpoch: (record, best) => {
        bar.clear();
        say(speech, epochLine(record, best));
      },
    })
  );
  bar.clear();
  await keep(speech, path, result);
  return result;
}

async function keep(
  speech: Speech,
  path: string,
  { outcome, stopped, checkpoint }: TrainingResult,
): Promise<void> {
  say(speech, `Stopped: ${stopped}.`);
  if (checkpoint === undefined) {
    say(speech, "No epoch was completed, so there is no model to keep.");
    return;
  }
  await writeCheckpoint(path, checkpoint);
  say(speech, `The model of epoch ${checkpoint.best.epoch} is in ${path}.`);
  if (outcome === "diverged") say(speech, "It is from before the loss went wrong.");
}

function epochLine(record: EpochRecord, best: boolean): string {
  return `[Epoch ${String(record.epoch).padStart(3)}] loss ${record.loss.toFixed(4)}, ` +
    `training accuracy ${percent(record.trainAccuracy)}, ` +
    `validation accuracy ${percent(record.validationAccuracy)}, ` +
    `${record.seconds.toFixed(1)} s${best ? "  (best so far)" : ""}`;
}

/**
 * Runs `body` with a signal that Ctrl-C aborts, for an orderly end; a second Ctrl-C ends the program
 * at once.
 */
async function whileInterruptible<Result>(
  body: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) Deno.exit(EXIT.interrupted);
    console.error("Stopping after the steps under way; once more ends at once.");
    controller.abort();
  };
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    return await body(controller.signal);
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}
