import assert from "node:assert/strict";
import { openDevice } from "../../src/device/open.ts";
import { UsageError } from "../../src/errors.ts";
import { readStudy } from "../../src/study/read_study.ts";
import type { StudyResults } from "../../src/study/results.ts";
import { runStudy } from "../../src/study/run.ts";
import { verifyStudy } from "../../src/study/verify.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { datasets, smallStudy } from "./small_study.ts";

const device = await openDevice("cpu", { blas: "none", threads: 1 });
addEventListener("unload", () => device.close());

/** The small study, run. */
let results: StudyResults;
await inTemporaryFolder(async (folder) => {
  await runStudy(smallStudy(), folder, { datasets, device: "cpu", blas: "none", jobs: 1 });
  results = await readStudy(folder);
});

Deno.test("runs repeat bit for bit on a device of the same name", async () => {
  const seen: string[] = [];
  const runs = await verifyStudy(results, {
    ...{ device, datasets },
    onRun: ({ recorded }) => void seen.push(recorded.id),
  });
  assert.deepEqual(runs.map(({ recorded }) => recorded.id), seen);
  assert.equal(new Set(seen).size, 6);
  for (const { sameDevice, differences } of runs) {
    assert.deepEqual([sameDevice, differences], [true, []]);
  }
});

Deno.test("one bit is a difference, and said where", async () => {
  const forged = results.records.map((record) => {
    const [first, second] = record.history;
    const loss = second!.loss * (1 + Number.EPSILON);
    return { ...record, history: [first!, { ...second!, loss }], device: "another" };
  });
  const [run] = await verifyStudy({ ...results, records: forged }, { device, datasets, sample: 1 });
  assert.equal(run!.sameDevice, false);
  assert.equal(run!.differences.length, 1);
  assert.match(run!.differences[0]!, /^loss of epoch 2: \d\.\d+ before, \d\.\d+ now$/);
});

Deno.test("a sample has each run at most once, and may be all", async () => {
  for (const [sample, expected] of [[2, 2], [6, 6], [9, 6]] as const) {
    const runs = await verifyStudy(results, { device, datasets, sample });
    assert.equal(new Set(runs.map(({ recorded }) => recorded.id)).size, expected);
    assert.equal(runs.length, expected);
  }
  for (const sample of [0, 1.5, NaN]) {
    await assert.rejects(verifyStudy(results, { device, datasets, sample }), UsageError);
  }
  const none = { ...results, records: [] };
  await assert.rejects(verifyStudy(none, { device, datasets }), /expected a study with runs/);
});

Deno.test("a run that is stopped is not among the results", async () => {
  const controller = new AbortController();
  const runs = await verifyStudy(results, {
    ...{ device, datasets, signal: controller.signal },
    onRun: () => controller.abort(),
  });
  assert.equal(runs.length, 1);
});
