import assert from "node:assert/strict";
import { networkProbe } from "../../src/analysis/network_probe.ts";
import { LabError, UsageError } from "../../src/errors.ts";
import { readCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import { openDevice } from "../../src/device/open.ts";
import { registerActivation } from "../../src/nn/activations.ts";
import { runsOf } from "../../src/study/plan.ts";
import { readRecords } from "../../src/study/records.ts";
import { runRecord } from "../../src/study/run_record.ts";
import { runStudy, type RunStudyOptions, type StudyResult } from "../../src/study/run.ts";
import type { Study } from "../../src/study/study.ts";
import { multiply } from "../../src/tensor/ops/arithmetic.ts";
import { train } from "../../src/training/train.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { datasets, results, smallStudy, timeless } from "./small_study.ts";

/** In this thread, by our own kernels. */
const here = { datasets, device: "cpu", blas: "none", jobs: 1 } as const;

/** Runs a study, and lists the runs that were done here. */
async function runAndList(
  study: Study,
  folder: string,
  options: Partial<RunStudyOptions> = {},
): Promise<StudyResult & { readonly ids: string[] }> {
  const ids: string[] = [];
  const result = await runStudy(study, folder, {
    ...here,
    onRun: ({ id }) => void ids.push(id),
    ...options,
  });
  return { ...result, ids };
}

const idsOf = (study: Study) => runsOf(study, []).map(({ id }) => id);

/** The files of a folder within a study's. */
const filesIn = (folder: string, part: string) =>
  [...Deno.readDirSync(`${folder}/${part}`)].map(({ name }) => name).sort();

/** The runs of the small study, never interrupted, with what is the same whenever they are done. */
const undisturbed = new Map<string, unknown>();
{
  const device = await openDevice("cpu", { blas: "none", threads: 1 });
  for (const { id, config } of runsOf(smallStudy(), [])) {
    const result = await train({ device, dataset: datasets[0]!, config, probe: networkProbe() });
    undisturbed.set(id, timeless(runRecord(config, device.info.name, result)));
  }
  device.close();
}

Deno.test("runs in workers give what trainings alone give, bit for bit", () =>
  inTemporaryFolder(async (folder) => {
    const started: [string, number][] = [];
    const { outcome, done, total, ids } = await runAndList(smallStudy(), folder, {
      jobs: 2,
      onStart: ({ kind }, jobs) => void started.push([kind, jobs]),
    });
    assert.deepEqual([outcome, done, total], ["finished", 6, 6]);
    assert.deepEqual(ids.sort(), [...undisturbed.keys()].sort());
    assert.deepEqual(started, [["cpu", 2]]);
    assert.deepEqual(await results(folder), new Map([...undisturbed].sort()));
    assert.deepEqual(filesIn(folder, "unfinished"), []);
  }));

Deno.test("records have the probes that are asked for, and the same bits with and without", () =>
  inTemporaryFolder(async (folder) => {
    const study = smallStudy({ seeds: [0] });
    const histories: unknown[] = [];
    for (const probe of ["best", "all", "none"] as const) {
      const place = `${folder}/${probe}`;
      await runAndList(study, place, { probe });
      for await (const record of readRecords(place)) {
        const { id, probes, best, history } = record;
        const expected = { best: [0, best!.epoch], all: [0, 1, 2], none: undefined }[probe];
        assert.deepEqual(probes?.epochs.map(({ epoch }) => epoch), expected);
        histories.push([id, ...history.map(({ loss }) => loss)]);
      }
    }
    assert.deepEqual(histories.slice(2), [...histories.slice(0, 2), ...histories.slice(0, 2)]);
    const wrong = runStudy(study, `${folder}/no`, { ...here, probe: "first" as "best" });
    await assert.rejects(wrong, {
      name: "UsageError",
      message: 'probe: expected best, all or none, got "first"',
    });
    assert.throws(() => Deno.statSync(`${folder}/no`), Deno.errors.NotFound);
  }));

Deno.test("runs go seed by seed over all cells; only what is new is run later", () =>
  inTemporaryFolder(async (folder) => {
    const study = smallStudy({ seeds: [0, 1] });
    assert.deepEqual((await runAndList(study, folder)).ids, idsOf(study));
    assert.deepEqual((await runAndList(study, folder)).ids, []);
    const larger = smallStudy({
      factors: { activation: ["relu", "tanh", "elu"] },
      seeds: [0, 1, 2],
    });
    const { ids, done, total } = await runAndList(larger, folder);
    const known = new Set(idsOf(study));
    assert.deepEqual(ids, idsOf(larger).filter((id) => !known.has(id)));
    assert.deepEqual([done, total], [9, 9]);
  }));

for (const jobs of [1, 2]) {
  Deno.test(`a study that is stopped, ${jobs} at a time, goes on within its runs`, () =>
    inTemporaryFolder(async (folder) => {
      const saved = new Set<string>();
      for (const stop of [2, 3]) {
        const controller = new AbortController();
        let steps = 0;
        const { outcome } = await runStudy(smallStudy(), folder, {
          ...here,
          jobs,
          saveEveryMinutes: 0,
          signal: controller.signal,
          onProgress: () => ++steps === stop && controller.abort(),
        });
        assert.equal(outcome, "interrupted");
        for (const file of filesIn(folder, "unfinished")) saved.add(file);
      }
      assert.ok(saved.size > 0);
      for (const file of saved) assert.match(file, /^[0-9a-f]{16}\.unfinished\.safetensors$/);
      assert.equal((await runAndList(smallStudy(), folder, { jobs })).outcome, "finished");
      assert.deepEqual(await results(folder), new Map([...undisturbed].sort()));
      assert.deepEqual(filesIn(folder, "unfinished"), []);
    }));
}

Deno.test("several at one folder share its runs, none of which is done twice, and wait for all", () =>
  inTemporaryFolder(async (folder) => {
    const all = await Promise.all([0, 1, 2].map(() => runAndList(smallStudy(), folder)));
    for (const { outcome, done } of all) assert.deepEqual([outcome, done], ["finished", 6]);
    assert.deepEqual(all.flatMap(({ ids }) => ids).sort(), [...undisturbed.keys()].sort());
    assert.deepEqual(await results(folder), new Map([...undisturbed].sort()));
  }));

Deno.test("a run that another one gives up is done at the end", () =>
  inTemporaryFolder(async (folder) => {
    const [first, ...others] = idsOf(smallStudy());
    const lock = await lockModel(`${folder}/unfinished`, first!);
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(smallStudy()));
    const waits: number[] = [];
    const { ids } = await runAndList(smallStudy(), folder, {
      onWait(runs) {
        waits.push(runs);
        lock[Symbol.dispose]();
      },
    });
    assert.deepEqual([ids, waits], [[...others, first], [1]]);
  }));

