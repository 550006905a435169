/** `train`: trains a network, keeps its best model, and tests it. */
import type { Checkpoint } from "../checkpoints/checkpoint.ts";
import { lockModel } from "../checkpoints/model_lock.ts";
import { modelName } from "../checkpoints/paths.ts";
import { runCheckpointPath } from "../checkpoints/run_checkpoint.ts";
import { checkStateFits } from "../checkpoints/run_checkpoint_format.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { Command, InvalidArgumentError, Option } from "./dependencies.ts";
import { LabError, UsageError } from "../errors.ts";
import { parseTrainingConfig, TRAINING_DEFAULTS } from "../training/config.ts";
import { describePosition, type RunState } from "../training/run_state.ts";
import { log, type OutputOptions, percent, printResult } from "./console.ts";
import { loadData, withDevice } from "./context.ts";
import {
  activationOption,
  blasOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  downloadOption,
  hiddenOption,
  jsonOption,
  nameOption,
  parseNumberOf,
  quietOption,
  threadsOption,
} from "./options.ts";
import { describeOtherSettings, readTraining } from "./stored_training.ts";
import { trainModel } from "./train_model.ts";

const OTHER_SETTINGS_REMEDY = "repeat those settings, choose another name with --name, " +
  "or train from scratch in its place with --overwrite";

/** The command; it tells `exitWith` how it ended. */
export function trainCommand(exitWith: (code: number) => void) {
  const { seed, splitSeed, epochs, patience, batchSize, learningRate, momentum } =
    TRAINING_DEFAULTS;
  return new Command("train")
    .description(`Train a network on ${FASHION_MNIST.name} and keep the model of its best epoch.`)
    .addOption(activationOption().makeOptionMandatory())
    .addOption(nameOption())
    .option("--seed <n>", "of weights and batch order", parseNumberOf("seed"), seed)
    .option(
      "--split-seed <n>",
      "seed of the validation split",
      parseNumberOf("splitSeed"),
      splitSeed,
    )
    .option("--epochs <n>", "epochs at most", parseNumberOf("epochs"), epochs)
    .option(
      "--patience <n>",
      "stop after so many epochs without a better one",
      parseNumberOf("patience"),
      patience,
    )
    .option("--batch-size <n>", "images per step", parseNumberOf("batchSize"), batchSize)
    .option("--lr <number>", "learning rate", parseNumberOf("learningRate"), learningRate)
    .option("--momentum <number>", "momentum", parseNumberOf("momentum"), momentum)
    .addOption(hiddenOption())
    .option("--limit <n>", "train on the first n training images only", parseNumberOf("limit"))
    .option("--save-every <minutes>", "save the run also within epochs", minutes)
    .addOption(new Option("--resume", "go on with an unfinished run").conflicts("overwrite"))
    .option("--overwrite", "train from scratch where a model or an unfinished run already exists")
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(blasOption())
    .addOption(dataOption())
    .addOption(downloadOption())
    .addOption(checkpointsOption())
    .addOption(jsonOption())
    .addOption(quietOption())
    .addHelpText(
      "after",
      `
The defaults are the tutorial's. The model goes to NAME.safetensors in the folder of checkpoints.
Until it is trained the run is kept in NAME.unfinished.safetensors, saved after every epoch and
when Ctrl-C, SIGTERM or SIGHUP ends it; --resume continues from there, with the same settings, as if
it had never stopped. A model that already exists is reported, and not trained again; one of other
settings is refused.

Examples:
  train --act elu
  train --act relu --hidden 256,256,256 --checkpoints experiments
  for lr in 0.003 0.01 0.03; do train --act relu --lr $lr --name relu_$lr; done
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
      checkStateFits(config);
      const { checkpoints } = options;
      const name = options.name ?? modelName(act);
      using lock = await lockModel(checkpoints, name);
      const stored = options.overwrite ? undefined : await readTraining(checkpoints, name);
      const problem = stored && describeOtherSettings(stored, config);
      if (problem) throw new UsageError(`${problem}; ${OTHER_SETTINGS_REMEDY}`);
      if (stored?.checkpoint) {
        log(options, `${stored.path} already exists; --overwrite trains from scratch.`);
        return printModel(options, stored.checkpoint);
      }
      requireResume(options, name, stored?.run);
      const dataset = await loadData(options);
      await withDevice(options, `Training with ${act}`, async (device) => {
        const result = await trainModel(options, {
          device,
          dataset,
          config,
          checkpoints,
          name,
          lock,
          resumeFrom: stored?.run,
          saveEveryMinutes: options.saveEvery,
          resumeHint: "--resume continues from there",
        });
        exitWith(result.exitCode);
        const { checkpoint, history, stopped } = result;
        if (checkpoint) return printModel(options, checkpoint);
        const nothing = { best: null, test: null };
        const record = { config, device: device.info.name, history, stopped, ...nothing };
        if (options.json) printResult(options, trainingDocument(record), "");
      });
    });
}

/** Refuses to begin where a run is unfinished, unless --resume is given; says so if there is none. */
function requireResume(
  options: OutputOptions & { checkpoints: string; resume?: true | undefined },
  name: string,
  run: RunState | undefined,
): void {
  const path = runCheckpointPath(options.checkpoints, name);
  if (run && !options.resume) {
    throw new LabError(
      `${path} is an unfinished run, up to ${describePosition(run)}; ` +
        "go on with --resume, or begin from scratch with --overwrite",
    );
  }
  if (!run && options.resume) log(options, `There is no ${path}; beginning from scratch.`);
}

/** Reads a number of minutes. */
function minutes(text: string): number {
  const number = text.trim() === "" ? NaN : Number(text);
  if (number >= 0) return number;
  throw new InvalidArgumentError("Expected a number of minutes; 0 saves at every step.");
}

function printModel(output: OutputOptions, checkpoint: Checkpoint): void {
  const { config, best, test } = checkpoint;
  const tested = test
    ? `test accuracy ${percent(test.accuracy)} (${test.correct} of ${test.total})`
    : "not tested";
  const validated = best
    ? `validation accuracy ${percent(best.validationAccuracy)} in epoch ${best.epoch}`
    : "not validated here";
  const text = `${config.activation}: ${tested}, ${validated}`;
  printResult(output, trainingDocument(checkpoint), text);
}

/** What --json prints. */
function trainingDocument(
  { config, device, history, best, test, stopped }: Omit<Checkpoint, "weights">,
) {
  return { activation: config.activation, device, config, epochs: history, best, test, stopped };
}
