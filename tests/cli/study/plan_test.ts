import assert from "node:assert/strict";
import { join } from "node:path";
import { CLASSES, writeGlyphs } from "../../data/glyphs.ts";
import { parseTrainingConfig, trainingConfigSchema } from "../../../src/training/config.ts";
import { inTemporaryFolder } from "../../temporary_folder.ts";
import { runHere } from "../in_process.ts";

const CPU = ["--device", "cpu", "--blas", "none", "--quiet"];

/** The plan of a study, which measures small networks for a moment. */
async function plan(...args: string[]) {
  const { code, stdout, stderr } = await runHere(["study", "plan", ...args, ...CPU, "--json"]);
  assert.deepEqual([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

Deno.test("study plan counts the runs of a file, and estimates their time", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "small.json");
    const study = {
      fixed: { width: 4, epochs: 3, batchSize: 64 },
      factors: { activation: ["relu", "1 / x"], depth: [1, 3] },
      nuisance: { learningRate: { log: [0.1, 10, 3] } },
      seeds: "0..4",
      tuneSeeds: [9],
    };
    await Deno.writeTextFile(file, JSON.stringify(study));
    const { cells, runs, tuneRuns, secondsAtMost, planned, study: planOf } = await plan(file);
    assert.deepEqual([cells, runs, tuneRuns], [4, 32, 12]);
    assert.equal(planned.length, 12);
    assert.ok(secondsAtMost > 0);
    assert.equal(planOf.name, "small");
    assert.deepEqual(planOf.nuisance.learningRate, [0.1, 1, 10]);
    const { stdout } = await runHere(["study", "plan", file, "--name", "mine", ...CPU]);
    assert.match(stdout, /^mine: 4 cells × 5 seeds, and 12 runs to tune: 32 runs\nat most \d+ /);
  }));

Deno.test("options define a study: one value is fixed, several are a factor", async () => {
  const size = ["--depth", "1,2", "--width", "4", "--epochs", "2", "--limit", "256"];
  const method = ["--optimizer", "sgd,adam", "--schedule", "step:every=2,gamma=0.5,cosine"];
  const { stdout } = await runHere(
    ["study", "plan", "--act", "relu", "--hidden", "4", "--seeds", "1", ...CPU],
  );
  assert.match(stdout, /^activation: 1 cell × 1 seed: 1 run\n/);
  const { study, runs } = await plan(
    ...["--act", "relu,elu:alpha=2,tanh", "--seeds", "3", "--batch-size", "64", "--vary-split"],
    ...[...size, ...method, "--dataset", "mnist"],
  );
  assert.deepEqual(study, {
    name: "activation-depth-optimizer-schedule",
    fixed: { width: 4, batchSize: 64, epochs: 2, limit: 256, dataset: "MNIST" },
    factors: {
      activation: ["relu", "elu:alpha=2", "tanh"],
      depth: [1, 2],
      optimizer: ["sgd", "adam"],
      schedule: ["step:every=2,gamma=0.5", "cosine"],
    },
    nuisance: {},
    seeds: [0, 1, 2],
    tuneSeeds: [],
    varySplit: true,
  });
  assert.equal(runs, 72);
  for (const [seeds, list] of [["4..6", [4, 5, 6]], ["7,3", [7, 3]]] as const) {
    const small = await plan("--act", "relu", "--hidden", "4", "--seeds", seeds);
    assert.deepEqual(small.study.seeds, list);
    assert.deepEqual(small.study.fixed, { hiddenSizes: [4] });
  }
});

Deno.test("a study by options has every setting that a training has", async () => {
  const { study } = await plan(
    ...["--act", "relu", "--seeds", "1", "--hidden", "4", "--init", "zeros", "--lr", "0.5"],
    ...["--momentum", "0.5", "--optimizer", "nesterov", "--weight-decay", "0.1", "--clip", "1.5"],
    ...["--batch-size", "64", "--schedule", "cosine", "--warmup", "2", "--epochs", "3"],
    ...["--patience", "2", "--limit", "256", "--split-seed", "7"],
  );
  assert.deepEqual(study.fixed, {
    ...{ hiddenSizes: [4], initializer: "zeros", learningRate: 0.5, momentum: 0.5 },
    ...{ optimizer: "nesterov", weightDecay: 0.1, clipNorm: 1.5, batchSize: 64 },
    ...{ schedule: "cosine", warmupSteps: 2, epochs: 3, patience: 2, limit: 256, splitSeed: 7 },
  });
  const others = ["activation", "activationSha256", "dataset", "normalize", "seed"];
  const fields = Object.keys(trainingConfigSchema.shape).filter((field) => !others.includes(field));
  assert.deepEqual(Object.keys(study.fixed).sort(), fields.sort());
});

Deno.test("a study by options begins with the settings of a file, which they override", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "settings.json");
    const config = parseTrainingConfig({
      ...{ activation: "elu", hiddenSizes: [8], clipNorm: 1, learningRate: 0.5, seed: 3 },
      ...{ epochs: 2, patience: 1, limit: 512, splitSeed: 5, dataset: "MNIST" },
    });
    await Deno.writeTextFile(file, JSON.stringify({ config }));
    const shared = { epochs: 2, patience: 1, batchSize: 256, momentum: 0.9, limit: 512 };
    const begun = { ...shared, dataset: "MNIST", clipNorm: 1 };
    const { study } = await plan("--config", file, "--seeds", "2");
    assert.deepEqual(study.factors, { activation: ["elu"] });
    assert.deepEqual(study.fixed, {
      ...{ ...begun, hiddenSizes: [8], learningRate: 0.5, splitSeed: 5 },
    });
    const changed = ["--depth", "1,2", "--width", "4", "--lr", "0.1", "--dataset", "kmnist"];
    const other = await plan("--config", file, "--seeds", "2", ...changed, "--vary-split");
    assert.deepEqual(other.study.factors, { activation: ["elu"], depth: [1, 2] });
    const fixed = { ...begun, width: 4, learningRate: 0.1, dataset: "KMNIST" };
    assert.deepEqual(other.study.fixed, fixed);
  }));