Deno.test("files that vanish are missed; run again, only what they were of is done", () =>
  inTemporaryFolder(async (folder) => {
    const place = `${folder}/study`;
    await assert.rejects(
      runAndList(smallStudy(), place, {
        onRun: (_run, _record, { done }) => {
          if (done === 2) Deno.removeSync(place, { recursive: true });
        },
      }),
      {
        name: "StudyError",
        message: `files have vanished from ${place} while the study ran, 2 records among them; ` +
          "run it again",
      },
    );
    assert.deepEqual((await runAndList(smallStudy(), place)).ids, idsOf(smallStudy()).slice(0, 2));
    assert.deepEqual(await results(place), new Map([...undisturbed].sort()));
    await assert.rejects(
      runAndList(smallStudy({ seeds: [0, 1, 2, 3] }), place, {
        onRun: (_run, _record, { done }) => {
          if (done === 8) Deno.removeSync(`${place}/study.json`);
        },
      }),
      /files have vanished/,
    );
  }));

Deno.test("a run that diverges is a result", () =>
  inTemporaryFolder(async (folder) => {
    const study = smallStudy({
      fixed: { hiddenSizes: [8], batchSize: 20, epochs: 2, activation: "relu" },
      factors: { learningRate: [0.02, 1e30] },
      seeds: [0],
    });
    const { diverged, done } = await runAndList(study, folder);
    assert.deepEqual([diverged, done], [1, 2]);
    const again = await runAndList(study, folder);
    assert.deepEqual([again.diverged, again.done, again.ids], [1, 2, []]);
  }));

const tuned = smallStudy({
  fixed: { hiddenSizes: [8], batchSize: 20, epochs: 2 },
  nuisance: { learningRate: [1e-6, 0.02] },
  seeds: [0, 1, 2],
  tuneSeeds: [10, 11],
});

Deno.test("what is tuned is tuned first, and each cell compared at its best", () =>
  inTemporaryFolder(async (folder) => {
    const rates: number[] = [];
    const seeds: number[] = [];
    const { done, total } = await runAndList(tuned, folder, {
      onRun(run) {
        seeds.push(run.seed);
        if (run.purpose === "compare") rates.push(run.config.learningRate);
      },
    });
    assert.deepEqual([done, total], [14, 14]);
    assert.deepEqual(seeds, [10, 10, 10, 10, 11, 11, 11, 11, 0, 0, 1, 1, 2, 2]);
    assert.deepEqual(rates, Array(6).fill(0.02));
  }));

