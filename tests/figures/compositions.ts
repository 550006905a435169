/** Figures that scripts compose of marks, beside those that the library has. */

import type { Figure } from "../../src/figures/figure.ts";
import { band } from "../../src/figures/marks/band.ts";
import { bars } from "../../src/figures/marks/bars.ts";
import { histogram } from "../../src/figures/marks/histogram.ts";
import { line } from "../../src/figures/marks/line.ts";
import { rule } from "../../src/figures/marks/rule.ts";
import { facets, plot } from "../../src/figures/plot.ts";
import { steps } from "./steps.ts";

export const COMPOSED: Record<string, () => Figure> = {
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
