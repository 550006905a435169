/** `train`: trains a network, keeps its best model, and tests it. */
import { FASHION_MNIST } from "../data/datasets.ts";
import { Command, InvalidArgumentError, Option } from "../dependencies.ts";
import { LabError } from "../errors.ts";
import { type Checkpoint, checkpointPath, readCheckpoint } from "../training/checkpoint.ts";
import { claimModel } from "../training/claim.ts";
import { describeDifferences, parseTrainingConfig, TRAINING_DEFAULTS } from "../training/config.ts";
import { readUnfinished, unfinishedPath } from "../training/run_file.ts";
import { describePosition, type RunState } from "../training/run_state.ts";
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
import { isTrained, trainModel } from "./train_model.ts";
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
    .description(`Train a network on ${FASHION_MNIST.name} and keep the model of its best epoch.`)
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
    .option("--save-every <minutes>", "save the run also within epochs", minutes)
    .addOption(new Option("--resume", "go on with an unfinished run").conflicts("overwrite"))
    .option("--overwrite", "train anew where there is a model or an unfinished run already")
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
The defaults are the tutorial's. The model goes to ${FASHION_MNIST.name}_NAME.safetensors in the folder of
checkpoints. Until it is trained the run is kept in ${FASHION_MNIST.name}_NAME.unfinished.safetensors, saved
after every epoch and on Ctrl-C; --resume goes on from there, with the same settings, as if it had
never stopped.

Examples:
  train --act elu
  train --act relu --hidden 256,256,256 --lr 0.02 --checkpoints experiments
  train --act swish --save-every 10 --resume
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
      const { checkpoints } = options;
      if (!options.overwrite && await isTrained(checkpoints, act)) {
        const path = checkpointPath(checkpoints, act);
        const checkpoint = await readCheckpoint(path);
        say(options, `${path} is there already; --overwrite trains anew.`);
        for (const difference of describeDifferences(checkpoint.config, config)) {
          say(options, `Note: it was trained with ${difference}.`);
        }
        return printModel(options, checkpoint);
      }
      using _claim = await claimModel(checkpoints, act);
      const from = options.overwrite ? undefined : await runToGoOn(options, act);
      const dataset = await loadData(options);
      await onDevice(options, `Training with ${act}`, async (device) => {
        const result = await trainModel(options, {
          device,
          dataset,
          config,
          checkpoints,
          from,
          saveEvery: options.saveEvery,
          toGoOn: "--resume goes on from there",
        });
        exitWith(EXIT_CODES[result.outcome]);
        const { checkpoint, history, stopped } = result;
        if (checkpoint) return printModel(options, checkpoint);
        const nothing = { best: null, test: null };
        const record = { config, device: device.info.name, history, stopped, ...nothing };
        if (options.json) printResult(options, trainingDocument(record), "");
      });
    });
}

/** The unfinished run that --resume means, if there is one; without --resume there must be none. */
async function runToGoOn(
  options: Speech & { checkpoints: string; resume?: true | undefined },
  activation: string,
): Promise<RunState | undefined> {
  const path = unfinishedPath(options.checkpoints, activation);
  const state = await readUnfinished(path);
  if (state && !options.resume) {
    throw new LabError(
      `${path} is an unfinished run, up to ${describePosition(state)}; ` +
        "go on with --resume, or begin anew with --overwrite",
    );
  }
  if (!state && options.resume) say(options, `There is no ${path}; beginning anew.`);
  return state;
}

/** Reads a number of minutes. */
function minutes(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (number >= 0) return number;
  throw new InvalidArgumentError("Expected a number of minutes; 0 saves at every step.");
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
