/** Hostile studies, of people and scripts, and hostile records of their runs. */
import assert from "node:assert/strict";
import { parseStrictJson } from "../../src/checkpoints/strict_json.ts";
import { LabError } from "../../src/errors.ts";
import { defineStudy } from "../../src/study/definition.ts";
import { countRuns, planCells, runsOf } from "../../src/study/plan.ts";
import { runId } from "../../src/study/run_id.ts";
import { checkRunRecord, type RunRecord } from "../../src/study/run_record.ts";
import type { Study, StudyInput } from "../../src/study/study.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { fc } from "../dependencies.ts";
import { condensedProbes } from "../../src/study/condensed_probes.ts";
import { sampleProbes } from "../checkpoints/sample_probes.ts";
import { sampleRecord } from "../study/sample_record.ts";
import { HOSTILE_NAMES } from "./hostile_names.ts";
import { jsonDamage } from "./json_damage.ts";
import type { Target } from "./run.ts";

/** No study that is made here has more. */
const MAX_RUNS = 200;

const FACTORS = ['"depth":[1,2],', '"depth":{"log":[1,4,3]},', '"x":{"a":{"limit":9}},'];
const SETTINGS = ['"width":4,', '"seed":1,', '"epochs":3,', '"splitSeed":1,', '"varySplit":true,'];
const RANGES = ['{"linear":[0.1,0.2,2]}', '{"log":[1,1e9,1e9]}', '"0..19"', '"0..99999999999"'];

const written = fc.constantFrom<StudyInput>(
  { factors: { activation: ["relu", "elu"] }, seeds: [1, 2] },
  {
    name: "all",
    fixed: { width: 4, epochs: 2 },
    factors: { activation: ["relu"], depth: [1, 2], method: { a: { optimizer: "sgd" } } },
    nuisance: { learningRate: { log: [0.01, 1, 3] } },
    seeds: "0..2",
    tuneSeeds: [7],
    varySplit: true,
  },
).map((study) => new TextEncoder().encode(JSON.stringify(study)));
const damaged = fc.tuple(written, jsonDamage([...FACTORS, ...SETTINGS, ...RANGES]))
  .map(([study, damage]) => new TextDecoder().decode(damage(study)));
const renamed = fc.tuple(
  fc.constantFrom(...HOSTILE_NAMES),
  fc.constantFrom("factors", "fixed", "nuisance", "seeds"),
  fc.constantFrom([1], { a: { limit: 9 } }, { log: [1, 2, 2] }),
).map(([name, part, value]) =>
  JSON.stringify({
    factors: { activation: ["relu"] },
    seeds: [1],
    [part]: Object.fromEntries([[name, value]]),
  })
);

const fail = (problem: string) => new LabError(problem);

export const studies: Target<string, Study> = {
  name: "studies",
  inputs: fc.oneof({ weight: 4, arbitrary: damaged }, { weight: 1, arbitrary: renamed }),
  read: (text) => defineStudy(parseStrictJson(text, "FILE", fail) as StudyInput, MAX_RUNS),
  /** It says what it is in full, and each of its runs is one that no other is. */
  verify(study) {
    assert.deepEqual(defineStudy(study), study);
    const trials = runsOf(study, []);
    const done = trials.map(({ id }) => ({ id, best: null }));
    const runs = runsOf(study, done);
    assert.equal(runs.length, countRuns(study));
    assert.equal(new Set(runs.map(({ id }) => id)).size, runs.length);
    assert.ok(planCells(study, done).every(({ runs }) => runs?.length === study.seeds.length));
    for (const { id, config } of runs) assert.equal(runId(parseTrainingConfig(config)), id);
  },
};

const probes = condensedProbes(sampleProbes(1, [3]));
const records = fc.tuple(fc.constantFrom(0.5, undefined), fc.nat(3), fc.boolean()).map(
  ([accuracy, seed, probed]) => ({
    ...sampleRecord(parseTrainingConfig({ activation: "elu", seed }), accuracy),
    ...(probed && { probes }),
  }),
);
const damagedRecords = fc.tuple(
  records,
  jsonDamage([
    '"outcome":"diverged",',
    '"best":null,',
    '"history":[],',
    '"seed":2,',
    '"counts":[],',
    '"epoch":1,',
  ]),
  fc.boolean(),
).map(([record, damage, intact]) => {
  const json = new TextEncoder().encode(JSON.stringify(record));
  return new TextDecoder().decode(intact ? json : damage(json));
});

export const runRecords: Target<string, RunRecord> = {
  name: "records of runs",
  inputs: damagedRecords,
  read: (text) => checkRunRecord(parseStrictJson(text, "FILE", fail), fail),
  verify(record, text) {
    assert.deepEqual(record, JSON.parse(text));
    assert.equal(record.id, runId(record.config));
    assert.equal(record.outcome === "finished", record.best !== null);
    assert.equal(record.best === null, record.test === null);
  },
};
