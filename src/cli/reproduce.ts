/** `reproduce`: the whole tutorial, from the training of its six models to a report. */
import { join } from "node:path";
import type { Dataset } from "../data/dataset.ts";
import { Command } from "../dependencies.ts";
import type { Device } from "../device/device.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { explainSystemError } from "../files/system_error.ts";
import { LabError } from "../errors.ts";
import { findActivation } from "../nn/activations.ts";
import { toHtml } from "../report/html.ts";
import { toMarkdown } from "../report/markdown.ts";
import {
  describeReproduction,
  type ReportFigure,
  trainingSeconds,
} from "../report/reproduction.ts";
import { TEN_LAYERS, TEST_ACCURACIES } from "../report/tutorial.ts";
import { claimModel } from "../training/claim.ts";
import { parseTrainingConfig, TRAINING_DEFAULTS } from "../training/config.ts";
import { modelName } from "../training/model_file.ts";
import { drawActivations } from "./activations.ts";
import { printResult, say, type Speech } from "./console.ts";
import { drawCurves } from "./curves.ts";
import { drawDeadNeurons, trainedSubject, untrainedSubject } from "./dead_neurons.ts";
import { drawDistributions } from "./distributions.ts";
import { drawExamples } from "./examples.ts";
import type { Drawing } from "./figure_output.ts";
import { drawGradients } from "./gradients.ts";
import { readModels, type StoredModel } from "./models.ts";
import {
  blasOption,
  checkpointsOption,
  dataOption,
  deviceOption,
  downloadOption,
  jsonOption,
  numberFor,
  quietOption,
  threadsOption,
} from "./options.ts";
import { readTraining, requireSettings } from "./stored_training.ts";
import { trainModel } from "./train_model.ts";
import { loadData, onDevice } from "./workbench.ts";

const SIX = TEST_ACCURACIES.map(({ activation }) => activation);

/** The seed of the network whose gradients the tutorial draws. */
const GRADIENT_SEED = 0;

export function reproduceCommand(exitWith: (code: number) => void) {
  const { epochs, splitSeed } = TRAINING_DEFAULTS;
  return new Command("reproduce")
    .description("Reproduce the whole tutorial: six models, every figure, a report.")
    .option("--epochs <n>", "epochs at most", numberFor("epochs"), epochs)
    .option("--output <folder>", "folder for the report and its figures", "report")
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
Models that are trained already are used as they are, and an unfinished training goes on, so that a
run that was stopped goes on where it was.
The report is report.html, which needs nothing beside it, and report.md with its figures.

Examples:
  reproduce
  reproduce --epochs 2 --checkpoints quick --output quick-report`,
    )
    .action(async (options) => {
      const start = performance.now();
      const dataset = await loadData(options);
      await onDevice(options, "Reproducing the tutorial", async (device) => {
        const models: StoredModel[] = [];
        for (const activation of SIX) {
          const model = await trainedModel(options, device, dataset, activation, exitWith);
          if (model === undefined) return;
          models.push(model);
        }
        const { figures, deadNeurons } = await analyse(options, device, dataset, models, splitSeed);
        const records = new Map(
          models.map(({ checkpoint }) => [checkpoint.config.activation, checkpoint]),
        );
        const document = describeReproduction({
          models: records,
          deadNeurons,
          figures,
          machine: describeMachine(device),
          seconds: (performance.now() - start) / 1000,
        });
        const folder = options.output;
        const html = join(folder, "report.html");
        const markdown = join(folder, "report.md");
        await write(html, new TextEncoder().encode(toHtml(document)));
        await write(markdown, new TextEncoder().encode(toMarkdown(document)));
        const results = models.map(({ checkpoint: { config, best, test } }) => (
          { activation: config.activation, best, test }
        ));
        printResult(
          options,
          {
            models: results,
            deadNeurons,
            trainingSeconds: trainingSeconds(records),
            report: { html, markdown },
          },
          `${html}\n${markdown}`,
        );
      });
    });
}

/** A trained model, trained or trained to its end unless it is; none, and an exit code, after Ctrl-C. */
async function trainedModel(
  options: Speech & { epochs: number; checkpoints: string },
  device: Device,
  dataset: Dataset,
  activation: string,
  exitWith: (code: number) => void,
): Promise<StoredModel | undefined> {
  const { checkpoints } = options;
  const name = modelName(activation);
  using claim = await claimModel(checkpoints, name);
  const stored = await readTraining(checkpoints, name);
  const config = parseTrainingConfig({ activation, epochs: options.epochs });
  if (stored) requireSettings(stored, config, "choose another folder with --checkpoints");
  if (stored?.checkpoint) {
    say(options, `${stored.path} is there already.`);
  } else {
    say(options, `Training with ${activation}`);
    const { outcome, exitCode, checkpoint } = await trainModel(options, {
      device,
      dataset,
      config,
      checkpoints,
      name,
      claim,
      from: stored?.run,
      toGoOn: "the next reproduce goes on from there",
    });
    if (outcome === "interrupted") return void exitWith(exitCode);
    if (!checkpoint) throw new LabError(`the training with ${activation} gave no model`);
  }
  const [model] = await readModels({ act: activation, checkpoints });
  return model;
}

/** Draws every figure of the tutorial, and counts its dead neurons. */
async function analyse(
  options: Speech & { output: string },
  device: Device,
  { train }: Dataset,
  models: readonly StoredModel[],
  splitSeed: number,
) {
  const figures: ReportFigure[] = [];
  async function add({ figures: drawn }: Pick<Drawing, "figures">, caption: string, file?: string) {
    for (const [name, figure] of Object.entries(drawn)) {
      const path = join("figures", `${file ?? name}.png`);
      say(options, `Drawing ${path}`);
      const png = await figure.toPng();
      await write(join(options.output, path), png);
      figures.push({ path, png, caption });
    }
  }

  await add(await drawActivations(device), "The activation functions and their gradients.");
  await add(drawExamples(train), "The first 16 training images.");
  for (const activation of SIX.map(findActivation)) {
    const drawing = await drawGradients(device, train, activation, GRADIENT_SEED, splitSeed);
    await add(drawing, `Weight gradients of an untrained network with ${activation.title}.`);
  }
  await add(drawCurves(models), "Training and validation accuracy by epoch; the best is marked.");
  for (const model of models) {
    const { title } = model.network.activation;
    const drawing = await drawDistributions(device, train, model);
    await add(drawing, `Values in the layers of the network trained with ${title}.`);
  }
  const relu = models.find(({ network }) => network.activation.name === "relu")!;
  const untrained = await drawDeadNeurons(device, train, untrainedSubject({}));
  await add(untrained, "Dead neurons of an untrained network.");
  const trained = await drawDeadNeurons(device, train, trainedSubject(relu));
  await add(trained, "Dead neurons of the trained network.");
  const tenLayers = await drawDeadNeurons(device, train, untrainedSubject({ hidden: TEN_LAYERS }));
  await add(
    tenLayers,
    "Dead neurons of an untrained network of ten layers.",
    "dead_neurons_ten_layers",
  );
  const counts = ({ layers }: typeof untrained) => layers.map(({ dead }) => dead);
  return {
    figures,
    deadNeurons: {
      untrained: counts(untrained),
      trained: counts(trained),
      tenLayers: counts(tenLayers),
    },
  };
}

function describeMachine({ info }: Device): string {
  const cores = navigator.hardwareConcurrency;
  return `${info.name}${info.software ? " (in software)" : ""}, ${cores} cores, ` +
    `${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}`;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}
