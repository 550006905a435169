/** What the runs of a study have recorded of their networks, as a table. */
import type { ActivationProbe, EpochProbe, WeightProbe } from "../training/probes.ts";
import { columnOf, PROBE_COLUMNS } from "./columns.ts";
import { formatCsv } from "./csv.ts";
import { doneRuns, levelsOf } from "./done_runs.ts";
import type { StudyResults } from "./results.ts";
import type { Row } from "./table.ts";

/**
 * The probes of the runs that are compared, one row a layer, of each epoch that was kept: each factor,
 * what was tuned, `seed`, `id`, and `epoch` (0: before training). Of a layer, counted from 1, it has the
 * norm of its weights' gradient and the ratio of the next update to the weights; of a hidden layer also
 * how many neurons it has, means and variances of what its activation takes and gives, the variance of the loss's
 * gradient with respect to the former, how many of all these are NaN and infinite, the share of them that is saturated, and how many neurons are 0
 * for the images of the probe's batch, for all to train on (`dead`), and for these already in the run's
 * first probe (`dead_since_start`). What is not known, or not finite, is null.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, probesTable } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * assert.deepEqual(probesTable({ study, records: [] }), []); // `readStudy` finds records
 * ```
 */
export function probesTable({ study, records }: StudyResults): Row[] {
  return doneRuns(study, records).flatMap(({ run, record: { id, probes } }) => {
    const epochs = probes?.epochs ?? [];
    return epochs.flatMap((probe) =>
      probe.weights.map((weights, i) => ({
        ...levelsOf(run),
        seed: run.seed,
        id,
        epoch: probe.epoch,
        layer: i + 1,
        ...layerOf(weights, probe.activations[i], firstOf(epochs, i)),
      }))
    );
  });
}

/**
 * The table of probes as CSV, with its header also where no probe is kept.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineStudy, probesCsv } from "@activation-lab/activation-lab";
 *
 * const study = defineStudy({ factors: { activation: ["relu", "tanh"] }, seeds: [1, 2] });
 * assert.match(probesCsv({ study, records: [] }), /^activation,seed,id,epoch,layer,neurons,/);
 * ```
 */
export function probesCsv(results: StudyResults): string {
  const { factors, nuisance } = results.study;
  const levels = ["activation", ...Object.keys({ ...factors, ...nuisance })].map(columnOf);
  const names = [...new Set([...levels, ...PROBE_COLUMNS])];
  const rows = probesTable(results);
  return formatCsv(names, rows.map((row) => names.map((name) => row[name]!)));
}

/** The neurons of a layer that are dead in the run's first probe; undefined where that is not known. */
function firstOf(epochs: readonly EpochProbe[], layer: number): readonly number[] | undefined {
  return epochs[0]?.activations[layer]?.deadInTraining;
}

function layerOf(
  { gradients, gradientNorm, updateRatio }: WeightProbe,
  hidden: ActivationProbe | undefined,
  deadAtFirst: readonly number[] | undefined,
): Omit<Record<typeof PROBE_COLUMNS[number], number | null>, "seed" | "id" | "epoch" | "layer"> {
  const { deadInTraining } = hidden ?? {};
  const sinceStart = deadInTraining && deadAtFirst &&
    new Set(deadInTraining).intersection(new Set(deadAtFirst));
  return {
    neurons: hidden?.width ?? null,
    pre_activation_mean: hidden?.preActivations.mean ?? null,
    pre_activation_variance: hidden?.preActivations.variance ?? null,
    pre_activation_nan: hidden?.preActivations.nan ?? null,
    pre_activation_infinite: hidden?.preActivations.infinite ?? null,
    activation_mean: hidden?.activations.mean ?? null,
    activation_variance: hidden?.activations.variance ?? null,
    activation_nan: hidden?.activations.nan ?? null,
    activation_infinite: hidden?.activations.infinite ?? null,
    gradient_variance: hidden?.gradients.variance ?? null,
    gradient_nan: hidden?.gradients.nan ?? null,
    gradient_infinite: hidden?.gradients.infinite ?? null,
    gradient_norm: gradientNorm,
    weight_gradient_nan: gradients.nan,
    weight_gradient_infinite: gradients.infinite,
    update_ratio: updateRatio,
    saturated: hidden?.fractionSaturated ?? null,
    dead_in_batch: hidden?.dead.length ?? null,
    dead: deadInTraining?.length ?? null,
    dead_since_start: sinceStart?.size ?? null,
  };
}
