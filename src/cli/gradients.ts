/** `gradients`: how gradients are distributed in each layer of a network. */
import { gradientFlow, type LayerGradients } from "../analysis/gradient_flow.ts";
import { gradientNormsFigure } from "../figures/gradient_norms.ts";
import { gradientsFigure } from "../figures/gradients.ts";
import type { Provenance } from "../figures/provenance.ts";
import { byEpochOption, drawByEpoch, drawGradientHistory } from "./by_epoch.ts";
import { command, group } from "./command.ts";
import { Option } from "./dependencies.ts";
import { type AnalysisResult, colorOf, mergeResults } from "./figure_output.ts";
import {
  drawNetworks,
  LAYER_NUMBERS,
  type NetworkDrawing,
  networkFigureName,
  type NetworkSource,
  provenanceOf,
  withBatch,
} from "./network_source.ts";
import { drawingOptions, modelOptions, splitOptions, untrainedOptions } from "./options.ts";

/** The seed of the network whose gradients the tutorial draws. */
export const GRADIENT_SEED = 0;

const USUAL = { untrained: true, seed: GRADIENT_SEED };

export function gradientsCommand() {
  return command(
    "gradients",
    "Draw the weight gradients of a network for one batch, layer by layer.",
    [
      modelOptions(),
      group("Model", byEpochOption()),
      untrainedOptions(GRADIENT_SEED),
      splitOptions("trained"),
      group(
        "Gradients",
        new Option("--norms", "draw their norm by layer, of all networks in one figure")
          .conflicts("byEpoch"),
      ),
      ...drawingOptions(),
    ],
    `
The network is untrained, unless --name or --model says which trained one it
is. The batch is the first 256 training images; the defaults are the tutorial's.

${LAYER_NUMBERS}

Examples:
  gradients --act sigmoid
  gradients --act tanh --init xavier_normal
  gradients --act relu,elu --hidden 256,256,256,256,256,128
  gradients --norms --format png,pdf --output paper
  gradients --name mine --by-epoch`,
  )
    .action(async (options) => {
      if (options.byEpoch) return await drawByEpoch(options, drawGradientHistory);
      const untrained = (options.name ?? options.model) === undefined;
      const seed = options.seed ?? (untrained ? GRADIENT_SEED : undefined);
      await drawNetworks(
        { ...options, seed },
        "Computing gradients",
        untrained,
        drawGradients,
        options.norms ? drawNorms : mergeResults,
      );
    });
}

/** The gradients of a network, and what they are drawn from. */
interface Gradients extends AnalysisResult {
  readonly from: NetworkSource;
  readonly provenance: Provenance;
  readonly layers: readonly LayerGradients[];
}

/** The weight gradients of a network for one batch, layer by layer. */
export const drawGradients: NetworkDrawing<Gradients> = (device, train, from) =>
  withBatch(device, train, from, async (weights, batch) => {
    const { network, source, seed } = from;
    const { loss, layers } = await gradientFlow(network, weights, batch);
    const { name, title } = network.activation;
    const kind = source === "untrained" ? "an untrained" : "the trained";
    const heading = `Weight gradients of ${kind} network with ${title}`;
    const provenance = provenanceOf(from, device, heading);
    const figure = gradientsFigure({ activation: title, color: colorOf(name), layers })
      .withProvenance(provenance);
    return {
      from,
      provenance,
      layers,
      document: { activation: name, source, seed, loss, layers },
      figures: { [networkFigureName("gradients", [from], USUAL)]: figure },
    };
  });

/** Their norms by layer, of all networks in one figure. */
function drawNorms(results: readonly Gradients[]): AnalysisResult {
  const [first] = results as [Gradients];
  const kind = first.from.source === "untrained" ? "untrained" : "trained";
  const title = `Weight gradients of ${kind} networks`;
  const networks = results.map(({ from: { network: { activation } }, layers }) => ({
    name: activation.title,
    color: colorOf(activation.name),
    norms: layers.map(({ l2 }) => l2),
  }));
  const settings = results.map((
    { from: { network, settings, seed } },
  ) => [network.activation.name, { ...settings, seed }]);
  const figure = gradientNormsFigure({ title, networks }).withProvenance({
    ...first.provenance,
    title: `${title}: their norm by layer`,
    settings: Object.fromEntries(settings),
  });
  const name = networkFigureName("gradient_norms", results.map(({ from }) => from), USUAL);
  return { ...mergeResults(results), figures: { [name]: figure } };
}
