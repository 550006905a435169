/** The report on a reproduction: each of the tutorial's numbers beside ours, and its figures. */
import { FASHION_MNIST, imageCount } from "../data/datasets.ts";
import { trainingCount } from "../data/split.ts";
import { findActivation } from "../nn/activations.ts";
import { percent } from "../printable.ts";
import type { TrainingRecord } from "../training/config.ts";
import { type Measurements, outputs, tutorialClaims } from "./claims.ts";
import {
  type Block,
  type Document,
  heading,
  paragraph,
  type ReportFigure,
  type Table,
} from "./document.ts";
import { DEAD_NEURONS, type PublishedAccuracy, TEST_ACCURACIES } from "./tutorial.ts";

/** One of the tutorial's six models, and whose it is. */
export interface ReproducedModel {
  /** The checkpoint it was read from. */
  readonly file: string;
  /** What that says of it. */
  readonly record: TrainingRecord;
  /** Its accuracy on the test images, tested again where the figures are drawn. */
  readonly tested: NonNullable<TrainingRecord["test"]>;
}

/** The result of a reproduction. */
export interface Reproduction {
  readonly models: readonly ReproducedModel[];
  readonly measured: Measurements;
  readonly figures: readonly ReportFigure[];
  /** What the models were tested and the figures drawn on, human-readable. */
  readonly machine: string;
  /** What this run took, training of models that were there already not counted. */
  readonly seconds: number;
}

/** How many images there are of either kind. */
const [TRAINING, TEST] = [
  trainingCount(imageCount(FASHION_MNIST.train)),
  imageCount(FASHION_MNIST.test),
].map((count) => count.toLocaleString("en"));

const EXACT = "exactly";
const CHANCE = "within chance";
const DIFFERENT = "no";

/** Puts the tutorial's numbers and ours side by side. */
export function describeReproduction(
  { models, measured, figures, machine, seconds }: Reproduction,
): Document {
  const { deadNeurons } = measured;
  return {
    title: "Activation functions, reproduced",
    blocks: [
      paragraph(
        "Each number of the UvA Deep Learning course's Tutorial 3 (JAX) beside ours, from the same " +
          "split, the same initial weights and the same batch order.",
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
        rows: tutorialClaims(measured, models).map(({ claim, tutorial, here, holds }) => [
          claim,
          tutorial,
          here,
          holds ? "yes" : DIFFERENT,
        ]),
      },
      paragraph(
        "A rounded number holds where neither it nor ours is more than √10 times the other; a claim " +
          "in words, where the numbers beside it bear it out.",
      ),
      heading("Test accuracy"),
      {
        kind: "table",
        header: ["Activation", "Tutorial", "Here", "Best epoch", "Epochs", "Agrees"],
        align: "lrrrrl",
        rows: TEST_ACCURACIES.map((published) => accuracyRow(published, models)),
      },
      paragraph(
        "Training with float32 is chaotic: sums taken in another order differ in their last bit, and " +
          "after some hundred steps two correct programs are on different paths. The first twenty " +
          "losses agree to a part in a million; test accuracies agree within chance, which for " +
          `${TEST} images and a run's own variation is about one percentage point (for the sigmoid two).`,
      ),
      paragraph(
        "Whose numbers these are: the accuracies were tested again for this report, on the device " +
          "named above; where a model's file has another from its training, that follows in brackets.",
      ),
      {
        kind: "table",
        header: ["Activation", "Model", "Trained on"],
        align: "lll",
        rows: models.map(({ file, record: { config, device } }) => [
          findActivation(config.activation).title,
          file,
          device,
        ]),
      },
      heading("Gradients of untrained networks"),
      paragraph(
        "The norm (L2) of the loss's gradient with respect to each layer's weights, before training.",
      ),
      gradientTable(measured),
      heading("Saturation of trained networks"),
      paragraph(
        "Of the values that each layer of neurons takes in, the share at which the activation's " +
          "derivative is below 0.01 in size, so that hardly any gradient passes.",
      ),
      saturationTable(measured),
      heading("Dead neurons of ReLU networks"),
      {
        kind: "table",
        header: ["Network", "Tutorial", "Here", "Agrees"],
        align: "llll",
        rows: [
          deadRow("untrained", DEAD_NEURONS.untrained, deadNeurons.untrained, DIFFERENT),
          deadRow("trained", DEAD_NEURONS.trained, deadNeurons.trained, CHANCE),
          deadRow(
            "untrained, ten layers",
            DEAD_NEURONS.tenLayers,
            deadNeurons.tenLayers,
            DIFFERENT,
          ),
        ],
      },
      paragraph(
        `A neuron is dead when it is exactly 0 for every one of the ${TRAINING} training images. Untrained ` +
          "networks are the same to the bit, so their counts must be equal; the trained one is " +
          "another end of the same chaotic path.",
      ),
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

function accuracyRow(
  { activation, accuracy, band }: PublishedAccuracy,
  models: readonly ReproducedModel[],
): string[] {
  const { title } = findActivation(activation);
  const model = models.find(({ record }) => record.config.activation === activation);
  if (model === undefined) return [title, percent(accuracy), "not tested", "", "", DIFFERENT];
  const { record: { best, history, test }, tested } = model;
  const ours = tested.accuracy;
  const agrees = ours === accuracy
    ? EXACT
    : ours >= band[0] && ours <= band[1]
    ? CHANCE
    : DIFFERENT;
  const other = test && test.accuracy !== ours ? ` (${percent(test.accuracy)})` : "";
  return [
    title,
    percent(accuracy),
    percent(ours) + other,
    String(best?.epoch ?? ""),
    String(history.length),
    agrees,
  ];
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

function deadRow(
  network: string,
  published: readonly number[],
  ours: readonly number[],
  otherwise: string,
): string[] {
  const agrees = published.join() === ours.join() ? EXACT : otherwise;
  return [network, published.join(", "), ours.join(", "), agrees];
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${seconds.toFixed(0)} seconds` : `${(seconds / 60).toFixed(0)} minutes`;
}
