/** The commands that read a study's folder: status, compare, export, pack. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { compare } from "../../../src/study/compare.ts";
import { probesCsv } from "../../../src/study/probes_table.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import { recordPath } from "../../../src/study/records.ts";
import { runsCsv, runsTable } from "../../../src/study/results.ts";
import { studyStatus } from "../../../src/study/status.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";
import { recordStudy } from "./record_study.ts";

const STUDY: StudyInput = {
  name: "rates",
  factors: { activation: ["relu", "tanh"] },
  nuisance: { learningRate: [0.1, 0.2, 0.3] },
  seeds: [1, 2, 3],
  tuneSeeds: [9],
};
/**
 * Best are 0.2 for relu, of which one diverges, and 0.3 for tanh; then relu, tanh, relu …, of which one is
 * untrained.
 */
const ACCURACIES = [0.5, 0.6, undefined, 0.5, 0.6, 0.7, 0.8, 0.7, 0.82, 0.2, undefined, 0.75];

Deno.test("status, compare, export and pack say what a study's folder holds", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "rates");
    await recordStudy(place, STUDY, (i) => ACCURACIES[i]);
    const results = await readStudy(place);
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runHere(["study", ...args]);
      assert.equal(code, 0, stderr);
      return { stdout, stderr };
    };

    const { stdout: status } = await run("status", place);
    assert.equal(
      status,
      [
        "rates: 12 of 12 runs done, of which 2 diverged",
        "activation  tuned  learning_rate  runs  diverged  diverged tuning  untrained",
        "relu          3/3            0.2   3/3         1                1          0",
        "tanh          3/3           0.3*   3/3         0                0          1",
        "*: not settled, for it is the least or the greatest of the values tried",
        "",
      ].join("\n"),
    );
    assert.deepEqual(
      JSON.parse((await run("status", place, "--json")).stdout),
      JSON.parse(JSON.stringify({ ...studyStatus(results), underWay: [] })),
    );

    const { stdout: text, stderr } = await run("compare", place, "--factor", "activation");
    assert.equal(stderr, "");
    assert.match(text, /^activation +learning_rate +n +diverged +untrained +mean/m);
    assert.match(text, /^tanh +0\.3 +3 +0 +1 +0\./m);
    assert.match(text, /^1 of 2 cells has trained and untrained runs: its mean misleads, for /m);
    assert.match(
      text,
      /^not settled: the best learning_rate of tanh is at the edge of the values /m,
    );
    assert.match(text, /^pair +n .*p \(Wilcoxon\) +p \(untrained\) +wins/m);
    const { stdout: json } = await run("compare", place, "--factor", "activation", "--json");
    const expected = compare(runsTable(results), { factor: "activation", chance: 0.1 });
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(expected)));
    const byRate = await run("compare", place, "--factor", "learningRate", "--metric", "seconds");
    assert.match(byRate.stdout, /^seconds by learning_rate, paired by seed\n/);
    assert.doesNotMatch(byRate.stdout, /untrained/);

    const table = join(folder, "runs.csv");
    await run("export", place, "--output", table);
    assert.equal(await Deno.readTextFile(table), runsCsv(results));
    assert.equal((await run("export", place)).stdout, runsCsv(results));
    assert.equal((await run("export", place, "--probes")).stdout, probesCsv(results));

    await run("pack", place + "/");
    const packed = `${place}.study.gz`;
    assert.deepEqual(await readStudy(packed), results);
    assert.equal((await run("status", packed)).stdout, status);
    assert.equal((await run("compare", packed, "--factor", "activation")).stdout, text);
  }));

Deno.test("of an unfinished study, status and compare say what is missing", () =>
  inTemporaryFolder(async (folder) => {
    const { nuisance: _, tuneSeeds: _seeds, ...plain } = STUDY;
    await recordStudy(folder, plain, (i) => i === 5 ? NaN : 0.5 + i / 100);
    const { stdout } = await runHere(["study", "status", folder]);
    assert.match(stdout, /^rates: 5 of 6 runs done, of which 0 diverged\n/);
    assert.match(stdout, /^tanh +2\/3 +0 +0$/m);
    const { stderr } = await runHere(["study", "compare", folder, "--factor", "activation"]);
    assert.equal(stderr, "Note: not done yet: 1 of 6 runs.\n");
  }));

Deno.test("compare says of a study's runs that they were done on several devices", () =>
  inTemporaryFolder(async (folder) => {
    await recordStudy(folder, { ...STUDY, nuisance: {}, tuneSeeds: [] }, (i) => 0.5 + i / 100);
    const { records: [record] } = await readStudy(folder);
    await Deno.writeTextFile(
      recordPath(folder, record!.id),
      JSON.stringify({ ...record, device: "another" }),
    );
    const { stderr } = await runHere(["study", "compare", folder, "--factor", "activation"]);
    assert.match(
      stderr,
      /^Note: the runs were done on 2 devices, whose last bits differ: .*another.*\.\n$/,
    );
  }));

