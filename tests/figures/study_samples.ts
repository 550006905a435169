/** A figure of every kind that studies have, of made-up runs, small and always the same. */

import { criticalDifferenceFigure } from "../../src/figures/critical_difference.ts";
import { differencesFigure } from "../../src/figures/differences.ts";
import { factorFigure } from "../../src/figures/factor.ts";
import { factorHeatMap } from "../../src/figures/factor_heat_map.ts";
import type { Figure } from "../../src/figures/figure.ts";
import { layerVariancesFigure } from "../../src/figures/layer_variances.ts";
import { learningCurvesFigure } from "../../src/figures/learning_curves.ts";
import { seedsFigure } from "../../src/figures/seeds.ts";
import { untrainedRunsFigure } from "../../src/figures/untrained_runs.ts";
import { steps } from "./steps.ts";

const NAMES = ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "Swish"];

/** Numbers between -1 and 1 that look random, the same in every run. */
function noise(i: number): number {
  return Math.sin(12.9898 * i) * 43758.5453 % 1;
}

/** Cells of ten runs, of which the first have runs that came to nothing. */
function cells(names: readonly string[]) {
  return names.map((name, color) => {
    const runs = steps(0, 9, 10).map((seed) => {
      if (color === 0 && seed < 4) return { seed, value: 0.1, untrained: true };
      if (color === 1 && seed === 5) return { seed, value: null };
      return { seed, value: 0.87 + 0.004 * color + 0.008 * noise(17 * color + seed + 1) };
    });
    const values = runs.flatMap(({ value }) => value ?? []);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const reach = color === 0 ? 0.28 : 0.004;
    return { name, color, mean, interval: [mean - reach, mean + reach] as const, runs };
  });
}

const accuracy = { label: "Test accuracy", percent: true };

export const STUDY_FIGURES: Readonly<Record<string, () => Figure>> = {
  seeds: () =>
    seedsFigure({
      heading: "Test accuracy by seed",
      metric: accuracy,
      panels: [{ cells: cells(NAMES) }],
    }),
  seeds_by_depth: () =>
    seedsFigure({
      metric: accuracy,
      panels: [2, 8, 32].map((depth) => ({
        title: `depth ${depth}`,
        cells: cells(NAMES).slice(0, 3),
      })),
    }),
  differences: () =>
    differencesFigure({
      heading: "Paired differences, with 95 % intervals",
      label: "Difference of test accuracy in percentage points",
      panels: [{
        pairs: NAMES.slice(1).map((name, i) => ({
          name: `${name} − Sigmoid`,
          mean: i === 4 ? null : 0.3 - 0.12 * i,
          interval: i === 3 ? null : [0.1 - 0.12 * i, 0.5 - 0.12 * i] as const,
          found: i === 0,
        })),
      }],
    }),
  learning_curves: () =>
    learningCurvesFigure({
      heading: "Learning curves",
      metric: { label: "Validation accuracy" },
      panels: [{
        curves: NAMES.map((name, color) => {
          const mean = steps(1, 20, 20).map((epoch) =>
            0.87 + 0.006 * color - (0.4 - 0.04 * color) / epoch
          );
          const low = mean.map((value) => value - 0.008), high = mean.map((value) => value + 0.008);
          if (color > 0) return { name, color, mean, low, high };
          const failed = [
            { outcome: "untrained" as const, values: steps(0.4, 0.42, 20) },
            { outcome: "diverged" as const, values: [0.5, 0.6, 0.45] },
          ];
          return {
            name,
            color,
            mean: [],
            low: [],
            high: [],
            runs: [low, mean.slice(0, 12)],
            failed,
          };
        }),
      }],
    }),
  factor: () =>
    factorFigure({
      heading: "Test accuracy by learning rate",
      factor: { label: "Learning rate", log: true },
      metric: accuracy,
      panels: [{
        series: NAMES.map((name, color) => ({
          name,
          color,
          levels: [0.003, 0.01, 0.03, 0.1, 0.3].map((x, i) => {
            if (i === 4 && color > 2) return { x, mean: null, interval: null, diverged: 5 };
            const mean = 0.88 - 0.01 * (i - 1 - color / 4) ** 2;
            const interval = [mean - 0.006, mean + 0.006] as const;
            return { x, mean, interval, untrained: i === 0 && color === 0 ? 2 : 0 };
          }),
        })),
      }],
    }),
  factor_heat_map: () =>
    factorHeatMap({
      title: "Mean test accuracy",
      metric: { label: "Test accuracy", format: ".1%" },
      columns: { label: "Hidden layers", values: ["2", "8", "32"] },
      rows: { values: NAMES },
      cells: NAMES.map((_, i) =>
        [0, 1, 2].map((k) => ({
          mean: i === 0 && k === 2 ? null : 0.87 + 0.004 * i - 0.05 * k,
          diverged: i < 2 && k === 2 ? 9 : 0,
        }))
      ),
    }),
  layer_variances: () =>
    layerVariancesFigure({
      heading: "Untrained networks",
      networks: ["Sigmoid", "Tanh", "ReLU"].map((name, color) => {
        const activations = steps(1, 12, 12).map((layer) =>
          0.4 * Math.exp(-layer * (1 - color / 3))
        );
        const gradients = steps(1, 12, 12).map((layer) =>
          1e-4 * Math.exp((layer - 12) * (1 - color / 2))
        );
        if (color === 0) gradients.fill(0, 0, 2);
        return {
          name,
          color,
          activations,
          gradients,
          ...(color > 0 && {
            theory: {
              activations: activations.map((value) => 1.4 * value),
              gradients: gradients.map((value) => 0.7 * value),
            },
          }),
        };
      }),
    }),
  untrained_runs: () =>
    untrainedRunsFigure({
      heading: "Runs that came to nothing",
      panels: [2, 32].map((depth, k) => ({
        title: `depth ${depth}`,
        cells: ["Sigmoid", "Tanh", "ReLU"].map((name, i) => (
          { name, runs: 10, untrained: i === 0 ? 3 + 7 * k : 0, diverged: 2 * k * +(i === 2) }
        )),
      })),
    }),
  critical_difference: () =>
    criticalDifferenceFigure({
      title: "Average ranks over 10 seeds",
      treatments: [5.9, 3.2, 2.4, 2.9, 1.8, 4.8].map((rank, color) => (
        { name: NAMES[color]!, color, rank }
      )),
      criticalDifference: 2.38,
      groups: [["ELU", "ReLU", "LeakyReLU", "Tanh"], ["LeakyReLU", "Tanh", "Swish"], [
        "Swish",
        "Sigmoid",
      ]],
    }),
};
