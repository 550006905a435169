import assert from "node:assert/strict";
import { join } from "node:path";
import { LabError } from "../../src/errors.ts";
import {
  readRecord,
  readRecords,
  recordedRuns,
  recordPath,
  writeRecord,
} from "../../src/study/records.ts";
import type { RunRecord } from "../../src/study/run_record.ts";
import { condensedProbes } from "../../src/study/condensed_probes.ts";
import { StudyError } from "../../src/study/study_error.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { sampleProbes } from "../checkpoints/sample_probes.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { sampleRecord } from "./sample_record.ts";

const config = (seed: number) => parseTrainingConfig({ activation: "elu", seed });
const finished = sampleRecord(config(1), 0.875);
const diverged = sampleRecord(config(2));
const probes = condensedProbes(sampleProbes(1, [3, 2]));
const probed = { ...sampleRecord(config(3), 0.5), probes };

Deno.test("a record says what came of a run; one that diverged has no accuracy", () => {
  assert.equal(finished.outcome, "finished");
  assert.deepEqual(finished.best, { epoch: 1, validationAccuracy: 0.875 });
  assert.equal(finished.test!.accuracy, 0.775);
  assert.equal(finished.seconds, 2);
  assert.deepEqual([diverged.outcome, diverged.best, diverged.test], ["diverged", null, null]);
  assert.equal(diverged.history.length, 1);
});

Deno.test("records are read as they were written, in the order of their names", () =>
  inTemporaryFolder(async (folder) => {
    assert.deepEqual(await recordedRuns(folder), []);
    assert.equal(await readRecord(folder, finished.id), undefined);
    for (const record of [finished, diverged, probed]) assert.ok(await writeRecord(folder, record));
    const ids = [finished.id, diverged.id, probed.id].sort();
    assert.deepEqual(await recordedRuns(folder), ids);
    const found = await Array.fromAsync(readRecords(folder));
    assert.deepEqual(found.map(({ id }) => id), ids);
    assert.deepEqual(await readRecord(folder, diverged.id), diverged);
    assert.deepEqual(await readRecord(folder, finished.id), finished);
    assert.deepEqual(await readRecord(folder, probed.id), probed);
  }));

Deno.test("of probes, a record has all but the bins, in six digits", () => {
  const values = { mean: -1.23457e-20, variance: 1.23457e-20, nan: 7, infinite: 7 };
  const { edges, epochs } = condensedProbes(sampleProbes(1, [3]));
  const [layer] = epochs[1]!.activations;
  const [weights] = epochs[1]!.weights;
  assert.deepEqual(edges, { values: [], gradients: [] });
  assert.equal(epochs[0]!.loss, 2.30259);
  assert.deepEqual({ ...layer!.activations, nan: 7, infinite: 7 }, {
    ...values,
    counts: [98 * 768],
  });
  assert.deepEqual(layer!.deadInTraining, [0, 1, 2]);
  assert.equal(layer!.fractionSaturated, 0.123457);
  assert.deepEqual([weights!.gradientNorm, weights!.updateRatio], [1.23457e-20, 1.23457e-20]);
});

Deno.test("the first record of a run stands, and nothing is left beside it", () =>
  inTemporaryFolder(async (folder) => {
    const others = Array.from({ length: 8 }, (_, i) => ({ ...finished, device: `device ${i}` }));
    const written = await Promise.all(others.map((record) => writeRecord(folder, record)));
    assert.equal(written.filter((first) => first).length, 1);
    const first = others[written.indexOf(true)]!;
    assert.deepEqual(await readRecord(folder, finished.id), first);
    assert.equal([...Deno.readDirSync(join(folder, "runs"))].length, 1);
  }));

Deno.test("files that are no records of ours are left alone, or refused if they could be", () =>
  inTemporaryFolder(async (folder) => {
    await writeRecord(folder, finished);
    await Deno.writeTextFile(`${recordPath(folder, finished.id)}.7-0123abcd.tmp`, "{");
    await Deno.writeTextFile(join(folder, "runs", ".DS_Store"), "");
    assert.deepEqual(await recordedRuns(folder), [finished.id]);
    const copy = join(folder, "runs", `${finished.id} (copy).json`);
    await Deno.writeTextFile(copy, "{}");
    await assert.rejects(recordedRuns(folder), {
      name: "StudyError",
      message: `${copy} is not a record, expected a name of 16 hex digits; move it away`,
    });
  }));

const damage: readonly (readonly [record: unknown, problem: RegExp])[] = [
  ["{", /it is not valid JSON/],
  ['{"id":1,"id":2}', /it has the key "id" twice/],
  [null, /the record is null, expected an object of id, config/],
  [{ ...finished, id: "x" }, /id of the record is "x", expected a name of 16 hex digits/],
  [
    { ...finished, config: { ...finished.config, seed: 9 } },
    /its id is .*, but that of its config/,
  ],
  [{ ...diverged }, new RegExp(`it is of the run ${diverged.id}`)],
  [{ ...finished, best: null }, /it finished, expected a best epoch and a test/],
  [{ ...finished, test: null }, /it finished, expected a best epoch and a test/],
  [{ ...finished, outcome: "diverged" }, /it diverged, expected neither a best epoch nor a test/],
  [
    { ...finished, outcome: "interrupted" },
    /outcome of the record is "interrupted", expected fini/,
  ],
  [{ ...finished, seconds: -1 }, /seconds of the record is -1/],
  [{ ...finished, history: [] }, /its best epoch is 1, with the validation accuracy 0.875, but by/],
  [{ ...probed, ...finished, history: finished.history, probes: { ...probes, keep: "x" } }, /keep/],
  [{ ...finished, weights: [] }, /the record has the unknown field "weights"/],
];

Deno.test("damaged records are refused with their place", () =>
  inTemporaryFolder(async (folder) => {
    const path = recordPath(folder, finished.id);
    await writeRecord(folder, finished);
    for (const [record, problem] of damage) {
      await Deno.writeTextFile(
        path,
        typeof record === "string" ? record : JSON.stringify(record satisfies unknown),
      );
      await assert.rejects(Array.fromAsync(readRecords(folder)), (error: unknown) => {
        assert.ok(error instanceof StudyError && error instanceof LabError);
        assert.ok(error.message.startsWith(`${path} is not a valid record: `), error.message);
        assert.match(error.message, problem);
        assert.match(error.message, /; remove it, and run the study again$/);
        return true;
      });
    }
    await Deno.writeFile(path, Uint8Array.of(0x22, 0xFF, 0x22));
    await assert.rejects(readRecord(folder, finished.id), /it is not UTF-8 text/);
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assert.rejects(
      readRecord(folder, finished.id),
      /it is a folder, expected a regular file/,
    );
  }));

Deno.test("where a record cannot be written or read, the error names the file", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "runs"), "");
    const record: RunRecord = finished;
    await assert.rejects(writeRecord(folder, record), /^StudyError: cannot write .*runs.*json: /);
    await assert.rejects(recordedRuns(folder), /^StudyError: cannot read .*runs: /);
  }));
