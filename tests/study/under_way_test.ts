import assert from "node:assert/strict";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import { runsOf } from "../../src/study/plan.ts";
import { runStudy } from "../../src/study/run.ts";
import { runsUnderWay } from "../../src/study/under_way.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { datasets, smallStudy } from "./small_study.ts";

Deno.test("runs under way are told from stopped ones, and from what was killed before its first save", () =>
  inTemporaryFolder(async (folder) => {
    const [first, second, third] = runsOf(smallStudy(), []).map(({ id }) => id);
    const controller = new AbortController();
    await runStudy(smallStudy(), folder, {
      ...{ datasets, device: "cpu", blas: "none", jobs: 1, signal: controller.signal },
      onProgress: () => controller.abort(),
    });
    await Deno.writeTextFile(`${folder}/unfinished/${third}.lock`, "123\n");
    const stopped = await runsUnderWay(folder);
    assert.equal(stopped.length, 1);
    assert.equal(stopped[0]!.id, first);
    assert.match(stopped[0]!.saved!, /^(step \d+|the end) of epoch 1$/);
    assert.ok(!("holder" in stopped[0]!));

    using _lock = await lockModel(`${folder}/unfinished`, second!);
    const underWay = await runsUnderWay(folder);
    assert.deepEqual(underWay.find(({ id }) => id === second), {
      id: second,
      holder: `process ${Deno.pid}`,
    });
    assert.equal(underWay.length, 2);
    assert.deepEqual(await runsUnderWay(`${folder}/study.json`), []);
  }));
