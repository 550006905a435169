import assert from "node:assert/strict";
import { runCheckpointPath, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import { openDevice } from "../../src/device/open.ts";
import { executeRun } from "../../src/study/execute_run.ts";
import { type PlannedRun, runsOf } from "../../src/study/plan.ts";
import { readRecord, recordPath } from "../../src/study/records.ts";
import { train } from "../../src/training/train.ts";
import type { KeptProbes } from "../../src/training/probes.ts";
import type { RunState } from "../../src/training/run_state.ts";
import type { Progress } from "../../src/training/training_run.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { datasets, longStudy } from "./small_study.ts";

const device = await openDevice("cpu", { blas: "none", threads: 1 });
addEventListener("unload", () => device.close());

const [run] = runsOf(longStudy(1, 4), []) as [PlannedRun, ...PlannedRun[]];

/** Executes the run in a folder, and lists how far it was at each progress. */
async function execute(
  folder: string,
  onProgress = (_progress: Progress, _stop: () => void) => {},
  more: { readonly saveEveryMinutes?: number; readonly probe?: KeptProbes } = {},
) {
  const controller = new AbortController();
  const progresses: Progress[] = [];
  await Deno.mkdir(`${folder}/runs`, { recursive: true });
  const ending = await executeRun({ run, folder, keepWeights: false, ...more }, {
    ...{ device, datasets, signal: controller.signal },
    onProgress(progress) {
      progresses.push(progress);
      onProgress(progress, () => controller.abort());
    },
  });
  return { ending, progresses };
}

Deno.test("a run goes on from its last state, not from the start", () =>
  inTemporaryFolder(async (folder) => {
    const stopped = await execute(folder, ({ epoch }, stop) => epoch === 3 && stop());
    assert.equal(stopped.ending.kind, "interrupted");
    const { ending, progresses } = await execute(folder);
    assert.equal(ending.kind, "recorded");
    assert.ok(progresses[0]!.epoch >= 3);
  }));

Deno.test("a run has the probes that it was begun with, whatever is asked for later", () =>
  inTemporaryFolder(async (folder) => {
    const stopped = await execute(folder, ({ epoch }, stop) => epoch === 3 && stop(), {
      probe: "all",
    });
    assert.equal(stopped.ending.kind, "interrupted");
    await execute(folder);
    const record = await readRecord(folder, run.id);
    assert.deepEqual(record?.probes?.epochs.map(({ epoch }) => epoch), [0, 1, 2, 3, 4]);

    const bare = `${folder}/bare`;
    await execute(bare, ({ epoch }, stop) => epoch === 3 && stop());
    await execute(bare, undefined, { probe: "best" });
    assert.equal((await readRecord(bare, run.id))?.probes, undefined);
  }));

Deno.test("a short run is not saved on its way, unless that is asked for", () =>
  inTemporaryFolder(async (folder) => {
    for (const [more, expected] of [[{}, 0], [{ saveEveryMinutes: 0 }, 1]] as const) {
      const place = `${folder}/${expected}`;
      await execute(place, ({ epoch }) => {
        if (epoch < 3) return;
        const files = [...Deno.readDirSync(`${place}/unfinished`)].map(({ name }) => name);
        const saved = files.filter((name) => name.endsWith(".unfinished.safetensors"));
        assert.equal(saved.length, expected);
      }, more);
    }
  }));

Deno.test("what a process that was killed after it had recorded left behind is removed", () =>
  inTemporaryFolder(async (folder) => {
    await execute(folder);
    const states: RunState[] = [];
    const onState = (state: RunState) => void states.push(state);
    await train({ device, dataset: datasets[0]!, config: run.config, onState });
    const path = runCheckpointPath(`${folder}/unfinished`, run.id);
    await writeRunCheckpoint(path, states[1]!);
    const { ending, progresses } = await execute(folder);
    assert.deepEqual([ending.kind, progresses], ["known", []]);
    assert.throws(() => Deno.statSync(path), Deno.errors.NotFound);
  }));

Deno.test("so is a record that one was killed while writing", () =>
  inTemporaryFolder(async (folder) => {
    await execute(folder, (_, stop) => stop());
    await Deno.writeTextFile(`${recordPath(folder, run.id)}.123-0123abcd.tmp`, "{");
    await execute(folder);
    assert.deepEqual([...Deno.readDirSync(`${folder}/runs`)].map(({ name }) => name), [
      `${run.id}.json`,
    ]);
  }));

Deno.test("a state that is damaged is named, and stays", () =>
  inTemporaryFolder(async (folder) => {
    const path = runCheckpointPath(`${folder}/unfinished`, run.id);
    await Deno.mkdir(`${folder}/unfinished`);
    await Deno.writeTextFile(path, "damaged");
    await assert.rejects(execute(folder), /unfinished\.safetensors is not a /);
    assert.equal(await Deno.readTextFile(path), "damaged");
  }));
