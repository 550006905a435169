/** What the tutorial claims in words, each with its number, if it gives one, beside ours. */
import type { ActivationDistribution } from "../analysis/activation_distributions.ts";
import type { LayerGradients } from "../analysis/gradient_flow.ts";
import type { SampledActivation } from "../analysis/sampled_activation.ts";
import { percent } from "../printable.ts";
import type { TrainingRecord } from "../training/config.ts";
import type { NoEvidence, SeedEvidence } from "./seed_evidence.ts";
import { inPercent } from "./study/rounding.ts";
import { DEAD_NEURONS, TEN_LAYERS } from "./tutorial.ts";

/** A claim, and whether it holds here. */
export interface Claim {
  readonly claim: string;
  /** The tutorial's number; empty where it gives none. */
  readonly tutorial: string;
  readonly here: string;
  readonly holds: boolean;
}

/** What was measured, by activation in the tutorial's order. */
export interface Measurements {
  readonly activations: readonly SampledActivation[];
  /** Of untrained networks, by layer. */
  readonly gradients: Readonly<Record<string, readonly LayerGradients[]>>;
  /** Of the trained networks, by layer, before and after each activation. */
  readonly distributions: Readonly<Record<string, readonly ActivationDistribution[]>>;
  /** By layer, of networks with ReLU. */
  readonly deadNeurons: Readonly<Record<keyof typeof DEAD_NEURONS, readonly number[]>>;
}

/** One of the trained networks, as far as the claims go. */
interface Trained {
  readonly record: TrainingRecord;
  readonly tested: { readonly accuracy: number };
}

/** Numbers are of one order of magnitude if neither is over √10 times the other. */
const SAME_ORDER = Math.sqrt(10);

/** A network that guesses one of ten classes is right as often as this, or hardly more. */
const CHANCE_LEVEL = 0.15;

/** How far apart accuracies may be that are called similar. */
const SIMILAR_ACCURACIES = 0.01;

/** How many times the least the greatest norm may be if they are called similar. */
const SIMILAR_NORMS = 4;

/** The tutorial's claims, in its order. */
export function tutorialClaims(
  measured: Measurements,
  models: readonly Trained[],
  evidence: SeedEvidence | NoEvidence,
): Claim[] {
  return [
    ...gradientClaims(measured),
    ...trainingClaims(models),
    ..."problem" in evidence ? [] : seedClaims(evidence),
    ...valueClaims(measured),
    ...deadNeuronClaims(measured),
  ];
}

function gradientClaims({ activations, gradients }: Measurements): Claim[] {
  const steepest = Math.max(...activations.find(isSigmoid)!.dy);
  const largest = ({ min, max }: LayerGradients) => Math.max(-min, max);
  const [input, output] = [gradients["sigmoid"]![0]!, gradients["sigmoid"]!.at(-1)!].map(largest);
  const { sigmoid: norm, ...norms } = mapValues(gradients, ([first]) => first!.l2);
  const { sigmoid: spread, ...spreads } = mapValues(gradients, spreadOfNorms);
  const next = Math.min(...Object.values(norms));
  const widest = Math.max(...Object.values(spreads));
  const [relu, tanh] = [gradients["relu"]!, gradients["tanh"]!].map(fullestBin);
  return [
    {
      claim: "The sigmoid's derivative is at most a quarter",
      tutorial: "0.25",
      here: steepest.toFixed(4),
      holds: steepest <= 0.25 && steepest > 0.2499,
    },
    {
      claim: "Sigmoid, untrained: the output layer's gradients are large",
      tutorial: "up to 0.1",
      here: `up to ${output!.toPrecision(2)}`,
      holds: sameOrder(output!, 0.1),
    },
    {
      claim: "Sigmoid, untrained: the input layer's gradients nearly vanish",
      tutorial: "1e-5",
      here: `up to ${input!.toExponential(1)}`,
      holds: sameOrder(input!, 1e-5),
    },
    {
      claim: "Sigmoid, untrained: the input layer's gradient has the least norm of all six",
      tutorial: "",
      here: `${norm!.toPrecision(2)}, the next ${next.toPrecision(2)}`,
      holds: norm! < next,
    },
    {
      claim: "The other five have similar norms in all layers",
      tutorial: "",
      here: `the greatest at most ${widest.toFixed(1)} times the least, with sigmoid ` +
        `${spread!.toFixed(0)} times`,
      holds: widest < SIMILAR_NORMS,
    },
    {
      claim: "ReLU's gradients have a spike at 0",
      tutorial: "",
      here: `${percent(relu!)} of a layer's in one of 30 bins, with tanh ${percent(tanh!)}`,
      holds: relu! > 0.5 && relu! > tanh!,
    },
  ];
}

function isSigmoid({ activation }: { readonly activation: string }): boolean {
  return activation === "sigmoid";
}

/** How many times the least norm of a network's layers the greatest is. */
function spreadOfNorms(layers: readonly LayerGradients[]): number {
  const norms = layers.map(({ l2 }) => l2);
  return Math.max(...norms) / Math.min(...norms);
}

/** The greatest share of a layer's gradients that is in one bin of its histogram. */
function fullestBin(layers: readonly LayerGradients[]): number {
  return Math.max(...layers.map(({ histogram, n }) => Math.max(...histogram.counts) / n));
}

