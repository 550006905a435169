/** The studies that come with the project, and what their README says of them. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { defineStudy } from "../../src/study/definition.ts";
import { readDefinition } from "../../src/study/folder.ts";
import { countRuns } from "../../src/study/plan.ts";
import { readStudy } from "../../src/study/read_study.ts";
import { studyStatus } from "../../src/study/status.ts";

const folder = fileURLToPath(new URL("../../studies/", import.meta.url));

Deno.test("each study of the project can be run, and its README has it", async () => {
  const readme = await Deno.readTextFile(`${folder}README.md`);
  const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".json"));
  assert.ok(files.length >= 2);
  for (const { name } of files) {
    const study = await readDefinition(folder + name);
    assert.ok(countRuns(study!) >= 10, name);
    assert.ok(readme.includes(`| [\`${name}\`](${name})`), name);
  }
});

Deno.test("what was run is all there: the study's own runs, and its report", async () => {
  const readme = await Deno.readTextFile(`${folder}README.md`);
  const packs = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".study.gz"));
  assert.ok(packs.length >= 1);
  for (const { name: pack } of packs) {
    const name = pack.replace(".study.gz", "");
    const results = await readStudy(folder + pack);
    assert.deepEqual(results.study, { ...await readDefinition(`${folder}${name}.json`), name });
    const { runs, others } = studyStatus(results);
    assert.deepEqual([runs.done, others], [runs.planned, 0], pack);
    assert.ok(readme.includes(`](${name}_report/report.md)`), pack);
    assert.ok((await Deno.stat(`${folder}${name}_report/report.html`)).isFile);
  }
});

Deno.test("the README's example is a study", async () => {
  const readme = await Deno.readTextFile(`${folder}README.md`);
  const [, json] = /```json\n(.*?)```/s.exec(readme)!;
  assert.equal(countRuns(defineStudy(JSON.parse(json!))), 2 * 4 * 2 * (20 + 3 * 7));
});
