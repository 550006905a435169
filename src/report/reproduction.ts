/** The report on a reproduction: each of the tutorial's numbers beside ours, and its figures. */
import { findActivation } from "../nn/activations.ts";
import { percent } from "../printable.ts";
import { type Measurements, outputs, tutorialClaims } from "./claims.ts";
import { deadNeuronCounts } from "./dead_neuron_counts.ts";
import {
  type Block,
  type Document,
  heading,
  paragraph,
  type ReportFigure,
  type Table,
} from "./document.ts";
import type { ReproducedModel } from "./reproduced_model.ts";
import type { NoEvidence, SeedEvidence } from "./seed_evidence.ts";
import { testAccuracy } from "./test_accuracy.ts";

/** The result of a reproduction. */
export interface Reproduction {
  readonly models: readonly ReproducedModel[];
  readonly measured: Measurements;
  /** What other seeds say of the numbers, or why that is left out. */
  readonly evidence: SeedEvidence | NoEvidence;
  readonly figures: readonly ReportFigure[];
  /** What the models were tested and the figures drawn on, human-readable. */
  readonly machine: string;
  /** What this run took, training of models that were there already not counted. */
  readonly seconds: number;
}

/** Puts the tutorial's numbers and ours side by side. */
export function describeReproduction(
  { models, measured, evidence, figures, machine, seconds }: Reproduction,
): Document {
  const { deadNeurons } = measured;
  return {
    title: "Activation functions, reproduced",
    blocks: [
      paragraph(
        "This report sets each number of the UvA Deep Learning course's Tutorial 3 (JAX) beside ours, " +
          "from the same split, the same initial weights and the same batch order.",
      ),
      paragraph(
        `Tested and drawn on ${machine}. The models' training took ${
          minutes(trainingSeconds(models))
        }, this run ` +
          `${minutes(seconds)}.`,
      ),
      heading("What the tutorial claims"),
      {
        kind: "table",
        header: ["Claim", "Tutorial", "Here", "Holds"],
        align: "llll",
        rows: tutorialClaims(measured, models, evidence).map(({ claim, tutorial, here, holds }) => [
          claim,
          tutorial,
          here,
          holds ? "yes" : "no",
        ]),
      },
      paragraph(
        "A rounded number holds where neither it nor ours is more than √10 times the other; a claim " +
          "in words, where the numbers beside it bear it out.",
      ),
      ...testAccuracy(models, evidence),
      heading("Gradients of untrained networks"),
      paragraph(
        "The norm (L2) of the loss's gradient with respect to each layer's weights, before training.",
      ),
      gradientTable(measured),
      heading("Saturation of trained networks"),
      paragraph(
        "Of the values that each layer of neurons takes in for the first 256 training images, the share " +
          "at which the activation's derivative is below 0.01 in size, so that hardly any gradient passes.",
      ),
      saturationTable(measured),
      ...deadNeuronCounts(deadNeurons, evidence),
      heading("Figures"),
      ...figures.map((figure): Block => ({ kind: "figure", ...figure })),
    ],
  };
}

/** What the training of some models took, in seconds. */
export function trainingSeconds(models: Reproduction["models"]): number {
  return models.flatMap(({ record }) => record.history)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

function gradientTable({ gradients }: Measurements): Table {
  return layerTable(
    Object.entries(gradients).map(([activation, layers]) => [
      activation,
      layers.map(({ l2 }) => l2.toPrecision(3)),
    ]),
  );
}

function saturationTable({ distributions }: Measurements): Table {
  return layerTable(
    Object.entries(distributions).map(([activation, layers]) => [
      activation,
      outputs(layers).map(({ fractionSaturated }) => percent(fractionSaturated)),
    ]),
  );
}

/** A row an activation, a column a layer. */
function layerTable(cells: readonly (readonly [activation: string, readonly string[]])[]): Table {
  const layers = cells[0]?.[1].length ?? 0;
  return {
    kind: "table",
    header: ["Activation", ...Array.from({ length: layers }, (_, i) => `Layer ${i + 1}`)],
    align: `l${"r".repeat(layers)}`,
    rows: cells.map(([activation, values]) => [findActivation(activation).title, ...values]),
  };
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} seconds` : `${(seconds / 60).toFixed(0)} minutes`;
}