function trainingClaims(models: readonly Trained[]): Claim[] {
  const sigmoid = models.find(({ record }) => isSigmoid(record.config));
  const history = sigmoid?.record.history ?? [];
  const learns = history.findIndex(({ validationAccuracy }) => validationAccuracy > CHANCE_LEVEL);
  const others = models.filter(({ record }) => !isSigmoid(record.config))
    .map(({ tested }) => tested.accuracy);
  const [low, high] = [Math.min(...others), Math.max(...others)];
  return [
    {
      claim: "The sigmoid's network trains, but only after many epochs at chance level",
      tutorial: "",
      here: learns < 0 ? "it does not train" : `${learns} epochs`,
      holds: learns > 0,
    },
    {
      claim: "The other five end with similar test accuracies",
      tutorial: "88.32 to 88.65 %",
      here: `${inPercent(low)} to ${percent(high)}`,
      holds: high - low < SIMILAR_ACCURACIES,
    },
  ];
}

/** Those of one run that other seeds bear out or not. */
function seedClaims({ accuracies, otherPairs: { compared, different } }: SeedEvidence): Claim[] {
  const sigmoid = accuracies.find(isSigmoid);
  const others = accuracies.filter((evidence) => evidence !== sigmoid);
  const means = others.flatMap(({ mean }) => mean ?? []);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const range = `${inPercent(low)} to ${percent(high)}`;
  const trained = (sigmoid?.n ?? 0) - (sigmoid?.untrained ?? 0);
  return [
    ...sigmoid === undefined ? [] : [{
      claim: "Whether the sigmoid's network trains depends on the initial weights and the batches",
      tutorial: "",
      here: `it trains in ${trained} of ${sigmoid.n} runs`,
      holds: trained > 0 && trained < sigmoid.n,
    }],
    ...means.length < 2 ? [] : [{
      claim: "The other five have similar mean test accuracies over many seeds",
      tutorial: "",
      here: `${range}; differences are found in ${different} of their ${compared} pairs`,
      holds: high - low < SIMILAR_ACCURACIES,
    }],
  ];
}

function valueClaims({ distributions }: Measurements): Claim[] {
  const sigmoid = outputs(distributions["sigmoid"]!).map((layer) => layer.fractionSaturated);
  const zeros = outputs(distributions["relu"]!).map((layer) => layer.fractionZero);
  const deviations = outputs(distributions["tanh"]!).map(({ std }) => std);
  const inner = Math.max(...deviations.slice(1, -1));
  const { swish, ...others } = mapValues(
    distributions,
    (layers) => Math.max(...layers.map(({ max }) => max)),
  );
  const highest = Math.max(...Object.values(others));
  return [
    {
      claim: "Sigmoid, trained: the last layer is near saturation, more than the others",
      tutorial: "",
      here: `saturated by layer: ${list(sigmoid)}`,
      holds: sigmoid.slice(0, -1).every((share) => share < sigmoid.at(-1)!),
    },
    {
      claim: "Tanh, trained: the first and the last layer are nearer -1 and 1 than those between",
      tutorial: "",
      here: `deviation by layer: ${deviations.map((std) => std.toFixed(2)).join(", ")}`,
      holds: deviations[0]! > inner && deviations.at(-1)! > inner,
    },
    {
      claim: "ReLU, trained: many values are 0",
      tutorial: "",
      here: `0 by layer: ${list(zeros)}`,
      holds: zeros.every((share) => share > 0.25),
    },
    {
      claim: "Swish, trained: its values are the highest",
      tutorial: "up to 15",
      here: `up to ${swish!.toFixed(1)}, of the others up to ${highest.toFixed(1)}`,
      holds: swish! > highest,
    },
  ];
}

function deadNeuronClaims(
  { deadNeurons: { untrained, trained, tenLayers } }: Measurements,
): Claim[] {
  const beforeLast = (counts: readonly number[]) => counts.at(-2)! / TEN_LAYERS.at(-2)!;
  return [
    {
      claim:
        "Untrained, the deeper the layer, the more neurons are dead, and training revives some",
      tutorial: `${DEAD_NEURONS.untrained.at(-1)}, then ${DEAD_NEURONS.trained.at(-1)} in the last`,
      here: `${untrained.at(-1)}, then ${trained.at(-1)} in the last`,
      holds: untrained.every((count, i) => i === 0 || count >= untrained[i - 1]!) &&
        trained.at(-1)! < untrained.at(-1)!,
    },
    {
      claim: "Of ten layers, the last but one is half dead",
      tutorial: `over 56 %, by its counts ${percent(beforeLast(DEAD_NEURONS.tenLayers))}`,
      here: percent(beforeLast(tenLayers)),
      holds: beforeLast(tenLayers) >= 0.5,
    },
  ];
}

/** What the activations give, of layers that are each dense one and its activation by turns. */
export function outputs<Layer>(layers: readonly Layer[]): Layer[] {
  return layers.filter((_, i) => i % 2 === 1);
}

function sameOrder(a: number, b: number): boolean {
  return Math.max(a / b, b / a) < SAME_ORDER;
}

function list(shares: readonly number[]): string {
  return shares.map((share) => `${(100 * share).toFixed(0)} %`).join(", ");
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  result: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, result(value)]));
}
