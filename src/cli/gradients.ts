/** `gradients`: how gradients are distributed in each layer of a network. */
import { gradientFlow, type LayerGradients } from "../analysis/gradient_flow.ts";
import { gradientsFigure } from "../figures/gradients.ts";
import { command } from "./command.ts";
import { type AnalysisResult, colorOf } from "./figure_output.ts";
import {
  drawNetworks,
  type NetworkDrawing,
  networkFigureName,
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
    [modelOptions(), untrainedOptions(GRADIENT_SEED), splitOptions("trained"), ...drawingOptions()],
    `
The network is untrained, unless --name or --model says which trained one it
is. The batch is the first 256 training images; the defaults are the tutorial's.

Examples:
  gradients --act sigmoid
  gradients --act tanh --init xavier_normal
  gradients --act relu,elu --hidden 256,256,256,256,256,128
  gradients --format png,pdf --output paper`,
  )
    .action(async (options) => {
      const untrained = (options.name ?? options.model) === undefined;
      const seed = options.seed ?? (untrained ? GRADIENT_SEED : undefined);
      await drawNetworks({ ...options, seed }, "Computing gradients", untrained, drawGradients);
    });
}

/** The weight gradients of a network for one batch, layer by layer. */
export const drawGradients: NetworkDrawing<
  AnalysisResult & { layers: readonly LayerGradients[] }
> = (device, train, from) =>
  withBatch(device, train, from, async (weights, batch) => {
    const { network, source, seed } = from;
    const { loss, layers } = await gradientFlow(network, weights, batch);
    const { name, title } = network.activation;
    const kind = source === "untrained" ? "an untrained" : "the trained";
    const figure = gradientsFigure({ activation: title, color: colorOf(name), layers })
      .withProvenance(
        provenanceOf(from, device, `Weight gradients of ${kind} network with ${title}`),
      );
    return {
      layers,
      document: { activation: name, source, seed, loss, layers },
      figures: { [networkFigureName("gradients", from, USUAL)]: figure },
    };
  });
