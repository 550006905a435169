/** `study compare` of several studies. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { compare } from "../../../src/study/compare.ts";
import { joinedRunsTable } from "../../../src/study/joined_runs.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import type { StudyInput } from "../../../src/study/study.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";
import { recordStudy } from "./record_study.ts";

const RATE: StudyInput = {
  name: "rate",
  factors: { activation: ["relu", "tanh"] },
  nuisance: { learningRate: [0.1, 0.2, 0.3] },
  seeds: [1, 2],
  tuneSeeds: [9],
};
const ADAM: StudyInput = { ...RATE, name: "adam", fixed: { optimizer: "adam" } };

/** Best are 0.2 for relu and 0.3 for tanh; a run is missing where `last` is NaN. */
const accuracies = (last: number) => [0.5, 0.6, 0.5, 0.5, 0.6, 0.7, 0.8, 0.7, 0.82, last];

async function recordBoth(folder: string, last = 0.72): Promise<[rate: string, adam: string]> {
  const [rate, adam] = [join(folder, "rate"), join(folder, "adam")];
  await recordStudy(rate, RATE, (i) => accuracies(0.71)[i]);
  await recordStudy(adam, ADAM, (i) => accuracies(last)[i]! - 0.1);
  return [rate, adam];
}

Deno.test("study compare takes several studies, folders and packs, and pairs their runs by seed", () =>
  inTemporaryFolder(async (folder) => {
    const [rate, adam] = await recordBoth(folder);
    await runHere(["study", "pack", adam]);
    const args = ["study", "compare", rate, `${adam}.study.gz`, "--factor", "study", "--by"];
    const { code, stdout, stderr } = await runHere([...args, "activation"]);
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^test_accuracy by study at each activation, paired by seed\n/);
    assert.match(
      stdout,
      /^study +activation +learning_rate +optimizer +n +diverged +untrained +mean/m,
    );
    assert.match(stdout, /^adam +tanh +0\.3 +adam +2 /m);
    assert.match(stdout, /^relu +rate - adam +2 +0\.1/m);
    const { stdout: json } = await runHere([...args, "activation", "--json"]);
    const rows = joinedRunsTable([await readStudy(rate), await readStudy(adam)]);
    const expected = compare(rows, { factor: "study", by: "activation", chance: 0.1 });
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify(expected)));
    const only = ["study", "compare", rate, adam, "--factor", "activation", "--where"];
    const { stdout: ofOne } = await runHere([...only, "study=adam"]);
    assert.match(ofOne, /^activation +learning_rate +optimizer +n /m);
  }));

Deno.test("study compare says of which study runs are missing", () =>
  inTemporaryFolder(async (folder) => {
    const paths = await recordBoth(folder, NaN);
    const args = ["study", "compare", ...paths, "--factor", "study", "--by", "activation"];
    assert.equal((await runHere(args)).stderr, "Note: not done yet: 1 of 10 runs of adam.\n");
  }));

Deno.test("study compare refuses what cannot be put into one table, and cells of several settings", () =>
  inTemporaryFolder(async (folder) => {
    const [rate, adam] = await recordBoth(folder);
    const table = join(folder, "runs.csv");
    await Deno.writeTextFile(table, "activation,seed,test_accuracy\nrelu,1,0.5\n");
    const empty = join(folder, "empty");
    await recordStudy(empty, { ...ADAM, name: "empty", seeds: [4] }, () => NaN);
    const refusals:
      readonly (readonly [paths: string[], args: string[], code: number, message: string])[] = [
        [
          [rate, table],
          ["study"],
          2,
          `expected studies, or one table alone, got ${table} beside others`,
        ],
        [
          [rate, adam, rate],
          ["study"],
          2,
          "the studies rate and rate are the same, expected each once",
        ],
        [
          [rate, empty],
          ["study"],
          1,
          `no run of ${empty} is done that could be compared; run the s`,
        ],
        [
          [rate, adam],
          ["depth"],
          1,
          `${rate} and ${adam} have no column "depth"; they have study, act`,
        ],
        [
          [rate, adam],
          ["activation"],
          1,
          `${rate} and ${adam} vary in study and optimizer as well; choose runs ` +
          "with --where study=rate, or compare at each with --by study\n",
        ],
        [
          [rate, adam],
          ["study"],
          1,
          `${rate} and ${adam} vary in activation and learning_rate as well`,
        ],
      ];
    for (const [paths, [factor], code, message] of refusals) {
      const ended = await runHere(["study", "compare", ...paths, "--factor", factor!]);
      assert.ok(ended.stderr.startsWith(`error: ${message}`), ended.stderr);
      assert.deepEqual([ended.code, ended.stdout], [code, ""]);
    }
  }));

Deno.test("runs of other seeds do not hide that a cell has several settings", () =>
  inTemporaryFolder(async (folder) => {
    const [rate, adam] = [join(folder, "rate"), join(folder, "adam")];
    const { nuisance: _, tuneSeeds: _seeds, ...plain } = RATE;
    await recordStudy(rate, plain, () => 0.5);
    await recordStudy(
      adam,
      { ...plain, ...{ fixed: ADAM.fixed!, name: "adam", seeds: [3] } },
      () => 0.6,
    );
    const { code, stderr } = await runHere([
      ...["study", "compare", rate, adam, "--factor", "activation"],
    ]);
    assert.match(stderr, / vary in study, learning_rate and optimizer as well; /);
    assert.equal(code, 1);
  }));
