import assert from "node:assert/strict";
import { defineStudy } from "../../src/study/definition.ts";
import { runsOf } from "../../src/study/plan.ts";
import { readStudy } from "../../src/study/read_study.ts";
import { reuseRecords } from "../../src/study/reuse.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { sampleRecord } from "./sample_record.ts";

Deno.test("a study takes the records of its runs from another, and keeps those that it has", () =>
  inTemporaryFolder(async (folder) => {
    const rates = { learningRate: [0.1, 0.2] };
    const other = defineStudy({
      factors: { activation: ["relu", "elu", "tanh"], ...rates },
      seeds: [1, 2, 3],
    });
    const study = defineStudy({
      factors: { activation: ["elu", "swish"] },
      nuisance: rates,
      seeds: [1, 4],
      tuneSeeds: [2],
    });
    const done = runsOf(other, []).map(({ config }) => sampleRecord(config, 0.5));
    const [own, ...trials] = runsOf(study, []);
    const mine = { ...sampleRecord(own!.config, 0.75), device: "mine" };
    assert.equal(await reuseRecords(folder, study, [mine]), 1);
    // Of elu: two rates with the seeds 1 and 2, of which one is there.
    assert.equal(await reuseRecords(folder, study, done), 3);
    assert.equal(await reuseRecords(folder, study, done), 0);
    const { records } = await readStudy(folder);
    assert.equal(records.length, 4);
    assert.equal(records.find(({ id }) => id === own!.id)!.device, "mine");
    assert.ok(records.some(({ id }) => id === trials[0]!.id));
    assert.deepEqual(
      new Set(records.map(({ config: { activation, seed } }) => `${activation} ${seed}`)),
      new Set(["elu 1", "elu 2"]),
    );
  }));
