/** What the commands that draw a network draw of its training: the probes that its model has, by epoch. */
import { type DeadNeuronHistory, deadNeuronHistory } from "../analysis/dead_neuron_history.ts";
import { LabError } from "../errors.ts";
import { deadNeuronHistoryFigure } from "../figures/dead_neuron_history.ts";
import type { Figure } from "../figures/figure.ts";
import { type RidgeCounts, ridgesFigure } from "../figures/ridges.ts";
import type { EpochProbe, RunProbes, ValueStatistics } from "../training/probes.ts";
import { Option } from "./dependencies.ts";
import { listFigureName, modelLabel } from "./figure_names.ts";
import {
  type AnalysisResult,
  colorOf,
  type FigureOutput,
  mergeResults,
  writeResult,
} from "./figure_output.ts";
import { type ModelChoice, readModels, type StoredModel } from "./models.ts";
import { textTable } from "./text_table.ts";

/** --by-epoch, of what a training recorded. */
export function byEpochOption() {
  return new Option(
    "--by-epoch",
    "draw what train --probe recorded, epoch by epoch, instead",
  ).conflicts([
    "untrained",
    "hidden",
    "seed",
    "init",
    "splitSeed",
    "normalize",
    "data",
    "download",
  ]);
}

/** What is drawn of a model's probes. */
interface Drawn {
  /** What it is of: the beginning of the figure's name. */
  readonly name: string;
  readonly layers: readonly unknown[];
  readonly figure: Figure;
  readonly text?: string;
}

/** Draws what is in a model's probes, in the colour of its activation. */
export type ProbesDrawing = (probes: RunProbes, activation: string, color: number) => Drawn;

/** Draws the probes of each model that is meant. Throws `LabError` for a model that has none. */
export async function drawByEpoch(
  options: ModelChoice & FigureOutput,
  draw: ProbesDrawing,
): Promise<void> {
  const models = await readModels(options);
  await writeResult(options, () => mergeResults(models.map((model) => drawModel(model, draw))));
}

function drawModel(
  { path, checkpoint, network }: StoredModel,
  draw: ProbesDrawing,
): AnalysisResult {
  const { probes, config, device: trainedOn } = checkpoint;
  if (probes === undefined) {
    throw new LabError(
      `${path} has no probes; train one with --probe all, or choose another`,
    );
  }
  const { name: activation, title } = network.activation;
  const { name, layers, figure, text } = draw(probes, title, colorOf(activation));
  const provenance = {
    title: `${name.replaceAll("_", " ")} by epoch, with ${title}`,
    settings: { source: path, trainedOn, ...config },
  };
  return {
    document: { activation, source: path, layers },
    figures: {
      [listFigureName(`${name}_by_epoch`, [modelLabel(path)])]: figure.withProvenance(provenance),
    },
    ...(text !== undefined && { text }),
  };
}

/** Which neurons were born dead, and which died. */
export const drawDeadNeuronHistory: ProbesDrawing = (probes, activation, color) => {
  const layers = deadNeuronHistory(probes);
  const heading = `Dead neurons with ${activation}`;
  return {
    layers,
    name: "dead_neurons",
    figure: deadNeuronHistoryFigure({ heading, color, layers }),
    text: describeHistory(layers),
  };
};

/** Pre-activations and activations of each layer. */
export const drawValueHistory: ProbesDrawing = ({ edges, epochs }, activation, color) => {
  const layers = (epochs[0]?.activations ?? []).flatMap(({ name }, i) =>
    (["preActivations", "activations"] as const).map((kind) => ({
      title: `${name}, ${kind === "activations" ? "after" : "before"}`,
      edges: edges.values,
      epochs: within(epochs, ({ activations }) => activations[i]![kind]),
    }))
  );
  const heading = `Distribution of values before and after ${activation}`;
  return {
    layers,
    name: "distributions",
    figure: ridgesFigure({ heading, color, xLabel: "Value", layers }),
  };
};

/** Weight gradients of each layer, by their size. */
export const drawGradientHistory: ProbesDrawing = ({ edges, epochs }, activation, color) => {
  const layers = (epochs[0]?.weights ?? []).map(({ name }, i) => ({
    title: name,
    edges: edges.gradients,
    epochs: within(epochs, ({ weights }) => weights[i]!.gradients),
    norms: epochs.map(({ weights }) => weights[i]!.gradientNorm),
  }));
  const heading = `Distribution of weight gradients with ${activation}`;
  return {
    layers,
    name: "gradients",
    figure: ridgesFigure({ heading, color, xLabel: "Size of gradient", log: true, layers }),
  };
};

/** How many values are between the edges and outside of them, epoch by epoch. */
function within(epochs: readonly EpochProbe[], values: (probe: EpochProbe) => ValueStatistics) {
  return epochs.map((probe): RidgeCounts => {
    const { counts, nan, infinite } = values(probe);
    const [below, above] = [counts[0]!, counts.at(-1)!];
    return { epoch: probe.epoch, counts: counts.slice(1, -1), below, above, nan, infinite };
  });
}

/** For people: a line a layer and epoch, and one more where all training images were looked at. */
function describeHistory(layers: readonly DeadNeuronHistory[]): string {
  const rows = layers.flatMap(({ name, width, images, epochs, inTraining }) =>
    epochs.flatMap((counts) => [
      { name, width, over: `${images} images`, ...counts },
      ...inTraining.filter(({ epoch }) => epoch === counts.epoch)
        .map((counts) => ({ name, width, over: "the training images", ...counts })),
    ])
  );
  return textTable(rows, [
    ["layer", ({ name }) => name],
    ["epoch", ({ epoch }) => `${epoch}`],
    ["over", ({ over }) => over],
    ["dead", ({ dead }) => `${dead}`],
    ["of", ({ width }) => `${width}`],
    ["born dead", ({ bornDead }) => `${bornDead}`],
    ["died", ({ died }) => `${died}`],
    ["revived", ({ revived }) => `${revived}`],
  ]).join("\n");
}
