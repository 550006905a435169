/** Measurements that bear the tutorial's claims out, for tests to change. */
import type { ActivationDistribution } from "../../src/analysis/activation_distributions.ts";
import type { LayerGradients } from "../../src/analysis/gradient_flow.ts";
import type { Measurements } from "../../src/report/claims.ts";
import { DEAD_NEURONS } from "../../src/report/tutorial.ts";

/** A layer's gradients as far as claims go: their norm, the greatest, and the share in one bin. */
export function gradientLayer(l2: number, max: number, fullest = 0.2): LayerGradients {
  const counts = [100 * fullest, 100 * (1 - fullest) / 2, 100 * (1 - fullest) / 2];
  const histogram = { edges: [0, 1, 2, 3], counts };
  const density = { x: [], y: [] };
  return { title: "", n: 100, mean: 0, std: 1, min: -max / 2, max, l2, histogram, density };
}

type Values = Partial<
  Pick<ActivationDistribution, "std" | "max" | "fractionZero" | "fractionSaturated">
>;

/** Four dense layers and their activations, of which these are the values. */
export function valueLayers(outputs: readonly Values[]): ActivationDistribution[] {
  const layer: ActivationDistribution = {
    ...{ title: "", n: 1, mean: 0, std: 1, min: 0, max: 1, l2: 1 },
    ...{ fractionZero: 0, fractionSaturated: 0 },
    histogram: { edges: [0, 1], density: [1] },
    density: { x: [], y: [] },
  };
  return outputs.flatMap((values) => [layer, { ...layer, ...values }]);
}

const even = [gradientLayer(0.3, 0.01), gradientLayer(0.2, 0.01)];
const plain = valueLayers([{}, {}, {}, {}]);

export const MEASURED: Measurements = {
  activations: [{ activation: "sigmoid", name: "Sigmoid", x: [0], y: [0.5], dy: [0.25] }],
  gradients: {
    sigmoid: [gradientLayer(0.001, 1e-5), gradientLayer(0.5, 0.1)],
    tanh: even,
    relu: [gradientLayer(0.3, 0.01, 0.6), gradientLayer(0.2, 0.01)],
    leakyrelu: even,
    elu: even,
    swish: even,
  },
  distributions: {
    sigmoid: valueLayers([0.1, 0, 0, 0.2].map((fractionSaturated) => ({ fractionSaturated }))),
    tanh: valueLayers([0.6, 0.5, 0.4, 0.7].map((std) => ({ std }))),
    relu: valueLayers([0.6, 0.5, 0.4, 0.3].map((fractionZero) => ({ fractionZero }))),
    leakyrelu: plain,
    elu: plain,
    swish: valueLayers([{ max: 15 }, {}, {}, {}]),
  },
  deadNeurons: DEAD_NEURONS,
};
