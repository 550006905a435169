/** `train`: trains networks, keeps their best models, and tests them. */
import type { Checkpoint } from "../checkpoints/checkpoint.ts";
import { lockModel } from "../checkpoints/model_lock.ts";
import { modelName } from "../checkpoints/paths.ts";
import { runCheckpointPath } from "../checkpoints/run_checkpoint.ts";
import { checkStateFits } from "../checkpoints/run_checkpoint_format.ts";
import { datasetInfo } from "../data/settings.ts";
import { LabError, UsageError } from "../errors.ts";
import { removeIfUnused } from "../files/unused_folders.ts";
import { percent } from "../printable.ts";
import {
  describeDifferences,
  parseTrainingConfig,
  type TrainingConfig,
  type TrainingRecord,
} from "../training/config.ts";
import { checkSteps } from "../training/method.ts";
import type { KeptProbes } from "../training/probes.ts";
import { describePosition } from "../training/run_state.ts";
import { command } from "./command.ts";
import { log, type OutputOptions, printResult } from "./console.ts";
import { withDevice } from "./context.ts";
import { EXIT } from "./exit.ts";
import { requireOne } from "./models.ts";
import {
  CHECKPOINTS,
  computeOptions,
  dataOptions,
  datasetOptions,
  newModelOptions,
  resultOptions,
  splitOptions,
  trainingOptions,
} from "./options.ts";
import { describeOtherSettings, readTraining } from "./stored_training.ts";
import { type TrainingTask, trainModel } from "./train_model.ts";
import { readTrainingSettings } from "./training_settings.ts";

const OTHER_SETTINGS_REMEDY = "repeat those settings, choose another name with --name, " +
  "or train from scratch in its place with --overwrite";

/** The command; it tells `exitWith` how it ended. */
export function trainCommand(exitWith: (code: number) => void) {
  return command(
    "train",
    "Train networks and keep the model of each one's best epoch.",
    [
      newModelOptions(),
      trainingOptions(),
      datasetOptions(),
      dataOptions(),
      splitOptions(),
      computeOptions(),
      resultOptions(),
    ],
    `
The defaults are the tutorial's. The model goes to NAME.safetensors in the
folder of checkpoints. Until it is trained the run is kept in
NAME.unfinished.safetensors, saved after every epoch and when Ctrl-C, SIGTERM or
SIGHUP ends it; --resume continues from there, with the same settings, as if it
had never stopped. A model that already exists is reported, and not trained
again; one of other settings is refused.

Examples:
  train --act elu
  train --act relu,elu --hidden 256,256,256 --checkpoints experiments
  for lr in 0.003 0.01 0.03; do train --act relu --lr $lr --name relu_$lr; done
  train --act swish --save-every 10 --resume
  train --act gelu --optimizer adamw --weight-decay 0.01 --schedule cosine
  train --act relu --depth 8 --width 128 --init orthogonal --warmup 195
  train --act tanh --epochs 3 --limit 10000 --overwrite --json
  train --act elu --dataset kmnist --normalize standard
  train --config checkpoints/FashionMNIST_elu.safetensors --act relu --seed 7
  train --act relu --depth 8 --width 128 --probe all --json`,
  )
    .action(async (options) => {
      const { activations, settings, loadImages } = await readTrainingSettings(options);
      requireOne({ ...options, act: activations });
      const configs = activations.map((activation) =>
        parseTrainingConfig({ activation, ...settings })
      );
      for (const config of configs) {
        checkSteps(config);
        checkStateFits(config, options.probe);
      }
      using locks = new DisposableStack();
      locks.use(await removeIfUnused(options.checkpoints ?? CHECKPOINTS));
      const plans: Plan[] = [];
      for (const config of configs) plans.push(await makePlan(options, config, locks));
      const untrained = plans.filter(({ record }) => record === undefined);
      try {
        if (untrained.length === 0) return;
        const dataset = await loadImages();
        const names = untrained.map(({ config }) => config.activation);
        await withDevice(options, `Training with ${names.join(", ")}`, async (device) => {
          for (const plan of untrained) {
            if (names.length > 1) log(options, `Training ${plan.name}`);
            logChanges(options, plan.config);
            const training = await trainModel(options, { ...plan, device, dataset });
            const { checkpoint, history, stopped, probes, outcome, exitCode } = training;
            const none = { config: plan.config, device: device.info.name, best: null, test: null };
            plan.record = checkpoint ?? { ...none, history, stopped, ...(probes && { probes }) };
            if (exitCode !== EXIT.done) exitWith(exitCode);
            if (outcome === "interrupted") return;
          }
        });
      } finally {
        printRecords(options, plans);
      }
    });
}