Deno.test("a study on images of one's own says what they are, and the option where", () =>
  inTemporaryFolder(async (folder) => {
    const glyphs = await writeGlyphs(join(folder, "glyphs"));
    const given = ["--act", "relu", "--hidden", "4", "--batch-size", "2", "--seeds", "1"];
    const { study } = await plan(...given, "--dataset", glyphs, "--normalize", "standard");
    assert.equal(study.fixed.dataset.classes, CLASSES);
    const file = join(folder, "a study (1).json");
    const { name: _, ...unnamed } = study;
    await Deno.writeTextFile(file, JSON.stringify(unnamed));
    const lost = await runHere(["study", "plan", file]);
    assert.match(
      lost.stderr,
      /^error: .*\(1\)\.json is for glyphs .*; name its folder with --dataset\n$/,
    );
    assert.equal(lost.code, 2);
    const again = await plan(file, "--dataset", glyphs);
    assert.match(again.study.name, /^a-study-1-[0-9a-f]{8}$/); // what a folder can be called
    assert.deepEqual(again.study, { ...study, name: again.study.name });
    const { code, stderr } = await runHere(["study", "plan", file, "--dataset", "mnist"]);
    assert.match(
      stderr,
      /^error: dataset: expected .*, which the settings are for, got MNIST with normalize standard; /,
    );
    assert.equal(code, 2);
  }));

Deno.test("study plan refuses bad input in one line", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "six.json");
    const fixed = { dataset: "MNIST" };
    const factors = { activation: ["relu"] };
    await Deno.writeTextFile(file, JSON.stringify({ fixed, factors, seeds: [1, 2] }));
    const momentum = { linear: [0.1, 0.9, 60_000] };
    const large = join(folder, "large.json");
    await Deno.writeTextFile(
      large,
      JSON.stringify({ factors: { ...factors, momentum }, seeds: [1, 2] }),
    );
    const bad = join(folder, "bad.json");
    await Deno.writeTextFile(bad, '{"factors": {"activation": ["relu", "rellu"]}, "seeds": [1]}');
    const given = ["--act", "relu", "--seeds", "2"];
    const refusals: readonly (readonly [args: string[], code: number, message: RegExp])[] = [
      [[], 2, /^error: expected a study; name its file, or say at least --act and --seeds, as in/],
      [["--act", "relu"], 2, /^error: expected a study; name its file/],
      [
        [large],
        2,
        /large\.json: the study has 120000 runs, .*; leave out values or seeds, or confirm with -/,
      ],
      [
        [file, ...given],
        2,
        /^error: expected .*six\.json or --act, got both; the file says/,
      ],
      [[file, "--batch-size", "8"], 2, /six\.json or --batch-size, got both/],
      [
        [file, "--dataset", "kmnist"],
        2,
        /^error: expected dataset in .* or as --dataset, got/,
      ],
      [
        [bad],
        2,
        /^error: .*bad\.json: the study's cell activation rellu: there is no .*mean relu\? \(one/,
      ],
      [[join(folder, "no.json")], 1, /^error: there is no .*no\.json; name a study's JSON file\n$/],
      [[folder], 1, /^error: .* is not a study: it is a folder, expected a regular file\n$/],
      [
        [...given, "--depth", "2,0", "--width", "4"],
        2,
        /^error: --depth: one value is "0", expected an integer from 1 to 64\n$/,
      ],
      [
        [...given, "--lr", "0.1,x"],
        2,
        /^error: --lr: one value is "x", expected a number above 0, /,
      ],
      [
        [...given, "--init", "zeros,he_norml"],
        2,
        /^error: --init: one value is "he_norml", .*; there are tutorial, .* mean he_normal\?\n$/,
      ],
      [
        [...given, "--optimizer", "adm"],
        2,
        /^error: --optimizer: one value is "adm", expected one of momentum, .* mean adam\?\n$/,
      ],
      [[file, "--config", file], 2, /six\.json or --config, got both; the file says all\n$/],
      [
        [...given, "--lr", "0.1,0.1"],
        2,
        /^error: factors\.learningRate\[1\] of the study is 0\.1, expected/,
      ],
      [[...given, "--name", "a/b"], 2, /^error: name of the study is "a\/b", expected a name of/],
      [
        ["--act", "relu", "--seeds", "0"],
        2,
        /^error: --seeds: expected a number of seeds up to 100000,/,
      ],
      [
        ["--act", "relu", "--seeds", "1,x"],
        2,
        /^error: --seeds: expected a number of seeds.*"1,x"\n$/,
      ],
      [
        ["--act", "relu", "--seeds", "200000"],
        2,
        /^error: --seeds: expected a number of seeds up to/,
      ],
    ];
    for (const [args, code, message] of refusals) {
      const ended = await runHere(["study", "plan", ...args]);
      assert.match(ended.stderr, message);
      assert.deepEqual([ended.code, ended.stdout, ended.stderr.match(/\n/g)!.length], [
        code,
        "",
        1,
      ]);
    }
  }));
