/** The commands that run studies: run, verify, and the live part of status. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { defineStudy } from "../../../src/study/definition.ts";
import { packStudy } from "../../../src/study/pack.ts";
import { readStudy } from "../../../src/study/read_study.ts";
import { recordPath } from "../../../src/study/records.ts";
import { runId } from "../../../src/study/run_id.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";
import { ending, runAndOnce } from "../program.ts";

const CPU = ["--device", "cpu", "--blas", "none"];
const SMALL = ["--hidden", "8", "--limit", "512", "--epochs", "1"];
const STUDY = ["--act", "relu,tanh", ...SMALL];

Deno.test("study run tells what it does, goes on with more seeds, and its runs repeat", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "small");
    const here = [...CPU, "--jobs", "1", "--output", place];
    const first = await runHere(["study", "run", ...STUDY, "--seeds", "1", ...here]);
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stdout, `2 of 2 runs are in ${place}\n`);
    assert.match(first.stderr, /^Running .*small on CPU \(own kernels, .*\), 1 at a time$/m);
    assert.match(
      first.stderr,
      /^\[2\/2\] activation tanh, seed 0: validation accuracy \d+\.\d\d % in epoch 1, test accuracy /m,
    );

    const more = await runHere(["study", "run", ...STUDY, "--seeds", "2", ...here, "--json"]);
    assert.deepEqual(JSON.parse(more.stdout), {
      folder: place,
      ...{ outcome: "finished", done: 4, diverged: 0, total: 4 },
    });
    assert.deepEqual(
      Array.from(more.stderr.matchAll(/^\[(\d)\/4\]/mg), ([, done]) => done),
      ["3", "4"],
    );

    const verify = ["study", "verify", place, "--sample", "4"]; // where they were recorded
    const good = await runHere(verify);
    assert.equal(good.code, 0, good.stderr);
    assert.equal(good.stdout, "the same to the last bit: 4 of 4 runs\n");
    const path = recordPath(place, /^run (\w{16}) \(tanh, seed 0\)/m.exec(good.stderr)![1]!);
    const record = JSON.parse(await Deno.readTextFile(path));
    record.history[0].loss += 1e-15;
    await Deno.writeTextFile(path, JSON.stringify(record));
    const bad = await runHere(verify);
    assert.equal(bad.code, 1);
    assert.equal(
      bad.stdout,
      "the same to the last bit: 3 of 4 runs, 1 not, though the device is the same\n",
    );
    assert.match(
      bad.stderr,
      /tanh, seed 0\): numbers that differ: 1, the first is the loss of epoch 1: /,
    );
  }));

Deno.test("activations of files are run in workers, and none of another file in their place", () =>
  inTemporaryFolder(async (folder) => {
    const [steep, gate, place] = ["run_steep.ts", "run_gate.ts", "own"].map((name) =>
      join(folder, name)
    ) as [string, string, string];
    await Deno.writeTextFile(steep, 'export default "tanh(2 * x)"');
    const library = new URL("../../../mod.ts", import.meta.url);
    await Deno.writeTextFile(
      gate,
      `import { multiply, sigmoid } from "${library}";
      export default (x) => multiply(x, sigmoid(x));`,
    );
    const files = ["--act-file", steep, "--act-file", gate];
    const here = [...CPU, "--jobs", "2", "--output", place];
    const settings = ["--act", "relu", ...SMALL, "--seeds", "1"];
    const run = await runHere(["study", "run", ...settings, ...files, ...here]);
    assert.equal(run.code, 0, run.stderr);
    assert.match(run.stderr, /, 2 at a time$/m);
    assert.deepEqual(
      [...run.stderr.matchAll(/activation (\w+), seed 0/g)].map(([, name]) => name).sort(),
      ["relu", "run_gate", "run_steep"],
    );
    const again = await runHere(["study", "run", join(place, "study.json"), ...files, ...here]);
    assert.equal(again.stdout, `3 of 3 runs are in ${place}\n`, again.stderr);
    const report = await runHere(["study", "report", place, ...files]);
    assert.equal(report.code, 0, report.stderr);
    const written = await Deno.readTextFile(join(`${place}_report`, "report.md"));
    const commands = written.split("\n").filter((line) => line.startsWith("deno run "));
    assert.equal(commands.length, 2);
    for (const line of commands) {
      assert.match(line, /--act-file .*run_steep.* --act-file .*run_gate/);
    }

    const study = await readStudy(place);
    const record = study.records.find(({ config }) => config.activation === "run_gate")!;
    const config = { ...record.config, activationSha256: "0".repeat(64) };
    const other = { ...record, config, id: runId(config) };
    await Deno.writeTextFile(recordPath(place, other.id), JSON.stringify(other));
    for (const command of [["run", ...settings, ...files, ...here], ["status", place, ...files]]) {
      const { code, stderr } = await runHere(["study", ...command]);
      assert.equal(code, 2);
      assert.match(
        stderr,
        /^error: the activation run_gate came from a file with the SHA-256 0{64}, got one from .*; load it as it was with --act-file$/m,
      );
    }
  }));

Deno.test("a study of a file's activation that is read without it says how to load that", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "run_unloaded.ts");
    await Deno.writeTextFile(file, 'export default "tanh(3 * x)"');
    const packed = join(folder, "own.study.gz");
    const study = { factors: { activation: ["relu", "run_unloaded"] }, seeds: [1] };
    await Deno.writeTextFile(join(folder, "study.json"), JSON.stringify(study));
    const known = { ...study, factors: { activation: ["relu", "elu"] } };
    const pack = gunzipSync(packStudy({ study: defineStudy(known), records: [] })).toString();
    await Deno.writeFile(packed, gzipSync(pack.replace('"elu"', '"run_unloaded"')));
    for (const path of [folder, packed]) {
      const { code, stderr } = await runHere(["study", "status", path]);
      assert.equal(code, 2, stderr);
      assert.match(
        stderr,
        /(study\.json|own\.study\.gz): the study's cell activation run_unloaded: there is no activation named .* \(one that a file has is loaded with --act-file FILE\)\n$/,
      );
    }
    const loaded = await runHere(["study", "status", packed, "--act-file", file]);
    assert.equal(loaded.code, 0, loaded.stderr);
  }));

Deno.test("study run takes over what other studies have done, and runs the rest", () =>
  inTemporaryFolder(async (folder) => {
    const runs = (...args: string[]) =>
      runHere([
        "study",
        "run",
        "--hidden",
        "8",
        "--limit",
        "512",
        "--epochs",
        "1",
        ...args,
        ...CPU,
      ]);
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    await runs("--act", "relu,tanh", "--seeds", "2", "--output", one);
    const reuse = ["--reuse", one, "--reuse", one];
    const { code, stderr, stdout } = await runs(
      ...["--act", "relu,elu", "--seeds", "0..1", "--output", two, ...reuse],
    );
    assert.equal(code, 0, stderr);
    assert.equal(stdout, `4 of 4 runs are in ${two}\n`);
    assert.deepEqual(
      Array.from(stderr.matchAll(/^Runs taken over from .*one: (\d)\.$/mg), ([, taken]) => taken),
      ["2", "0"],
    );
    assert.deepEqual(
      Array.from(stderr.matchAll(/^\[\d\/4\] activation (\w+)/mg), ([, activation]) => activation),
      ["elu", "elu"],
    );
    const three = join(folder, "three");
    const unable = await runs(
      ...["--act", "relu", "--seeds", "1", "--output", three, "--reuse", one, "--data", one],
    );
    assert.match(unable.stderr, /^error: .*one has no train-images-idx3-ubyte, .* --download\n$/);
    await assert.rejects(Deno.stat(three), Deno.errors.NotFound);
    const none = await runs("--act", "relu", "--seeds", "1", "--reuse", folder);
    assert.match(none.stderr, /^error: .* has no study\.json; choose the folder of a study\n$/);
  }));

Deno.test("study run says what runs that are done already lack of what it is to keep", () =>
  inTemporaryFolder(async (folder) => {
    const [place, other] = [join(folder, "one"), join(folder, "two")];
    const run = (...args: string[]) =>
      runHere(["study", "run", "--act", "relu,tanh", ...SMALL, ...CPU, "--jobs", "1", ...args]);
    const notes = ({ stderr }: { stderr: string }) => stderr.match(/^Note: .*$/mg) ?? [];
    const lacking = (remedy: string) =>
      ["probes of all epochs", "weights"].map((what) =>
        `Note: 2 runs are done already, without ${what}; choose another folder with ${remedy}.`
      );
    const one = lacking("--output to record them");
    const all = ["--probe", "all", "--keep-weights", "--quiet"];
    assert.deepEqual(notes(await run("--seeds", "1", "--output", place)), []);
    assert.deepEqual(notes(await run("--seeds", "1", "--output", place)), []);
    assert.deepEqual(notes(await run("--seeds", "2", "--output", place, ...all)), one);
    assert.deepEqual(notes(await run("--seeds", "2", "--output", place, ...all)), one);
    const reused = await run("--seeds", "1", "--output", other, "--reuse", place, ...all);
    assert.deepEqual(notes(reused), lacking("--output, and no --reuse, to record them"));
  }));

Deno.test("a shard waits for what others tune", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "rates.json");
    await Deno.writeTextFile(
      file,
      JSON.stringify({
        fixed: { hiddenSizes: [8], limit: 512, epochs: 1, activation: "relu" },
        factors: { initializer: ["tutorial", "he_normal"] },
        nuisance: { learningRate: [0.01, 0.1] },
        ...{ seeds: [1], tuneSeeds: [2] },
      }),
    );
    const place = join(folder, "rates");
    const args = ["study", "run", file, "--output", place, "--jobs", "1", ...CPU];
    const { code, stdout, stderr } = await runHere([...args, "--shard", "0/2"]);
    assert.equal(code, 0, stderr);
    assert.equal(
      stdout,
      `2 of 3 runs are in ${place}; the others wait for runs of other shards, which tune; ` +
        "run it again when these are there\n",
    );
    assert.match(stderr, /^\[1\/3\] tuning, initializer tutorial, learningRate 0.01, seed 2: /m);
  }));

Deno.test("bad options of study run are refused, and make nothing", () =>
  inTemporaryFolder(async (folder) => {
    const place = join(folder, "none");
    for (
      const [options, message] of [
        [["--shard", "2/2"], /^error: --shard: expected I\/N, .*, got "2\/2"$/m],
        [["--shard", "1"], /^error: --shard: expected I\/N/m],
        [["--jobs", "0"], /^error: --jobs: expected an integer from 1 to 64, got "0"$/m],
        [["--save-every", "-1"], /^error: --save-every: expected a number of minutes/m],
      ] as const
    ) {
      const args = ["study", "run", ...STUDY, "--seeds", "1", "--output", place, ...options];
      const { code, stderr } = await runHere(args);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
    assert.throws(() => Deno.statSync(place), Deno.errors.NotFound);
  }));

Deno.test("workers whose module may not be read are an error with its remedy", () =>
  inTemporaryFolder(async (folder) => {
    const [mod, worker] = ["mod.ts", "src/study/worker.ts"]
      .map((path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
    const flags = ["--no-prompt", "--allow-read", "--allow-write", `--deny-read=${worker}`];
    const study = [...STUDY, "--seeds", "1", "--output", folder, ...CPU, "--jobs", "2"];
    const { code, stderr } = ending(
      await new Deno.Command(Deno.execPath(), {
        args: ["run", ...flags, mod!, "study", "run", ...study],
        env: { NO_COLOR: "1" },
        stdin: "null",
      }).output(),
    );
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /^error: cannot start 2 workers: .*worker\.ts.*; or do one run at a time, with --jobs 1$/m,
    );
    assert.doesNotMatch(stderr, /^\s+at /m);
  }));

Deno.test({
  name: "Ctrl-C ends a study in order, and status tells what was stopped",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const long = ["--act", "relu", "--hidden", "32", "--limit", "2560", "--epochs", "20"];
      const args = ["study", "run", ...long, "--seeds", "8", "--output", folder, ...CPU];
      const stop = (process: Deno.ChildProcess) => process.kill("SIGINT");
      const { code, stdout, stderr } = await runAndOnce("[1/8]", stop, [...args, "--jobs", "2"]);
      assert.equal(code, 130, stderr);
      assert.match(stderr, /^Stopping after the steps under way; press Ctrl-C again/m);
      assert.match(stdout, /^\d of 8 runs are in .*; run it again to go on\n$/);
      const status = await runHere(["study", "status", folder]);
      assert.match(
        status.stdout,
        /^run [0-9a-f]{16} \(activation relu, seed \d\): stopped, saved up to .* epoch \d+$/m,
      );
      const { underWay } = JSON.parse(
        (await runHere(["study", "status", folder, "--json"])).stdout,
      );
      for (const { id, saved } of underWay) assert.ok(/^\w{16}$/.test(id) && saved.length > 0);
    }),
});
