/** `reproduce`: the whole tutorial, from the training of its six models to a report. */
import { join } from "node:path";
import type { ActivationDistribution } from "../analysis/activation_distributions.ts";
import type { LayerGradients } from "../analysis/gradient_flow.ts";
import type { Dataset, LoadedDataset } from "../data/dataset.ts";
import type { Device } from "../device/device.ts";
import { LabError } from "../errors.ts";
import { writeFileAtomic } from "../files/atomic_write.ts";
import { explainSystemError } from "../files/system_error.ts";
import { removeIfUnused } from "../files/unused_folders.ts";
import { requireWritableFolder } from "../files/writable_folder.ts";
import { TUTORIAL_ACTIVATIONS } from "../nn/activations.ts";
import type { ReportFigure } from "../report/document.ts";
import { toHtml } from "../report/html.ts";
import { toMarkdown } from "../report/markdown.ts";
import type { ReproducedModel } from "../report/reproduced_model.ts";
import { describeReproduction, trainingSeconds } from "../report/reproduction.ts";
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
import { type NetworkSource, trainedSource, untrainedSource } from "./network_source.ts";
import {
  checkpointsOption,
  computeOptions,
  dataOptions,
  epochsOption,
  outputOption,
  resultOptions,
} from "./options.ts";
import { obtainModel } from "./reproduced_models.ts";
import { readEvidence } from "./seed_evidence.ts";
import { describeLoss } from "./written_figures.ts";

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
it, and report.md with its figures. It holds the accuracies against the runs of
the project's study six, studies/six.study.gz, where that is found.

Examples:
  reproduce
  reproduce --epochs 2 --output quick`,
  )
    .action(async (options) => {
      const start = performance.now();
      const folder = options.output;
      const pictures = join(folder, "figures");
      using _unused = await removeIfUnused(pictures);
      for (const made of [folder, pictures]) await requireWritableFolder(made);
      const dataset = await loadData(options);
      await withDevice(options, "Reproducing the tutorial", async (device) => {
        const models: StoredModel[] = [];
        for (const activation of TUTORIAL_ACTIVATIONS) {
          const model = await obtainModel(options, { device, dataset }, activation);
          if ("exitCode" in model) return exitWith(model.exitCode);
          models.push(model);
        }
        const tested = await testAgain(options, device, dataset, models);
        const { figures, measured } = await analyse(options, device, dataset, models);
        const { deadNeurons } = measured;
        const evidence = await readEvidence(options, tested);
        const document = describeReproduction({
          models: tested,
          measured,
          evidence,
          figures,
          machine: describeMachine(device),
          seconds: (performance.now() - start) / 1000,
        });
        const html = join(folder, "report.html");
        const markdown = join(folder, "report.md");
        await write(html, toHtml(document));
        await write(markdown, toMarkdown(document));
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
            evidence,
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

/** Draws every figure of the tutorial, and measures what it says of networks. */
async function analyse(
  options: OutputOptions & { output: string; commandLine?: string | undefined },
  device: Device,
  dataset: LoadedDataset,
  models: readonly StoredModel[],
) {
  const { train } = dataset;
  const { commandLine: command } = options;
  const figures: ReportFigure[] = [];
  async function add<Result extends AnalysisResult>(result: Result, caption: string) {
    for (const [name, drawn] of Object.entries(result.figures)) {
      const path = join("figures", `${name}.svg`);
      const place = join(options.output, path);
      log(options, `Drawing ${place}`);
      const figure = drawn.with({ width: "page" })
        .withProvenance({ ...command !== undefined && { command } });
      const loss = await describeLoss(place, figure);
      if (loss !== undefined) log(options, `Note: ${loss}; it is replaced.`);
      const svg = await figure.toSvg();
      await write(place, svg);
      figures.push({ path, svg, caption });
    }
    return result;
  }

  const { curves } = await add(
    await drawActivations(device),
    "The activation functions and their gradients.",
  );
  await add(drawExamples(dataset), "The first 16 training images.");
  const gradients: Record<string, readonly LayerGradients[]> = {};
  for (const activation of TUTORIAL_ACTIVATIONS) {
    const source = untrainedSource(activation, { seed: GRADIENT_SEED });
    const { layers } = await add(
      await drawGradients(device, train, source),
      `Weight gradients of an untrained network with ${source.network.activation.title}.`,
    );
    gradients[activation] = layers;
  }
  await add(
    drawCurves(models),
    "Training and validation accuracy by epoch; the best epoch is marked.",
  );
  const distributions: Record<string, readonly ActivationDistribution[]> = {};
  for (const model of models) {
    const { name, title } = model.network.activation;
    const { layers } = await add(
      await drawDistributions(device, train, trainedSource(model)),
      `Values in the layers of the network trained with ${title}.`,
    );
    distributions[name] = layers;
  }
  async function countDead(source: NetworkSource, caption: string): Promise<number[]> {
    const { layers } = await add(await drawDeadNeurons(device, train, source), caption);
    return layers.map(({ dead }) => dead);
  }
  const relu = models.find(({ network }) => network.activation.name === "relu")!;
  const deadNeurons = {
    untrained: await countDead(untrainedSource("relu"), "Dead neurons of an untrained network."),
    trained: await countDead(trainedSource(relu), "Dead neurons of the trained network."),
    tenLayers: await countDead(
      untrainedSource("relu", { hidden: TEN_LAYERS }),
      "Dead neurons of an untrained network of ten layers.",
    ),
  };
  return { figures, measured: { activations: curves, gradients, distributions, deadNeurons } };
}

function describeMachine({ info }: Device): string {
  const cores = navigator.hardwareConcurrency;
  return `${info.name}${info.software ? " (in software)" : ""}, ${cores} cores, ` +
    `${Deno.build.os} ${Deno.build.arch}, Deno ${Deno.version.deno}`;
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomic(path, new TextEncoder().encode(text));
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}
