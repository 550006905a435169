import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compare } from "../../../src/study/compare.ts";
import { parseTable } from "../../../src/study/table.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";
import { ending } from "../program.ts";

const file = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const RUNS = file("tests/golden/statistics/runs.csv");

Deno.test("study compare prints tables, and may read its file alone", async () => {
  const args = ["study", "compare", RUNS, "--factor", "activation", "--by", "depth"];
  const { code, stdout, stderr } = ending(
    await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", `--allow-read=${RUNS}`, file("mod.ts"), ...args],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output(),
  );
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^test_accuracy by activation at each depth, paired by seed\n\nCells: 79 runs/,
  );
  assert.match(stdout, /^relu +3 +10 +0 +0.87328 +0.87186 to 0.87470 /m);
});

Deno.test("study compare --json is what the library says of the columns named", () =>
  inTemporaryFolder(async (folder) => {
    const table = join(folder, "runs.csv");
    const text = "rule,batch,fold,loss\nsgd,8,1,2\nsgd,8,2,1.5\nadam,8,1,1.75\nadam,8,2,\n";
    await Deno.writeTextFile(table, text);
    const options = { factor: "rule", by: "batch", pair: "fold", metric: "loss" };
    const args = Object.entries(options).flatMap(([name, column]) => [`--${name}`, column]);
    const { code, stdout, stderr } = await runHere(["study", "compare", table, ...args, "--json"]);
    assert.equal(code, 0, stderr);
    const expected = compare(parseTable(text, options, table), options);
    assert.deepEqual(JSON.parse(stdout), JSON.parse(JSON.stringify(expected)));
  }));

Deno.test("study compare leaves rows with other values out", async () => {
  const args = ["study", "compare", RUNS, "--factor", "activation", "--where", "depth=3"];
  const { code, stdout, stderr } = await runHere(args);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^test_accuracy by activation, depth 3, paired by seed\n/);
  assert.match(stdout, /^relu +10 +0 +0.87328 +0.87186 to 0.87470 /m);
  const two = await runHere([...args, "--where", "seed=1"]);
  assert.match(two.stdout, /^test_accuracy by activation, depth 3, seed 1, paired by seed\n/);
});

Deno.test("study compare counts the untrained runs of a table by the chance that is given", () =>
  inTemporaryFolder(async (folder) => {
    const table = join(folder, "runs.csv");
    const rows = ["relu,1,0.12", "relu,2,0.8", "tanh,1,0.7", "tanh,2,0.8"];
    await Deno.writeTextFile(table, ["activation,seed,test_accuracy", ...rows].join("\n"));
    const args = ["study", "compare", table, "--factor", "activation"];
    const { stdout } = await runHere([...args, "--chance", "0.1"]);
    assert.match(stdout, /^relu +2 +0 +1 +0\.46/m);
    assert.match(stdout, /^1 of 2 cells has trained and untrained runs: /m);
    assert.doesNotMatch((await runHere(args)).stdout, /untrained/);
    const none = await runHere([...args, "--chance", "0"]);
    assert.equal(none.stderr, 'error: --chance: expected a number above 0, got "0"\n');
    assert.equal(none.code, 2);
  }));

Deno.test("study compare refuses bad input in one line", () =>
  inTemporaryFolder(async (folder) => {
    const bad = join(folder, "bad.csv");
    await Deno.writeFile(bad, Uint8Array.of(0x61, 0xFF));
    const empty = join(folder, "empty.csv");
    await Deno.writeTextFile(empty, "");
    const by = ["--factor", "activation"];
    const refusals: [args: string[], code: number, message: RegExp][] = [
      [[RUNS], 2, /^error: required option '--factor <column>' not specified\n$/],
      [[...by], 2, /^error: missing required argument 'study'\n$/],
      [[RUNS, ...by, "--by", "seed"], 2, /^error: expected another column for each part of .*\n$/],
      [
        [RUNS, "--factor", "act"],
        1,
        /^error: .*runs.csv, line 1: expected a column "act", got .*\n$/,
      ],
      [
        [RUNS, ...by],
        1,
        /^error: .*, line 42: expected one row for activation relu, seed 1, got .*\n$/,
      ],
      [[join(folder, "none.csv"), ...by], 1, /^error: there is no file ".*none.csv"\n$/],
      [[folder, ...by], 1, /^error: .* has no study\.json; choose the folder of a study\n$/],
      [
        [RUNS, ...by, "--where", "depth=0"],
        1,
        /^error: .*runs.csv, no row has depth 0; choose a v/,
      ],
      [
        [RUNS, ...by, "--where", "depth"],
        2,
        /^error: --where: expected COLUMN=VALUE, got "depth"\n$/,
      ],
      [[bad, ...by], 1, /^error: .*bad.csv is not UTF-8 text\n$/],
      [[empty, ...by], 1, /^error: .*empty.csv is empty, expected a header and rows\n$/],
    ];
    for (const [args, code, message] of refusals) {
      const ended = await runHere(["study", "compare", ...args]);
      assert.match(ended.stderr, message);
      assert.deepEqual([ended.code, ended.stdout], [code, ""]);
    }
  }));
