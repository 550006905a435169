/** What is recorded of a network while it is trained. */
import * as z from "../dependencies.ts";
import { type Fields, integer, list, strictObject } from "./schema.ts";

/** Which epochs' probes are kept: the start's and the best epoch's, or all. */
export type KeptProbes = "best" | "all";

/** The values of a layer, or a gradient. */
export interface ValueStatistics {
  /** Their mean; null if it is not finite. */
  readonly mean: number | null;
  /** Their variance (ddof 0); null if it is not finite. */
  readonly variance: number | null;
  /** How many are below the first edge, between each two neighbours, and at or above the last. */
  readonly counts: readonly number[];
  /** How many are NaN; they are in none of the counts. */
  readonly nan: number;
  /** How many are infinite; they are in none of the counts. */
  readonly infinite: number;
}

/** What an activation was given and what it made of it, for the probe's batch. */
export interface ActivationProbe {
  /** "Layer 1 - ReLU", "Layer 3 - ReLU" …: dense layers count as layers. */
  readonly name: string;
  /** Neurons in the layer. */
  readonly width: number;
  /** What it was given. */
  readonly preActivations: ValueStatistics;
  /** What it made of it. */
  readonly activations: ValueStatistics;
  /** The loss's gradient with respect to the pre-activations; counted by its size, without its sign. */
  readonly gradients: ValueStatistics;
  /** The share of the values at which the activation's derivative is below 0.01 in size. */
  readonly fractionSaturated: number;
  /** The neurons, from 0, whose activation is 0 for each image of the batch. */
  readonly dead: readonly number[];
  /** Those that are so for each training image; at the start and in the best epoch. */
  readonly deadInTraining?: readonly number[];
}

/** The gradient of a layer's weights, without its bias, and what a step would make of it. */
export interface WeightProbe {
  /** "Dense_0.kernel" … */
  readonly name: string;
  /** The loss's gradient, as it is before clipping; counted by its size, without its sign. */
  readonly gradients: ValueStatistics;
  /** The root of the sum of its squares; null if it is not finite. */
  readonly gradientNorm: number | null;
  /**
   * The norm of the update that the optimiser would make next, by the gradient of the probe's batch,
   * divided by the norm of the weights; null if it is not finite.
   */
  readonly updateRatio: number | null;
}

/** What was measured at one time. */
export interface Measurement {
  /** The loss of the probe's batch; null if it is not finite. */
  readonly loss: number | null;
  /** Layer by layer, from the input on. */
  readonly activations: readonly ActivationProbe[];
  /** Layer by layer, from the input on. */
  readonly weights: readonly WeightProbe[];
}

/** What was measured at the end of an epoch. */
export interface EpochProbe extends Measurement {
  /** The epoch, from 1; 0: before the first step. */
  readonly epoch: number;
}

/** The ends of the bins in which values are counted, increasing. */
export interface ProbeEdges {
  /** Of pre-activations and activations. */
  readonly values: readonly number[];
  /** Of the sizes of gradients. */
  readonly gradients: readonly number[];
}

/** All that is kept of a run's probes. */
export interface RunProbes {
  /** Of which epochs. */
  readonly keep: KeptProbes;
  /** Where the bins of all of them end. */
  readonly edges: ProbeEdges;
  /** In order. */
  readonly epochs: readonly EpochProbe[];
}

/** Which probes are kept, human-readable. */
export function describeProbes(keep: KeptProbes | undefined): string {
  if (keep === undefined) return "no probes";
  return keep === "all" ? "probes of all epochs" : "probes of the start and the best epoch";
}

/** Neurons of a layer, and layers of a network, that a record may have at most. */
const MAX_ENTRIES = 2 ** 20;
const count = integer(0, Number.MAX_SAFE_INTEGER);
const numberOrNull = z.nullable(z.number("a finite number or null"));
const share = z.number("a number from 0 to 1").check(
  z.gte(0, "a number from 0 to 1"),
  z.lte(1, "a number from 0 to 1"),
);
const entries = <Item extends z.ZodMiniType>(item: Item, allowed: string) =>
  list(item, 0, MAX_ENTRIES, allowed);

const statisticsSchema = strictObject(
  {
    mean: numberOrNull,
    variance: numberOrNull,
    counts: entries(count, "a list of counts"),
    nan: count,
    infinite: count,
  } satisfies Fields<ValueStatistics>,
);

const neuronsSchema = entries(count, "a list of neurons");

const activationSchema = strictObject(
  {
    name: z.string("a text"),
    width: count,
    preActivations: statisticsSchema,
    activations: statisticsSchema,
    gradients: statisticsSchema,
    fractionSaturated: share,
    dead: neuronsSchema,
    deadInTraining: z.exactOptional(neuronsSchema),
  } satisfies Fields<ActivationProbe>,
);

const weightSchema = strictObject(
  {
    name: z.string("a text"),
    gradients: statisticsSchema,
    gradientNorm: numberOrNull,
    updateRatio: numberOrNull,
  } satisfies Fields<WeightProbe>,
);

const edgesSchema = entries(z.number("a finite number"), "a list of edges");

/** What `RunProbes` may hold. */
export const probesSchema = strictObject(
  {
    keep: z.enum(["best", "all"], "best or all"),
    edges: strictObject(
      { values: edgesSchema, gradients: edgesSchema } satisfies Fields<ProbeEdges>,
    ),
    epochs: entries(
      strictObject(
        {
          epoch: count,
          loss: numberOrNull,
          activations: entries(activationSchema, "a list of activations"),
          weights: entries(weightSchema, "a list of weights"),
        } satisfies Fields<EpochProbe>,
      ),
      "a list of epochs",
    ),
  } satisfies Fields<RunProbes>,
);