Deno.test("shards have each run once; what depends on others' waits until it is there", () =>
  inTemporaryFolder(async (folder) => {
    const shards = [0, 1, 2].map((index) => ({ index, count: 3 }));
    const first = await runAndList(tuned, folder, { shard: shards[0] });
    assert.deepEqual([first.outcome, first.done, first.total], ["waiting", 3, 5]);
    const second = await runAndList(tuned, folder, { shard: shards[1] });
    assert.deepEqual([second.outcome, second.done, second.total], ["waiting", 3, 5]);
    const third = await runAndList(tuned, folder, { shard: shards[2] });
    assert.deepEqual([third.outcome, third.done, third.total], ["finished", 4, 4]);
    const rest = await Promise.all([
      runAndList(tuned, folder, { shard: shards[0] }),
      runAndList(tuned, folder, { shard: shards[1] }),
    ]);
    assert.deepEqual(rest.map(({ outcome, ids }) => [outcome, ids.length]), [
      ["finished", 2],
      ["finished", 2],
    ]);
    assert.deepEqual((await runAndList(tuned, folder)).ids, []);
  }));

Deno.test("weights are kept where that is asked for", () =>
  inTemporaryFolder(async (folder) => {
    const study = smallStudy({ seeds: [0] });
    await runAndList(study, folder, { keepWeights: true });
    const [id] = idsOf(study);
    assert.deepEqual(
      filesIn(folder, "weights"),
      idsOf(study).map((id) => `${id}.safetensors`).sort(),
    );
    const { config } = await readCheckpoint(`${folder}/weights/${id}.safetensors`);
    assert.deepEqual(config, runsOf(study, [])[0]!.config);
  }));

Deno.test("an activation of the program's own is trained in this thread", () =>
  inTemporaryFolder(async (folder) => {
    registerActivation("twice", (x) => multiply(x, 2));
    const study = smallStudy({ factors: { activation: ["twice"] }, seeds: [0, 1] });
    const jobs: number[] = [];
    const onStart = (_: unknown, count: number) => void jobs.push(count);
    const { done } = await runStudy(study, folder, { ...here, jobs: undefined, onStart });
    assert.deepEqual([done, jobs], [2, [1]]);
    const more = smallStudy({ factors: { activation: ["twice"] }, seeds: [0, 1, 2] });
    await assert.rejects(
      runAndList(more, folder, { jobs: 2 }),
      /^UsageError: jobs: expected 1 with the activation twice, which workers do not know, got 2$/,
    );
  }));

Deno.test("a run that fails is named, and what others have done stays", () =>
  inTemporaryFolder(async (folder) => {
    const study = smallStudy({
      fixed: { activation: "relu", hiddenSizes: [8], epochs: 2 },
      factors: { batchSize: [20, 300] },
      seeds: [0],
    });
    for (const jobs of [1, 2]) {
      await assert.rejects(
        runAndList(study, folder, { jobs }),
        (error: Error) =>
          error instanceof LabError &&
          /^run [0-9a-f]{16} \(batchSize 300, seed 0\) failed: .*300.*200/.test(error.message),
      );
    }
    assert.deepEqual(filesIn(folder, "unfinished").filter((name) => name.endsWith(".lock")), []);
  }));

Deno.test("options that cannot be are refused before anything is made", () =>
  inTemporaryFolder(async (folder) => {
    const place = `${folder}/new`;
    const mnist = [{ ...datasets[0]!, settings: { dataset: "MNIST" as const } }];
    for (
      const [options, message] of [
        [{ shard: { index: 2, count: 2 } }, /shard: expected an index from 0/],
        [{ jobs: 0 }, /jobs: expected an integer from 1 to 64, got 0/],
        [{ jobs: 1.5 }, /jobs: expected an integer from 1 to 64, got 1.5/],
        [{ datasets: mnist }, /datasets: expected FashionMNIST among them, got MNIST/],
        [{ datasets: [] }, /datasets: expected FashionMNIST among them, got none/],
      ] as const
    ) {
      await assert.rejects(runAndList(smallStudy(), place, options), (error: Error) => {
        assert.match(error.message, message);
        return error instanceof UsageError;
      });
    }
    assert.throws(() => Deno.statSync(place), Deno.errors.NotFound);
  }));
