/** Averages of an activation over normal numbers, by quadrature in float64. */
import type { FusedActivation } from "../../kernels/activations.ts";
import { NUMBERS } from "../../kernels/numbers.ts";

/** What an activation f makes of x of the normal distribution with mean 0 on the average. */
export interface GaussianAverages {
  /** E[f(x)] */
  readonly mean: number;
  /** E[f(x)²] */
  readonly meanSquare: number;
  /** E[f′(x)²] */
  readonly slopeSquare: number;
}

/** In standard deviations, beyond which less than 1e-15 of all numbers lie. */
const REACH = 8;
/** Panels of a standard deviation; 0, where most kinks are, is between two of them. */
const PANELS = 32;

/** Standard normal numbers, two in each panel as Gauss places them, and how much of all each stands for. */
const NODES = Array.from({ length: 2 * REACH * PANELS }, (_, i) =>
  [-1, 1].map((side) => {
    const z = (i + 0.5 + side / Math.sqrt(12)) / PANELS - REACH;
    return { z, weight: Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI) / (2 * PANELS) };
  })).flat();

/**
 * The averages for numbers of this variance. With the activation's kinks at 0 they are right to eight
 * digits; elsewhere one leaves four of them, and a jump of f′ two.
 */
export function gaussianAverages(activation: FusedActivation, variance: number): GaussianAverages {
  const deviation = Math.sqrt(variance);
  let mean = 0, meanSquare = 0, slopeSquare = 0;
  for (const { z, weight } of NODES) {
    const y = Number(activation.value(deviation * z, NUMBERS));
    const slope = Number(activation.derivative(deviation * z, NUMBERS));
    mean += weight * y;
    meanSquare += weight * y ** 2;
    slopeSquare += weight * slope ** 2;
  }
  return { mean, meanSquare, slopeSquare };
}
