/** What the seeds of a study say of numbers that came of one run each: the tutorial's, and ours. */
import type { StudyResults } from "../study/results.ts";
import { runId } from "../study/run_id.ts";
import type { Interval } from "../study/statistics/conventions.ts";
import { holm } from "../study/statistics/holm.ts";
import { mean } from "../study/statistics/moments.ts";
import { heldAgainst, predictionInterval, type Published } from "../study/statistics/t_interval.ts";
import type { ReproducedModel } from "./reproduced_model.ts";
import { type CellRun, type DrawnCell, drawnPlaces } from "./study/cell_runs.ts";
import { sampledNoise } from "./study/limits.ts";
import { verdictOf } from "./study/pair_finding.ts";
import { compareStudy, type StudyComparison } from "./study/study_comparison.ts";
import { isMixed } from "./study/untrained_findings.ts";
import { DEAD_NEURONS, TEST_ACCURACIES } from "./tutorial.ts";

/** Test accuracies of runs that differ in their seed alone, and two others as one more of them. */
export interface HeldAccuracies {
  /** How many runs there are; those that diverged are none of them. */
  readonly n: number;
  readonly mean: number | null;
  /** Where 95 % of new runs end; null where the runs are too few or too equal to tell. */
  readonly prediction_interval: Interval | null;
  /** The tutorial's accuracy; null without an interval. */
  readonly published: Published | null;
  /** This reproduction's; null also where its model was trained with other settings. */
  readonly ours: Published | null;
}

/** What a study's runs with one activation say of the accuracy that was published, and of ours. */
export interface AccuracyEvidence extends HeldAccuracies {
  readonly activation: string;
  readonly diverged: number;
  /** How many runs have learned nothing. */
  readonly untrained: number;
  /** The published accuracy's p, adjusted by Holm's method over all activations. */
  readonly p_holm: number | null;
  /** Where some runs have learned nothing, the others alone: the interval of all describes neither. */
  readonly trained: HeldAccuracies | null;
}

/** What many seeds say. */
export interface SeedEvidence {
  /** The file of the study. */
  readonly study: string;
  /** With how many each activation was run, at the most. */
  readonly seeds: number;
  /** What differs with them, in a sentence. */
  readonly sampled: string;
  /** In the tutorial's order; without those that the study does not have. */
  readonly accuracies: readonly AccuracyEvidence[];
  /** The pairs of which neither is the sigmoid, and how many of them differ by Holm's correction. */
  readonly otherPairs: { readonly compared: number; readonly different: number };
  /** Of trained networks with ReLU; null if not recorded. */
  readonly deadNeurons: DeadNeuronRanges | null;
}

/** How many neurons are dead in some runs. */
export interface DeadNeuronRanges {
  readonly runs: number;
  /** The least and the most of each layer. */
  readonly layers: readonly Interval[];
}

/** No evidence, and why. */
export interface NoEvidence {
  readonly problem: string;
}

/**
 * Holds the published accuracies, and those of `models`, against a study that varies the activation
 * alone. Throws `LabError` where no run of it is done.
 */
export function seedEvidence(
  file: string,
  results: StudyResults,
  models: readonly ReproducedModel[],
): SeedEvidence {
  const compared = compareStudy(results, "activation");
  const cells = drawnPlaces(compared).flatMap(({ cells }) => cells);
  const held = TEST_ACCURACIES.flatMap(({ activation, accuracy }) => {
    const cell = cells.find(({ levels }) => levels["activation"] === activation);
    const model = models.find(({ record }) => record.config.activation === activation);
    return cell ? [{ activation, ...accuracyEvidence(cell, accuracy, model) }] : [];
  });
  const adjusted = holm(held.map(({ published }) => published?.p ?? null));
  const relu = cells.find(({ levels }) => levels["activation"] === "relu");
  return {
    study: file,
    seeds: Math.max(...cells.map(({ runs }) => runs.length)),
    sampled: sampledNoise(compared),
    accuracies: held.map((evidence, i) => ({ ...evidence, p_holm: adjusted[i]! })),
    otherPairs: otherPairs(compared),
    deadNeurons: deadNeurons(relu?.runs ?? []),
  };
}

/** The runs whose interval says something: where only some have learned something, those alone. */
export function tellingRuns(evidence: AccuracyEvidence): HeldAccuracies {
  return evidence.trained ?? evidence;
}

function accuracyEvidence(
  { cell, runs }: DrawnCell,
  published: number,
  model: ReproducedModel | undefined,
): Omit<AccuracyEvidence, "activation" | "p_holm"> {
  const ours = model && isOneOf(runs, model) ? model.tested.accuracy : undefined;
  const held = (chosen: readonly CellRun[]) => heldAccuracies(chosen, published, ours);
  return {
    ...held(runs),
    diverged: cell.diverged,
    untrained: cell.untrained ?? 0,
    trained: isMixed(cell) ? held(runs.filter(({ outcome }) => outcome === "trained")) : null,
  };
}

function heldAccuracies(
  runs: readonly CellRun[],
  published: number,
  ours: number | undefined,
): HeldAccuracies {
  const values = runs.flatMap(({ record }) => record.test?.accuracy ?? []);
  return {
    n: values.length,
    mean: values.length > 0 ? mean(values) : null,
    prediction_interval: predictionInterval(values),
    published: heldAgainst(published, values),
    ours: ours === undefined ? null : heldAgainst(ours, values),
  };
}

/** Whether a model differs from the runs in nothing but its seed. */
function isOneOf(runs: readonly CellRun[], { record: { config } }: ReproducedModel): boolean {
  return runs.some(({ seed, record }) => runId({ ...config, seed }) === record.id);
}

function otherPairs({ comparison }: StudyComparison): SeedEvidence["otherPairs"] {
  const pairs = comparison.pairs.filter(({ a, b }) => a !== "sigmoid" && b !== "sigmoid");
  const different = pairs.filter((pair) => verdictOf(pair) === "different").length;
  return { compared: pairs.length, different };
}

/** Over the runs that recorded their best epoch. */
function deadNeurons(runs: readonly CellRun[]): DeadNeuronRanges | null {
  const counts = runs.flatMap(({ record: { probes, best } }) => {
    const probe = probes?.epochs.find(({ epoch }) => epoch === best?.epoch);
    const layers = probe?.activations.flatMap(({ deadInTraining }) => deadInTraining?.length ?? []);
    return layers?.length === DEAD_NEURONS.trained.length ? [layers] : [];
  });
  if (counts.length === 0) return null;
  const layers = DEAD_NEURONS.trained.map((_, layer): Interval => {
    const ofLayer = counts.map((layers) => layers[layer]!);
    return [Math.min(...ofLayer), Math.max(...ofLayer)];
  });
  return { runs: counts.length, layers };
}
