/** `train`: trains a network, keeps its best model, and tests it. */
import { Command } from "../dependencies.ts";
import {
  type Checkpoint,
  checkpointPath,
  hasCheckpoint,
  readCheckpoint,
} from "../training/checkpoint.ts";
import { parseTrainingConfig, TRAINING_DEFAULTS, type TrainingConfig } from "../training/config.ts";
import type { Outcome } from "../training/train.ts";
import { percent, printResult, say, type Speech } from "./console.ts";
import { EXIT } from "./exit.ts";
import {
  activationOption,
  blasOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  hiddenOption,
  jsonOption,
  numberFor,
  quietOption,
  threadsOption,
} from "./options.ts";
import { trainModel } from "./train_model.ts";
import { loadData, onDevice } from "./workbench.ts";

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
    .addOption(threadsOption())
    .addOption(blasOption())
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
    .action(async ({ act, hidden, lr, ...options }) => {
      const config = parseTrainingConfig({
        activation: act,
        hiddenSizes: hidden,
        seed: options.seed,
        splitSeed: options.splitSeed,
        epochs: options.epochs,
        patience: options.patience,
        batchSize: options.batchSize,
        learningRate: lr,
        momentum: options.momentum,
        limit: options.limit,
      });
      const path = checkpointPath(options.checkpoints, act);
      if (!options.overwrite && await hasCheckpoint(path)) {
        const checkpoint = await readCheckpoint(path);
        say(options, `${path} is there already; --overwrite trains anew.`);
        sayDifferences(options, config, checkpoint.config);
        return printModel(options, checkpoint);
      }
      const dataset = await loadData(options);
      await onDevice(options, `Training with ${act}`, async (device) => {
        const result = await trainModel(options, { device, dataset, config, path });
        exitWith(EXIT_CODES[result.outcome]);
        const { checkpoint, history, stopped } = result;
        if (checkpoint) return printModel(options, checkpoint);
        const nothing = { best: null, test: null };
        const record = { config, device: device.info.name, history, stopped, ...nothing };
        if (options.json) printResult(options, trainingDocument(record), "");
      });
    });
}

function printModel(speech: Speech, checkpoint: Checkpoint): void {
  const { config, best, test } = checkpoint;
  const tested = test
    ? `test accuracy ${percent(test.accuracy)} (${test.correct} of ${test.total})`
    : "not tested";
  const validated = best
    ? `validation accuracy ${percent(best.validationAccuracy)} in epoch ${best.epoch}`
    : "not validated here";
  const text = `${config.activation}: ${tested}, ${validated}`;
  printResult(speech, trainingDocument(checkpoint), text);
}

/** What --json prints. */
function trainingDocument(
  { config, device, history, best, test, stopped }: Omit<Checkpoint, "weights">,
) {
  return { activation: config.activation, device, config, epochs: history, best, test, stopped };
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