Deno.test("commands refuse what holds no study, and overwrite nothing", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "study");
    await recordStudy(place, STUDY, () => NaN);
    const kept = join(folder, "kept");
    await Deno.writeTextFile(kept, "mine");
    const broken = join(folder, "broken");
    await recordStudy(broken, STUDY, () => 0.5);
    const [record] = [...Deno.readDirSync(join(broken, "runs"))];
    await Deno.writeTextFile(join(broken, "runs", record!.name), "{}");
    const exists = /^error: .*kept already exists; choose another name with --output\n$/;
    const refusals: readonly (readonly [args: string[], message: RegExp])[] = [
      [["status", folder], /^error: .* has no study\.json; choose the folder of a study\n$/],
      [["status", join(folder, "no")], /^error: there is no study .*no; choose another\n$/],
      [
        ["status", kept],
        /^error: .*kept is no packed study; name a study's folder or its packed file\n$/,
      ],
      [
        ["status", broken],
        /^error: .*broken\/runs\/.*json is not a valid record: id of .*; remove it/,
      ],
      [["compare", broken, "--factor", "activation"], /^error: .*json is not a valid record: /],
      [
        ["compare", place, "--factor", "activation"],
        /^error: no run of .* is done that could be c/,
      ],
      [["export", place, "--output", kept], exists],
      [["pack", place, "--output", kept], exists],
      [
        ["pack", place, "--output", join(kept, "x")],
        /^error: cannot write .*x: .*; a file is where/,
      ],
    ];
    for (const [args, message] of refusals) {
      const { code, stdout, stderr } = await runHere(["study", ...args]);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [1, ""]);
    }
    assert.equal(await Deno.readTextFile(kept), "mine");
  }));

Deno.test("what is of another kind than a command takes is called what it is", () =>
  inTemporaryFolder(async (folder) => {
    const definition = join(folder, "depth.json");
    await Deno.writeTextFile(definition, JSON.stringify({ factors: {}, seeds: "0..2" }));
    const named = join(folder, "named.json");
    await Deno.writeTextFile(named, JSON.stringify(STUDY));
    const place = join(folder, "place");
    await recordStudy(place, STUDY, () => 0.5);
    await runHere(["study", "pack", place]);
    const packed = `${place}.study.gz`;
    const report = join(folder, "report");
    assert.equal((await runHere(["study", "report", place, "--output", report])).code, 0);

    const isDefinition = `${definition} is a study's definition, not its results; run it, then ` +
      "name its folder, such as results/depth";
    const isReport = `${report} is a report on a study; name the study's folder or its packed file`;
    const isPacked = `${packed} is a packed study, expected a study's JSON file; name the one it ` +
      "was run from";
    const factor = ["--factor", "activation"];
    const refusals: readonly (readonly [args: string[], message: string, code: number])[] = [
      [["pack", packed], `${packed} is packed already; expected a study's folder`, 2],
      [["plan", packed], isPacked, 1],
      [["run", packed], isPacked, 1],
      [["status", definition], isDefinition, 1],
      [["compare", definition, ...factor], isDefinition, 1],
      [["compare", place, definition, ...factor], isDefinition, 1],
      [
        ["status", named],
        isDefinition.replace("depth.json", "named.json").replace(/depth$/, "rates"),
        1,
      ],
      [["report", report], isReport, 1],
      [["compare", report, ...factor], isReport, 1],
      [["pack", report], isReport, 1],
    ];
    const before = [...Deno.readDirSync(folder)].length;
    for (const [args, message, code] of refusals) {
      const ended = await runHere(["study", ...args]);
      assert.deepEqual(ended, { code, stdout: "", stderr: `error: ${message}\n` });
    }
    assert.equal([...Deno.readDirSync(folder)].length, before);
  }));

Deno.test("compare refuses columns that a study has not, and several runs of a cell and seed", () =>
  inTemporaryFolder(async (folder) => {
    const { activation } = STUDY.factors;
    const factors = { activation: activation!, epochs: [2, 4], batchSize: [8, 9] };
    await recordStudy(folder, { factors, seeds: [1, 2] }, (i) => 0.5 + i / 100);
    const refusals: readonly (readonly [args: string[], message: string])[] = [
      [
        ["depth"],
        'has no column "depth"; it has activation, epochs, batch_size, seed, test_accuracy, ' +
        "validation_accuracy, best_epoch, outcome, device, seconds, id",
      ],
      [
        ["activaton"],
        'has no column "activaton"; it has activation, epochs, batch_size, seed, test_accuracy, ' +
        "validation_accuracy, best_epoch, outcome, device, seconds, id; did you mean activation?\n",
      ],
      [["activation", "--where", "lr=1"], 'has no column "lr"; it has activation, epochs, batch'],
      [
        ["activation"],
        "varies in epochs and batch_size as well; choose runs with --where epochs=2, or compare at " +
        "each with --by epochs",
      ],
      [["activation", "--where", "epochs=2"], "varies in batch_size as well; choose runs with"],
      [
        ["activation", "--by", "epochs"],
        "varies in batch_size as well; choose runs with --where batch_size=8\n",
      ],
    ];
    for (const [args, message] of refusals) {
      const { code, stderr } = await runHere(["study", "compare", folder, "--factor", ...args]);
      assert.ok(stderr.startsWith(`error: ${folder} ${message}`), stderr);
      assert.equal(code, 1);
    }
    for (const more of [["--by", "epochs", "--where", "batchSize=8"], ["--pair", "outcome"]]) {
      const args = ["study", "compare", folder, "--factor", "activation", ...more];
      const { code, stderr } = await runHere(args);
      assert.equal(code, more.length === 4 ? 0 : 1, stderr);
    }
  }));
