/** `train`: trains a network, keeps its best model, and tests it. */
import { Command } from "../dependencies.ts";
import { loadFashionMNIST } from "../data/fashion_mnist.ts";
import { openDevice } from "../device/open.ts";
import {
  type Checkpoint,
  checkpointPath,
  prepareCheckpoint,
  readCheckpoint,
  writeCheckpoint,
} from "../training/checkpoint.ts";
import {
  type EpochRecord,
  parseTrainingConfig,
  TRAINING_DEFAULTS,
  type TrainingConfig,
} from "../training/config.ts";
import { type Outcome, train, type TrainingResult } from "../training/train.ts";
import { EpochBar, percent, printResult, say, type Speech } from "./console.ts";
import { EXIT } from "./exit.ts";
import {
  activationOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  hiddenOption,
  jsonOption,
  numberFor,
  quietOption,
} from "./options.ts";
import { downloadProgress, exists, whileInterruptible } from "./running.ts";

const EXIT_CODES: Record<Outcome, number> = {
  finished: EXIT.done,
  interrupted: EXIT.interrupted,
  diverged: EXIT.failed,
};

/** The command; it tells `exitWith` how it ended. */
export function trainCommand(exitWith: (code: number) => void) {
  const { seed, splitSeed, epochs, patience, batchSize, learningRate, momentum } =
    TRAINING_DEFAULTS;
  return new Command("train")
    .description("Train a network on FashionMNIST and keep the model of its best epoch.")
    .addOption(activationOption().makeOptionMandatory())
    .option("--seed <n>", "of weights and batch order", numberFor("seed"), seed)
    .option("--split-seed <n>", "of the validation split", numberFor("splitSeed"), splitSeed)
    .option("--epochs <n>", "epochs at most", numberFor("epochs"), epochs)
    .option(
      "--patience <n>",
      "stop after so many epochs without a better one",
      numberFor("patience"),
      patience,
    )
    .option("--batch-size <n>", "images a step", numberFor("batchSize"), batchSize)
    .option("--lr <number>", "learning rate", numberFor("learningRate"), learningRate)
    .option("--momentum <number>", "momentum", numberFor("momentum"), momentum)
    .addOption(hiddenOption())
    .option("--limit <n>", "train on the first n training images only", numberFor("limit"))
    .option("--overwrite", "train anew where there is a trained model already")
    .addOption(deviceOption())
    .addOption(dataOption())
    .addOption(checkpointsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
The defaults are the tutorial's. The model goes to FashionMNIST_NAME.safetensors in the folder of
checkpoints; Ctrl-C ends the training and keeps the best model so far.

Examples:
  train --act elu
  train --act relu --hidden 256,256,256 --lr 0.02 --checkpoints experiments
  train --act tanh --epochs 3 --limit 10000 --overwrite --json`,
    )
    .action(async (options) => {
      const { act, lr, hidden, limit, ...rest } = options;
      const config = parseTrainingConfig({
        activation: act,
        hiddenSizes: hidden,
        learningRate: lr,
        limit,
        seed: rest.seed,
        splitSeed: rest.splitSeed,
        epochs: rest.epochs,
        patience: rest.patience,
        batchSize: rest.batchSize,
        momentum: rest.momentum,
      });
      const path = checkpointPath(rest.checkpoints, act);
      if (!rest.overwrite && await exists(path)) {
        const checkpoint = await readCheckpoint(path);
        say(rest, `${path} is there already; --overwrite trains anew.`);
        sayDifferences(rest, config, checkpoint.config);
        return printCheckpoint(rest, checkpoint);
      }
      await prepareCheckpoint(path);
      const dataset = await loadFashionMNIST({
        dataDir: rest.data,
        onProgress: downloadProgress(rest),
      });
      const device = await openDevice(rest.device);
      try {
        const { name, software } = device.info;
        say(rest, `Training with ${act} on ${name}${software ? " (in software)" : ""}`);
        const bar = new EpochBar(rest, config.epochs);
        const result = await whileInterruptible((signal) =>
          train({
            device,
            dataset,
            config,
            signal,
            onProgress: (progress) => bar.update(progress),
            onEpoch: (record, best) => {
              bar.clear();
              say(rest, epochLine(record, best));
            },
          })
        );
        bar.clear();
        await report(rest, path, config, device.info.name, result);
        exitWith(EXIT_CODES[result.outcome]);
      } finally {
        device.close();
      }
    });
}

async function report(
  speech: Speech,
  path: string,
  config: TrainingConfig,
  device: string,
  { outcome, stopped, history, checkpoint }: TrainingResult,
): Promise<void> {
  say(speech, `Stopped: ${stopped}.`);
  if (checkpoint === undefined) {
    say(speech, "No epoch was completed, so there is no model to keep.");
    if (speech.json) {
      printResult(
        speech,
        document({ config, device, history, stopped, best: null, test: null }),
        "",
      );
    }
    return;
  }
  await writeCheckpoint(path, checkpoint);
  say(speech, `The model of epoch ${checkpoint.best.epoch} is in ${path}.`);
  if (outcome === "diverged") say(speech, "It is from before the loss went wrong.");
  printCheckpoint(speech, checkpoint);
}

function printCheckpoint(speech: Speech, checkpoint: Checkpoint): void {
  const { config, best, test } = checkpoint;
  const tested = test
    ? `test accuracy ${percent(test.accuracy)} (${test.correct} of ${test.total})`
    : "not tested";
  const validated = best
    ? `validation accuracy ${percent(best.validationAccuracy)} in epoch ${best.epoch}`
    : "not validated here";
  printResult(speech, document(checkpoint), `${config.activation}: ${tested}, ${validated}`);
}

/** What --json prints. */
function document(
  { config, device, history, best, test, stopped }: Omit<Checkpoint, "weights">,
) {
  return { activation: config.activation, device, config, epochs: history, best, test, stopped };
}

function epochLine(record: EpochRecord, best: boolean): string {
  const epoch = String(record.epoch).padStart(3);
  return `[Epoch ${epoch}] loss ${record.loss.toFixed(4)}, ` +
    `training accuracy ${percent(record.trainAccuracy)}, ` +
    `validation accuracy ${percent(record.validationAccuracy)}` +
    `, ${record.seconds.toFixed(1)} s${best ? "  (best so far)" : ""}`;
}

/** A model made with other settings than asked for is not what somebody expects. */
function sayDifferences(speech: Speech, asked: TrainingConfig, made: TrainingConfig): void {
  const fields = Object.keys({ ...asked, ...made }) as (keyof TrainingConfig)[];
  for (const field of fields) {
    const [wanted, had] = [asked[field], made[field]].map((value) => JSON.stringify(value));
    if (wanted !== had) {
      say(
        speech,
        `Note: it was trained with ${field} ${had ?? "unset"}, not ${wanted ?? "unset"}.`,
      );
    }
  }
}
