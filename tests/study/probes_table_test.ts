import assert from "node:assert/strict";
import { defineStudy } from "../../src/study/definition.ts";
import { parseCsv } from "../../src/study/csv.ts";
import { runsOf } from "../../src/study/plan.ts";
import { probesCsv, probesTable } from "../../src/study/probes_table.ts";
import type { StudyResults } from "../../src/study/results.ts";
import type { RunRecord } from "../../src/study/run_record.ts";
import type { StudyInput } from "../../src/study/study.ts";
import type { ActivationProbe, EpochProbe, RunProbes } from "../../src/training/probes.ts";
import { sampleRecord } from "./sample_record.ts";

const STUDY: StudyInput = {
  fixed: { depth: 1, width: 8 },
  factors: { activation: ["relu"], batchSize: [4] },
  seeds: [3],
};

const statistics = (mean: number) => ({
  mean,
  variance: mean ** 2,
  counts: [1],
  nan: 10 * mean,
  infinite: 20 * mean,
});

function epochProbe(epoch: number, deadInTraining?: readonly number[]): EpochProbe {
  const hidden: ActivationProbe = {
    name: "Layer 1 - ReLU",
    width: 8,
    preActivations: statistics(2),
    activations: statistics(3),
    gradients: statistics(4),
    fractionSaturated: 0.5,
    dead: [0, 1, 2, 3, 4],
    ...deadInTraining && { deadInTraining },
  };
  const weights = [5, 6].map((norm, i) => (
    {
      name: `Dense_${i}.kernel`,
      gradients: statistics(1),
      gradientNorm: norm,
      updateRatio: norm / 100,
    }
  ));
  return { epoch, loss: 1, activations: [hidden], weights };
}

function results(...epochs: readonly EpochProbe[]): StudyResults {
  const study = defineStudy(STUDY);
  const probes: RunProbes = { keep: "best", edges: { values: [], gradients: [] }, epochs };
  const records = runsOf(study, []).map(({ config }): RunRecord => (
    { ...sampleRecord(config, 0.9), ...epochs.length > 0 && { probes } }
  ));
  return { study, records };
}

Deno.test("the table of probes has a row for each layer and epoch, the output's among them", () => {
  const kept = results(epochProbe(0, [1, 2, 3]), epochProbe(7, [0, 2, 3, 4]));
  const rows = probesTable(kept);
  assert.deepEqual(rows.map(({ epoch, layer }) => [epoch, layer]), [[0, 1], [0, 2], [7, 1], [
    7,
    2,
  ]]);
  assert.deepEqual(rows[2], {
    activation: "relu",
    batch_size: 4,
    seed: 3,
    id: kept.records[0]!.id,
    epoch: 7,
    layer: 1,
    neurons: 8,
    pre_activation_mean: 2,
    pre_activation_variance: 4,
    pre_activation_nan: 20,
    pre_activation_infinite: 40,
    activation_mean: 3,
    activation_variance: 9,
    activation_nan: 30,
    activation_infinite: 60,
    gradient_variance: 16,
    gradient_nan: 40,
    gradient_infinite: 80,
    gradient_norm: 5,
    weight_gradient_nan: 10,
    weight_gradient_infinite: 20,
    update_ratio: 0.05,
    saturated: 0.5,
    dead_in_batch: 5,
    dead: 4,
    dead_since_start: 2,
  });
  const { neurons, saturated, dead, gradient_norm } = rows[3]!;
  assert.deepEqual([neurons, saturated, dead, gradient_norm], [null, null, null, 6]);
  assert.equal(rows[0]!.dead_since_start, 3);
});

Deno.test("which neurons are dead for all images is null where no probe has it", () => {
  const [start, , later] = probesTable(results(epochProbe(0), epochProbe(1, [1])));
  assert.deepEqual([start!.dead, start!.dead_in_batch], [null, 5]);
  assert.deepEqual([later!.dead, later!.dead_since_start], [1, null]);
});

Deno.test("as CSV the table has its header also where no probe is kept", () => {
  const records = parseCsv(probesCsv(results(epochProbe(0))), () => new Error());
  assert.equal(records.length, 3);
  const [header] = parseCsv(probesCsv(results()), () => new Error());
  assert.deepEqual(header!.fields, records[0]!.fields);
  assert.deepEqual(header!.fields, Object.keys(probesTable(results(epochProbe(0)))[0]!));
});
