import assert from "node:assert/strict";
import { LabError, UsageError } from "../../src/errors.ts";
import { registerActivation } from "../../src/nn/activations.ts";
import type { RunTask } from "../../src/study/execute_run.ts";
import { startWorkers, WorkerError } from "../../src/study/executors.ts";
import { runsOf } from "../../src/study/plan.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { datasets, smallStudy } from "./small_study.ts";

const never = new AbortController().signal;

Deno.test("what a run in a worker throws is thrown here, and the worker goes on", () =>
  inTemporaryFolder(async (folder) => {
    registerActivation("thrice", (x) => x);
    const unknown = runsOf(smallStudy({ factors: { activation: ["thrice"] } }), [])[0]!;
    const known = runsOf(smallStudy(), [])[0]!;
    const [worker] = await startWorkers(1, { threads: 1, blas: "none" }, datasets);
    const execute = (task: Partial<RunTask>) =>
      worker!.execute({ folder, keepWeights: false, ...task } as RunTask, never, () => {});
    await assert.rejects(
      execute({ run: unknown }),
      (error) => error instanceof LabError && /no activation named "thrice"/.test(error.message),
    );
    await assert.rejects(
      execute({}),
      (error) => !(error instanceof LabError) && /TypeError.*\n +at /.test(`${error}`),
    );
    assert.equal((await execute({ run: known })).kind, "recorded");
    assert.equal((await execute({ run: known })).kind, "known");
    await worker!.close();
  }));

Deno.test("a run that another has is left to it, and one whose signal is aborted ends", () =>
  inTemporaryFolder(async (folder) => {
    const [first, second] = runsOf(smallStudy({ seeds: [0] }), []);
    const workers = await startWorkers(2, { threads: 1, blas: "none" }, datasets);
    const task = { run: first!, folder, keepWeights: false };
    const both = await Promise.all(workers.map((worker) => worker.execute(task, never, () => {})));
    assert.equal(both.filter(({ kind }) => kind === "recorded").length, 1);
    assert.ok(both.every(({ kind }) => ["recorded", "known", "taken"].includes(kind)));
    const ending = await workers[0]!
      .execute({ ...task, run: second! }, AbortSignal.abort(), () => {});
    assert.equal(ending.kind, "interrupted");
    await Promise.all(workers.map((worker) => worker.close()));
  }));

Deno.test("workers that cannot be started are an error", async () => {
  await assert.rejects(startWorkers(2, { threads: 0 }, datasets), (error) => {
    assert.ok(error instanceof WorkerError && !(error instanceof UsageError));
    assert.match(
      error.message,
      /^cannot start 2 workers: 0 threads were asked for, .*; or do one run at a time$/,
    );
    return true;
  });
});
