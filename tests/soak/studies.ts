/** Studies under stress: killed at random, shared by processes, and of many runs. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { runStudy } from "../../src/study/run.ts";
import { datasets, longStudy, results, smallStudy } from "../study/small_study.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import type { Sample } from "./soak.ts";

const PROGRAM = fileURLToPath(new URL("../study/run_small.ts", import.meta.url));

const compute = { datasets, device: "cpu", blas: "none" } as const;

/** Starts a process that runs the long study in a folder. */
function start(folder: string, seeds: number, epochs: number): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-check", PROGRAM, folder, `${seeds}`, `${epochs}`],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
  }).spawn();
}

/**
 * Kills a process that runs a study, so many times, at most so many milliseconds after it has begun with
 * what is left; and asserts that the records are those of a study that was never killed.
 */
export async function assertKillable(
  { kills, within, seeds, epochs }: Readonly<
    Record<"kills" | "within" | "seeds" | "epochs", number>
  >,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const [undisturbed, disturbed] = [`${folder}/undisturbed`, `${folder}/disturbed`];
    const study = longStudy(seeds, epochs);
    await runStudy(study, undisturbed, compute);
    for (let kill = 0; kill < kills; kill++) {
      const process = start(disturbed, seeds, epochs);
      const reader = process.stdout.getReader();
      const { done } = await reader.read();
      assert.ok(!done, `the study was over after ${kill} kills`);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * within));
      process.kill("SIGKILL");
      await reader.cancel();
      assert.equal((await process.status).signal, "SIGKILL", `it was over after ${kill} kills`);
    }
    await runStudy(study, disturbed, compute);
    assert.deepEqual(await results(disturbed), await results(undisturbed));
    for (const part of ["runs", "unfinished"]) {
      const [kept, expected] = [disturbed, undisturbed].map((place) =>
        [...Deno.readDirSync(`${place}/${part}`)].map(({ name }) => name).sort()
      );
      assert.deepEqual(kept, expected);
    }
  });
}

/** Has so many processes run one study at once, and asserts that each run was done by one of them. */
export async function assertShared(processes: number, seeds: number): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const outputs = await Promise.all(
      Array.from({ length: processes }, () => start(folder, seeds, 2).output()),
    );
    const lines = outputs.map(({ stdout }) => new TextDecoder().decode(stdout).trim().split("\n"));
    assert.deepEqual(outputs.map(({ code }) => code), Array(processes).fill(0));
    const done = lines.flat().filter((line) => line !== "started");
    assert.deepEqual(done.sort(), [...(await results(folder)).keys()]);
    assert.equal(done.length, 2 * seeds);
  });
}

const SAMPLES = 20;

/** Runs a study of so many runs in this process, in workers, and measures at every 20th part. */
export async function manyRuns(
  runs: number,
): Promise<Pick<Sample, "runs" | "residentBytes">[]> {
  const samples: Pick<Sample, "runs" | "residentBytes">[] = [];
  await inTemporaryFolder(async (folder) => {
    await runStudy(smallStudy({ seeds: `0..${runs / 2 - 1}` }), folder, {
      ...compute,
      onRun(_run, _record, { done }) {
        if (done % Math.ceil(runs / SAMPLES) !== 0) return;
        samples.push({ runs: done, residentBytes: Deno.memoryUsage().rss });
      },
    });
  });
  return samples;
}