/** What the command line says of all its models. */
interface TrainOptions extends OutputOptions {
  readonly checkpoints?: string | undefined;
  readonly name?: string | undefined;
  readonly saveEvery?: number | undefined;
  readonly resume?: true | undefined;
  readonly probe?: KeptProbes | undefined;
  readonly overwrite?: true | undefined;
}

/** A model to be trained, or trained already: then there is a record. */
interface Plan extends Omit<TrainingTask, "device" | "dataset"> {
  record?: TrainingRecord | Checkpoint | undefined;
}

/** Says which settings are not the tutorial's. */
function logChanges(output: OutputOptions, config: TrainingConfig): void {
  const { activation } = config;
  const changes = describeDifferences(config, parseTrainingConfig({ activation }), "tutorial");
  if (changes.length === 0) return;
  log(output, `Settings that are not the tutorial's: ${changes.join("; ")}.`);
}

/** Locks a model, and sees what there is of it; refuses what cannot be trained in its place. */
async function makePlan(
  options: TrainOptions,
  config: TrainingConfig,
  locks: DisposableStack,
): Promise<Plan> {
  const { checkpoints = CHECKPOINTS } = options;
  const { name = modelName(config.activation, datasetInfo(config).name) } = options;
  const lock = locks.use(await lockModel(checkpoints, name));
  const stored = options.overwrite ? undefined : await readTraining(checkpoints, name);
  const problem = stored && describeOtherSettings(stored, config, options.probe);
  if (problem) throw new UsageError(`${problem}; ${OTHER_SETTINGS_REMEDY}`);
  const { checkpoint: record, run: resumeFrom } = stored ?? {};
  const unfinished = runCheckpointPath(checkpoints, name);
  if (resumeFrom && !options.resume) {
    throw new LabError(
      `${unfinished} is an unfinished run, up to ${describePosition(resumeFrom)}; ` +
        "continue with --resume, or begin from scratch with --overwrite",
    );
  }
  if (record) log(options, `${stored!.path} already exists; --overwrite trains from scratch.`);
  else if (!resumeFrom && options.resume) {
    log(options, `There is no ${unfinished}; beginning from scratch.`);
  }
  const { saveEvery: saveEveryMinutes, probe } = options;
  const task = { config, checkpoints, name, lock, resumeFrom, saveEveryMinutes, probe };
  return { ...task, resumeHint: "--resume continues from there", record };
}

/** Prints what is known of the models, also where a failure keeps others from being trained. */
function printRecords(output: OutputOptions, plans: readonly Plan[]): void {
  const records = plans.flatMap(({ record }) => record ?? []);
  if (records.length === 0) return;
  const documents = records.map(({ config, history, device, best, test, stopped, probes }) => {
    const { activation } = config;
    return { activation, device, config, epochs: history, best, test, stopped, probes };
  });
  const lines = records.flatMap((record) => "weights" in record ? describeModel(record) : []);
  if (output.json || lines.length > 0) {
    printResult(output, plans.length === 1 ? documents[0] : documents, lines.join("\n"));
  }
}

function describeModel({ config, best, test }: TrainingRecord): string {
  const tested = test
    ? `test accuracy ${percent(test.accuracy)} (${test.correct} of ${test.total})`
    : "not tested";
  const validated = best
    ? `validation accuracy ${percent(best.validationAccuracy)} in epoch ${best.epoch}`
    : "not validated here";
  return `${config.activation}: ${tested}, ${validated}`;
}
