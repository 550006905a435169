/** A figure of every kind, small and always the same, for the tests to look at. */

import { binEdges } from "../../src/analysis/histogram.ts";
import { activationsFigure } from "../../src/figures/activations.ts";
import { curvesFigure } from "../../src/figures/curves.ts";
import { deadNeuronHistoryFigure } from "../../src/figures/dead_neuron_history.ts";
import { deadNeuronsFigure } from "../../src/figures/dead_neurons.ts";
import { distributionsFigure } from "../../src/figures/distributions.ts";
import { examplesFigure } from "../../src/figures/examples.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { gradientNormsFigure } from "../../src/figures/gradient_norms.ts";
import { gradientsFigure } from "../../src/figures/gradients.ts";
import { lineFigure } from "../../src/figures/lines.ts";
import { ridgesFigure } from "../../src/figures/ridges.ts";
import golden from "../golden/gradient_histograms.json" with { type: "json" };
import { steps } from "./steps.ts";
import { STUDY_FIGURES } from "./study_samples.ts";

function bell(x: number, mean: number, deviation: number): number {
  return Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
}

/** The reference's histograms of weight gradients, each with a normal curve over it. */
export const gradientLayers = golden.sigmoid.map(({ title, n, mean, std, min, max, counts }) => {
  const x = steps(min, max, 200);
  const y = x.map((at) => bell(at, mean, std) * n * (max - min) / counts.length);
  return {
    title,
    histogram: { edges: binEdges(min, max, counts.length), counts },
    density: { x, y },
  };
});

/** Layers of values, every second one cut off at 0. */
export function valueLayers(count: number, name: string) {
  return Array.from({ length: count }, (_, i) => {
    const low = i % 2 ? 0 : -3 - i, edges = binEdges(low, 4 + i, 50);
    const density = edges.slice(1).map((edge) => bell(edge, 0, 1 + i / 4));
    return {
      title: `Layer ${i} - ${i % 2 ? name : "Dense"}`,
      histogram: { edges, density },
      density: { x: edges.slice(1), y: density },
    };
  });
}

const x = steps(-5, 5, 200);

export const activation = {
  name: "Tanh",
  x,
  y: x.map(Math.tanh),
  dy: x.map((at) => 1 - Math.tanh(at) ** 2),
};

const ramp = { name: "ReLU", x, y: x.map((at) => Math.max(at, 0)), dy: x.map((at) => +(at > 0)) };

const images = Array.from(
  { length: 6 },
  (_, i) => Uint8Array.from({ length: 784 }, (_, p) => (p % 28) * (p / 28) * (i + 1) % 256),
);

function run(name: string, color: number, epochs: number) {
  const epoch = steps(1, epochs, epochs);
  return {
    name,
    color,
    training: epoch.map((e) => 0.95 - 0.6 / e),
    validation: epoch.map((e) => 0.9 - 0.5 / e - 0.002 * e + 0.01 * (e % 3)),
    loss: epoch.map((e) => 2 / e),
  };
}

const counts = (deviation: number) =>
  steps(-4, 4, 41).slice(1).map((edge) => Math.round(1000 * bell(edge, 0, deviation)));

export const FIGURES: Record<string, () => Figure> = {
  ...STUDY_FIGURES,
  activations: () => activationsFigure([activation, ramp, { ...ramp, name: "Again" }]),
  activations_panels: () => activationsFigure([activation], { gradientPanels: true }),
  examples: () => examplesFigure(images),
  gradients: () => gradientsFigure({ activation: "Sigmoid", color: 0, layers: gradientLayers }),
  gradient_norms: () =>
    gradientNormsFigure({
      title: "Weight gradients of untrained networks",
      networks: ["Sigmoid", "Tanh", "ReLU"].map((name, i) => ({
        name,
        color: i,
        norms: steps(1, 5, 5).map((layer) => Math.exp(layer * (1.5 - i))),
      })),
    }),
  distributions: () =>
    distributionsFigure({ activation: "ReLU", color: 2, layers: valueLayers(8, "ReLU") }),
  curves: () => curvesFigure([run("ReLU", 2, 24), run("ELU", 4, 31)]),
  curves_panels: () => curvesFigure([run("ReLU", 2, 24), run("ELU", 4, 31)], { panels: true }),
  curves_loss: () =>
    curvesFigure([run("ReLU", 2, 24), run("ELU", 4, 31)], { metric: "loss", log: true }),
  dead_neurons: () =>
    deadNeuronsFigure({
      title: "Dead neurons of an untrained ReLU network",
      color: 2,
      layers: [0, 1, 19, 75, 71].map((dead, i) => ({
        name: `Layer ${i}`,
        width: 256 >> i / 4,
        dead,
      })),
    }),
  saturation: () =>
    deadNeuronsFigure({
      title: "Dead neurons and saturation of a trained Sigmoid network",
      color: 0,
      layers: [0.05, 0.0003, 0.15].map((fractionSaturated, i) => (
        { name: `Layer ${i}`, width: 256, dead: 2 * i, fractionSaturated }
      )),
    }),
  saturation_alone: () =>
    deadNeuronsFigure({
      title: "Dead neurons and saturation of a trained Sigmoid network",
      color: 0,
      layers: [0.05, 0.15].map((fractionSaturated, i) => (
        { name: `Layer ${i}`, width: 256, dead: 0, fractionSaturated }
      )),
    }),
  dead_neuron_history: () =>
    deadNeuronHistoryFigure({
      heading: "Dead neurons with ReLU",
      color: 2,
      layers: ["Layer 1 - ReLU", "Layer 3 - ReLU"].map((name, layer) => ({
        name,
        width: 256,
        images: 256,
        epochs: steps(0, 9, 10).map((epoch) => (
          { epoch, dead: 20 + 30 * layer + 4 * (epoch % 4), bornDead: 20 - epoch + 30 * layer }
        )),
        inTraining: [0, 7].map((epoch) => (
          { epoch, dead: 9 + 22 * layer + epoch, bornDead: 9 - epoch + 22 * layer }
        )),
      })),
    }),
  ridges: () =>
    ridgesFigure({
      heading: "Distribution of values before ReLU",
      color: 2,
      xLabel: "Value",
      layers: ["Layer 1 - ReLU", "Layer 3 - ReLU"].map((title, layer) => ({
        title,
        edges: steps(-4, 4, 41),
        epochs: steps(0, 20, 21).map((epoch) => (
          { epoch, counts: counts(0.4 + 0.5 * layer + 0.04 * epoch), above: 60 * layer * epoch }
        )),
      })),
    }),
  lines: () =>
    lineFigure({
      title: "Gradient norm by depth",
      xLabel: "Layer",
      yLabel: "Gradient norm",
      logY: true,
      series: ["Sigmoid", "Tanh", "ReLU"].map((name, i) => ({
        name,
        x: steps(1, 20, 20),
        y: steps(1, 20, 20).map((layer) => Math.exp(-layer * (2 - i / 2))),
      })),
    }),
};
