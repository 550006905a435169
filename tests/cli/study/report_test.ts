import assert from "node:assert/strict";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { studyReport } from "../../../src/report/study/study_report.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import { packStudy } from "../../../src/study/pack.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";
import { recordStudy } from "./record_study.ts";

const PAIR: StudyInput = { factors: { activation: ["relu", "elu"] }, seeds: "0..3" };
const accuracyOf = (run: number) => (880 + 3 * (run % 2) + run) / 1000;

/** The files of a folder with their texts, by their paths in it. */
async function filesIn(folder: string, prefix = ""): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, isFile } of Deno.readDir(join(folder, prefix))) {
    const path = `${prefix}${name}`;
    if (isFile) files[path] = await Deno.readTextFile(join(folder, path));
    else Object.assign(files, await filesIn(folder, `${path}/`));
  }
  return files;
}

Deno.test("study report writes beside a study, and beside its pack, what the library makes", () =>
  inTemporaryFolder(async (folder) => {
    const study = join(folder, "pair");
    await recordStudy(study, PAIR, accuracyOf);
    const { code, stdout, stderr } = await runHere(["study", "report", `${study}/`]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `${study}_report/report.html\n${study}_report/report.md\n`);
    const results = await readStudy(study);
    const { "study.json": definition, ...files } = await filesIn(`${study}_report`);
    const commands = [
      `deno run -A mod.ts study run ${study}_report/study.json --output results/pair --device webgpu`,
      "deno run -A mod.ts study report results/pair",
    ];
    assert.deepEqual(files, await studyReport(results, { name: "pair", commands }));
    assert.deepEqual(JSON.parse(definition!), results.study);
    assert.match(files["report.md"]!, /^# Study pair\n/);

    const packed = join(folder, "the other.study.gz");
    await Deno.writeFile(packed, packStudy(results));
    const again = await runHere(["study", "report", packed, "--factor", "activation", "--json"]);
    assert.equal(again.code, 0, again.stderr);
    const { folder: output, files: paths } = JSON.parse(again.stdout);
    assert.equal(output, join(folder, "the other_report"));
    assert.ok(paths.includes(join(output, "table.tex")));
    const report = await Deno.readTextFile(join(output, "report.md"));
    assert.match(report, /^# Study the other\n/);
    assert.match(
      report,
      /^.* study run '.*the other_report.study\.json' --output 'results.*' --dev/m,
    );
    assert.match(report, /^.* study report 'results\/the other' --factor activation$/m);
  }));

Deno.test("a report is replaced by a later one of its study, and by nothing else", () =>
  inTemporaryFolder(async (folder) => {
    const [study, output] = [join(folder, "pair"), join(folder, "report")];
    await recordStudy(study, PAIR, accuracyOf);
    const report = (...args: string[]) => runHere(["study", "report", ...args]);
    assert.equal((await report(study, "--output", output)).code, 0);
    await Deno.writeTextFile(join(output, "notes.txt"), "mine");
    await recordStudy(study, { ...PAIR, seeds: "0..4" }, accuracyOf);
    const later = await report(study, "--output", output);
    assert.equal(later.code, 0, later.stderr);
    const written = await filesIn(output);
    assert.match(written["report.md"]!, /5 seeds/);
    assert.equal(written["notes.txt"], "mine");

    const other = join(folder, "other");
    await recordStudy(other, { ...PAIR, fixed: { epochs: 3 } }, accuracyOf);
    const foreign = join(folder, "foreign");
    await Deno.mkdir(foreign);
    await Deno.writeTextFile(join(foreign, "runs.csv"), "mine");
    const empty = join(folder, "empty");
    await recordStudy(empty, PAIR, () => NaN);
    const old = join(folder, "old.study.gz");
    const packed = new TextDecoder().decode(gunzipSync(packStudy(await readStudy(study))));
    await Deno.writeFile(
      old,
      gzipSync(packed.replace('"formatVersion":1', '"formatVersion":2')),
    );
    const refusals: [args: string[], code: number, message: RegExp][] = [
      [[other, "--output", output], 1, /^error: .*report has another study, with .*epochs.*\n$/],
      [
        [study, "--output", foreign],
        1,
        /^error: .*foreign has no study, but runs\.csv; choose an.*\n$/,
      ],
      [
        [study, "--output", study],
        1,
        /^error: .*pair has the runs of a study; choose .* --output\n$/,
      ],
      [[empty], 1, /^error: no run of the study is done that could be reported; run .*\n$/],
      [[folder], 1, /^error: .* has no study\.json; choose the folder of a study\n$/],
      [
        [old],
        1,
        /^error: .*old\.study\.gz is not an intact packed study: line 1: formatVersion of .* is 2, .*\n$/,
      ],
      [
        [study, "--factor", "depth"],
        2,
        /^error: expected a factor of the study \(activation\), got .*\n$/,
      ],
      [[], 2, /^error: missing required argument 'study'\n$/],
    ];
    for (const [args, code, message] of refusals) {
      const refused = await report(...args);
      assert.equal(refused.code, code, args.join(" "));
      assert.match(refused.stderr, message);
    }
    assert.deepEqual(await filesIn(output), written);
    assert.deepEqual(await filesIn(foreign), { "runs.csv": "mine" });
    for (const name of ["empty_report", "pair_report", "old_report"]) {
      await assert.rejects(Deno.stat(join(folder, name)), Deno.errors.NotFound);
    }
  }));

Deno.test("figures of a report that is replaced do not stay, and others' do", () =>
  inTemporaryFolder(async (folder) => {
    const [study, output] = [join(folder, "two"), join(folder, "report")];
    const factors = { depth: [1, 2, 3], initializer: ["he_normal", "orthogonal"] };
    const fixed = { activation: "relu", width: 8 };
    await recordStudy(study, { fixed, factors, seeds: "0..1" }, accuracyOf);
    const report = (factor: string, folder: string) =>
      runHere(["study", "report", study, "--factor", factor, "--output", folder]);
    assert.equal((await report("depth", output)).code, 0);
    const first = Object.keys(await filesIn(output));
    await Deno.writeTextFile(join(output, "figures", "mine.svg"), "mine");
    const replaced = await report("initializer", output);
    assert.equal(replaced.code, 0, replaced.stderr);
    const alone = join(folder, "alone");
    await report("initializer", alone);
    const [found, expected] = [await filesIn(output), await filesIn(alone)].map(Object.keys);
    assert.deepEqual(found!.sort(), [...expected!, "figures/mine.svg"].sort());
    assert.ok(
      first.some((path) => !expected!.includes(path)),
      "some figures are of the first alone",
    );
  }));
