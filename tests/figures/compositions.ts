/** Figures that scripts compose of marks, one for each way in which studies use them. */

import type { Figure } from "../../src/figures/figure.ts";
import { band } from "../../src/figures/marks/band.ts";
import { bars } from "../../src/figures/marks/bars.ts";
import { heatMap } from "../../src/figures/marks/heat_map.ts";
import { histogram } from "../../src/figures/marks/histogram.ts";
import { line } from "../../src/figures/marks/line.ts";
import { points } from "../../src/figures/marks/points.ts";
import { rule } from "../../src/figures/marks/rule.ts";
import { text } from "../../src/figures/marks/text.ts";
import { facets, plot } from "../../src/figures/plot.ts";
import { steps } from "./steps.ts";

const NAMES = ["Sigmoid", "Tanh", "ReLU", "LeakyReLU", "ELU", "Swish"];
const epochs = steps(1, 30, 30);

/** Numbers between -1 and 1 that look random, the same in every run. */
function noise(i: number): number {
  return Math.sin(12.9898 * i) * 43758.5453 % 1;
}

/** How well series `i` has learned by an epoch. */
function learned(i: number, epoch: number): number {
  return 0.86 + 0.006 * i - (0.5 - 0.05 * i) / epoch;
}

export const COMPOSED: Record<string, () => Figure> = {
  seeds: () =>
    plot({
      title: "Test accuracy of 10 seeds, with mean and interval",
      x: { categories: NAMES },
      y: { label: "Accuracy", percent: true },
      marks: NAMES.flatMap((_, i) => {
        const mean = 0.86 + 0.004 * i;
        const y = steps(0, 9, 10).map((seed) => mean + 0.01 * noise(17 * i + seed + 1));
        return [
          points({ x: y.map(() => i - 0.15), y }, { color: i }),
          rule({ x: i + 0.15, from: mean - 0.004, to: mean + 0.004 }),
          points({ x: [i + 0.15], y: [mean] }, { color: i, marker: "square" }),
        ];
      }),
    }),
  bands: () =>
    plot({
      x: { label: "Epoch", integer: true },
      y: { label: "Validation accuracy" },
      marks: NAMES.flatMap((name, color) => {
        const y = epochs.map((epoch) => learned(color, epoch));
        return [
          band({ x: epochs, low: y.map((v) => v - 0.01), high: y.map((v) => v + 0.01) }, { color }),
          line({ x: epochs, y }, { color, marker: true, label: name }),
        ];
      }),
    }),
  rates: () =>
    plot({
      x: { label: "Learning rate", log: true },
      y: { label: "Loss", log: true },
      marks: [0, 1, 11, 2].map((color, i) =>
        line({ x: [0.003, 0.01, 0.03, 0.1, 0.3], y: [4, 2, 1, 2, 9].map((v) => v / 10 ** i) }, {
          color,
          marker: true,
          label: `series ${color}`,
        })
      ),
    }),
  heat: () =>
    plot({
      title: "Share of runs that trained",
      x: { categories: ["2", "8", "32"], label: "Hidden layers" },
      y: { categories: NAMES },
      marks: [heatMap(
        NAMES.map((_, i) => [1, 0.4 + i / 10, i === 0 ? null : i / 7]),
        { format: ".2f", label: "Share" },
      )],
    }),
  ranks: () => {
    const ranks = [5.9, 3.2, 2.4, 2.9, 1.8, 4.8];
    return plot({
      title: "Mean ranks; bars join what does not differ",
      x: { domain: [1, 7], label: "Rank" },
      y: { domain: [-7, 1], hidden: true },
      marks: [
        ...ranks.map((x, i) => rule({ x, from: -i - 1, to: 0 })),
        ...ranks.map((x, i) => rule({ y: -i - 1, from: x, to: x + 0.1 })),
        text(ranks.map((x, i) => ({ x: x + 0.15, y: -i - 1, text: NAMES[i]! })), {
          align: "left",
          anchor: "middle",
        }),
        rule({ y: 0.5, from: 1.8, to: 3.2 }, { width: 3 }),
      ],
    }, { width: 300, height: 120 });
  },
  ridges: () =>
    plot({
      x: { label: "Activation" },
      y: { categories: ["1", "10", "20"], label: "Epoch" },
      marks: [2, 1, 0].flatMap((row) => {
        const x = steps(-3, 3, 61);
        const y = x.map((at) => row + 0.9 * Math.exp(-((at - row / 2) ** 2)));
        return [
          band({ x, low: x.map(() => row), high: y }, { color: 2, opacity: 1 }),
          line({ x, y }, { color: 2 }),
        ];
      }),
    }),
  norms: () =>
    facets(
      ["Sigmoid", "ReLU"].map((title) => ({
        title,
        x: { categories: steps(1, 20, 20).map((layer) => `Layer ${layer}`) },
        y: { label: "Norm" },
        marks: [
          bars(steps(1, 20, 20).map((layer) => 1 / layer), {
            color: 0,
            part: { index: 0, of: 2 },
            label: "first epoch",
          }),
          bars(steps(1, 20, 20).map((layer) => 1.2 / layer), {
            color: 1,
            part: { index: 1, of: 2 },
            label: "last epoch",
          }),
          rule({ y: 0.5 }, { dash: "dotted", label: "theory" }),
        ],
      })),
      { columns: 2, shareY: true, heading: "Gradients by layer" },
    ),
  strip: () =>
    facets(
      steps(0, 6, 7).map((i) => ({
        title: `Layer ${i}`,
        x: { label: "Value" },
        marks: [
          histogram({ edges: steps(-1 - i, 1 + i, 11), heights: steps(1, 10, 10) }, { color: i }),
        ],
      })),
      { columns: 4, heading: "Seven layers" },
    ),
};
