/** `reproduce`: the whole tutorial, from the training of its six models to a report. */
import { join } from "node:path";
import type { Dataset, LoadedDataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { LabError } from "../errors.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { explainSystemError } from "../files/system_error.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import { toHtml } from "../report/html.ts";
import { toMarkdown } from "../report/markdown.ts";
import {
  describeReproduction,
  type ReportFigure,
  type ReproducedModel,
  trainingSeconds,
} from "../report/reproduction.ts";
import { TEN_LAYERS } from "../report/tutorial.ts";
import { testWeights } from "../training/train.ts";
import { drawActivations } from "./activations.ts";
import { command, group } from "./command.ts";
import { log, type OutputOptions, printResult } from "./console.ts";
import { loadData, withDevice } from "./context.ts";
import { drawCurves } from "./curves.ts";
import { drawDeadNeurons } from "./dead_neurons.ts";
import { drawDistributions } from "./distributions.ts";
import { drawExamples } from "./examples.ts";
import type { AnalysisResult } from "./figure_output.ts";
import { drawGradients, GRADIENT_SEED } from "./gradients.ts";
import type { StoredModel } from "./models.ts";
import { trainedSource, untrainedSource } from "./network_source.ts";
import {
  checkpointsOption,
  computeOptions,
  dataOptions,
  epochsOption,
  outputOption,
  resultOptions,
} from "./options.ts";
import { obtainModel } from "./reproduced_models.ts";

export function reproduceCommand(exitWith: (code: number) => void) {
  return command(
    "reproduce",
    "Reproduce the whole tutorial: six models, every figure, a report.",
    [
      group(
        "Model",
        epochsOption(),
        checkpointsOption(
          "the only folder to take models from, and to train them in (default: see below)",
        ),
      ),
      dataOptions(),
      computeOptions(),
      group(
        "Output",
        outputOption("for the report, its figures and models").default("reproduction"),
      ),
      resultOptions(),
    ],
    `
Models are taken from checkpoints/ in the folder of --output, from the user's
checkpoints, or from the project's models, the first that is trained with the
tutorial's settings. One that is missing is trained; an unfinished training is
resumed where it stopped. The report is report.html, which needs nothing beside
it, and report.md with its figures.

Examples:
  reproduce
  reproduce --epochs 2 --output quick`,
  )
    .action(async (options) => {
      const start = performance.now();
      const folder = options.output;
      for (const made of [folder, join(folder, "figures")]) await requireWritableFolder(made);
      const dataset = await loadData(options);
      await withDevice(options, "Reproducing the tutorial", async (device) => {
        const models: StoredModel[] = [];
        for (const activation of TUTORIAL_ACTIVATIONS) {
          const model = await obtainModel(options, { device, dataset }, activation);
          if ("exitCode" in model) return exitWith(model.exitCode);
          models.push(model);
        }
        const tested = await testAgain(options, device, dataset, models);
        const { figures, deadNeurons } = await analyse(options, device, dataset, models);
        const document = describeReproduction({
          models: tested,
          deadNeurons,
          figures,
          machine: describeMachine(device),
          seconds: (performance.now() - start) / 1000,
        });
        const html = join(folder, "report.html");
        const markdown = join(folder, "report.md");
        await write(html, new TextEncoder().encode(toHtml(document)));
        await write(markdown, new TextEncoder().encode(toMarkdown(document)));
        printResult(
          options,
          {
            models: tested.map(({ file, record: { config, device, best, test }, tested }) => ({
              activation: config.activation,
              source: file,
              trainedOn: device,
              best,
              test: tested,
              testWhenTrained: test,
            })),
            deadNeurons,
            trainingSeconds: trainingSeconds(tested),
            report: { html, markdown },
          },
          `${html}\n${markdown}`,
        );
      });
    });
}

/** Tests the models on the device that draws: what a checkpoint says may be another device's. */
async function testAgain(
  output: OutputOptions,
  device: Device,
  dataset: Dataset,
  models: readonly StoredModel[],
): Promise<ReproducedModel[]> {
  const results = [];
  for (const { path, network, checkpoint } of models) {
    log(output, `Testing ${path}`);
    const tested = await testWeights(network, checkpoint.weights, { device, dataset });
    results.push({ file: path, record: checkpoint, tested });
  }
  return results;
}

/** Draws every figure of the tutorial, and counts its dead neurons. */
async function analyse(
  options: OutputOptions & { output: string },
  device: Device,
  dataset: LoadedDataset,
  models: readonly StoredModel[],
) {
  const { train } = dataset;
  const figures: ReportFigure[] = [];
  async function add(
    { figures: drawn }: Pick<AnalysisResult, "figures">,
    caption: string,
  ) {
    for (const [name, figure] of Object.entries(drawn)) {
      const path = join("figures", `${name}.png`);
      const place = join(options.output, path);
      log(options, `Drawing ${place}`);
      const png = await figure.toPng();
      await write(place, png);
      figures.push({ path, png, caption });
    }
  }

  await add(await drawActivations(device), "The activation functions and their gradients.");
  await add(drawExamples(dataset), "The first 16 training images.");
  for (const activation of TUTORIAL_ACTIVATIONS) {
    const source = untrainedSource(activation, { seed: GRADIENT_SEED });
    const drawing = await drawGradients(device, train, source);
    const { title } = source.network.activation;
    await add(drawing, `Weight gradients of an untrained network with ${title}.`);
  }
  await add(drawCurves(models), "Training and validation accuracy by epoch; the best is marked.");
  for (const model of models) {
    const { title } = model.network.activation;
    const drawing = await drawDistributions(device, train, trainedSource(model));
    await add(drawing, `Values in the layers of the network trained with ${title}.`);
  }
  const relu = models.find(({ network }) => network.activation.name === "relu")!;
  const untrained = await drawDeadNeurons(device, train, untrainedSource("relu"));
  await add(untrained, "Dead neurons of an untrained network.");
  const trained = await drawDeadNeurons(device, train, trainedSource(relu));
  await add(trained, "Dead neurons of the trained network.");
  const tenLayers = await drawDeadNeurons(
    device,
    train,
    untrainedSource("relu", { hidden: TEN_LAYERS }),
  );
  await add(tenLayers, "Dead neurons of an untrained network of ten layers.");
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
