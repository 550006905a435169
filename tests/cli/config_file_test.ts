import assert from "node:assert/strict";
import { join } from "node:path";
import { writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import { readTrainingSettings } from "../../src/cli/training_settings.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { writeGlyphs } from "../data/glyphs.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";

Deno.test("what a training leaves, fed back by --config, trains the same run", () =>
  inTemporaryFolder(async (folder) => {
    const glyphs = await writeGlyphs(join(folder, "glyphs"));
    const here = ["--device", "cpu", "--threads", "1", "--blas", "none", "--json"];
    const train = async (name: string, ...args: string[]) => {
      const place = ["--dataset", glyphs, "--checkpoints", folder, "--name", name];
      const { code, stdout, stderr } = await runHere(["train", ...args, ...place, ...here]);
      assert.equal(code, 0, stderr);
      return { text: stdout, stderr, document: JSON.parse(stdout, withoutSeconds) };
    };
    const first = await train(
      "first",
      ...["--act", "elu:alpha=0.5", "--depth", "2", "--width", "5", "--batch-size", "10"],
      ...["--optimizer", "adam", "--lr", "0.01", "--schedule", "cosine", "--warmup", "3"],
      ...["--weight-decay", "0.01", "--clip", "1", "--init", "orthogonal", "--limit", "60"],
      ...["--seed", "7", "--split-seed", "8", "--epochs", "3", "--normalize", "standard"],
    );
    const [document, config] = [join(folder, "run.json"), join(folder, "config.json")];
    await Deno.writeTextFile(document, first.text);
    await Deno.writeTextFile(config, JSON.stringify(first.document.config));
    const files = [document, config, join(folder, "first.safetensors")];
    for (const [i, file] of files.entries()) {
      const again = await train(`again${i}`, "--config", file);
      assert.deepEqual(again.document, first.document);
      assert.doesNotMatch(again.stderr, /Note/);
    }

    const other = await writeGlyphs(join(folder, "other"), { "classes.txt": "a\nb\nc\nd\n" });
    const moved = await runHere(
      ["train", "--config", config, "--dataset", other, "--name", "moved", ...here]
        .concat("--checkpoints", folder, "--epochs", "1"),
    );
    assert.equal(moved.code, 0, moved.stderr);
    assert.match(
      moved.stderr,
      /^Note: .*config.json is for glyphs \(.*\) with normalize standard, and this is other \(9 × 7, 4/m,
    );
    assert.equal(JSON.parse(moved.stdout).config.dataset.name, "other");

    const unplaced = await runHere(["train", "--config", config, "--name", "none"]);
    assert.equal(unplaced.code, 2);
    assert.match(
      unplaced.stderr,
      /^error: .*config.json is for glyphs \(9 × 7, 3 .*\); name its folder with --dataset\n$/,
    );
  }));

function withoutSeconds(key: string, value: unknown): unknown {
  return key === "seconds" ? 0 : value;
}

Deno.test("flags override the settings of a file, and the tutorial's complete them", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "config.json");
    const read = async (settings: object, flags: Parameters<typeof readTrainingSettings>[0]) => {
      await Deno.writeTextFile(path, JSON.stringify(settings));
      const { activations, settings: read } = await readTrainingSettings({
        ...flags,
        config: path,
      });
      return activations.map((activation) => parseTrainingConfig({ activation, ...read }));
    };
    const tutorial = (
      settings: object,
    ) => [parseTrainingConfig({ activation: "elu", ...settings })];

    assert.deepEqual(await read({ activation: "elu" }, {}), tutorial({}));
    assert.deepEqual(await read({ epochs: 3 }, { act: ["elu"] }), tutorial({ epochs: 3 }));
    const pair = await read({ activation: "elu", seed: 1 }, { act: ["relu", "tanh"] });
    assert.deepEqual(pair.map(({ activation, seed }) => [activation, seed]), [
      ["relu", 1],
      ["tanh", 1],
    ]);
    const stored = {
      ...{ activation: "elu", hiddenSizes: [3, 4], seed: 1, splitSeed: 2, epochs: 3, patience: 4 },
      ...{ batchSize: 5, learningRate: 0.5, momentum: 0.9, limit: 50, optimizer: "adam" },
      ...{
        weightDecay: 0.1,
        clipNorm: 2,
        schedule: "cosine",
        warmupSteps: 6,
        initializer: "zeros",
      },
      ...{ dataset: "MNIST", normalize: "standard" },
    };
    assert.deepEqual(await read(stored, {}), tutorial(stored));
    const flags: Parameters<typeof readTrainingSettings>[0] = {
      ...{ hidden: [7], seed: 8, splitSeed: 9, epochs: 10, patience: 11, batchSize: 12, lr: 0.25 },
      ...{ limit: 51, optimizer: "adamw", weightDecay: 0.2, clip: 3, schedule: "constant" },
      ...{ warmup: 0, init: "tutorial", dataset: "fashion-mnist", normalize: "tutorial" },
    };
    assert.deepEqual(
      await read(stored, flags),
      tutorial({
        ...{ hiddenSizes: [7], seed: 8, splitSeed: 9, epochs: 10, patience: 11, batchSize: 12 },
        ...{ learningRate: 0.25, limit: 51, optimizer: "adamw", weightDecay: 0.2, clipNorm: 3 },
      }),
    );
    const [deep] = await read(stored, { depth: 2, width: 8, optimizer: "momentum", momentum: 0.5 });
    assert.deepEqual(deep!.hiddenSizes, [8, 8]);
    assert.deepEqual([deep!.optimizer, deep!.learningRate, deep!.momentum], [undefined, 0.5, 0.5]);
    // A rate that no one has given is the optimiser's.
    const [slow] = await read({ activation: "elu" }, { optimizer: "adam" });
    assert.equal(slow!.learningRate, 0.001);
    assert.deepEqual(
      await read({ config: { activation: "elu", seed: 1 }, seed: 2 }, {}),
      tutorial({ seed: 1 }),
    );
  }));

Deno.test("the settings of an unfinished run are read from its file", () =>
  inTemporaryFolder(async (folder) => {
    const config = parseTrainingConfig({ activation: "elu", hiddenSizes: [1] });
    const path = join(folder, "run.unfinished.safetensors");
    const kernels = { "Dense_0.kernel": [784, 1], "Dense_0.bias": [1], "Dense_1.kernel": [1, 10] };
    const weights = new Map(
      Object.entries({ ...kernels, "Dense_1.bias": [10] }).map(([name, shape]) => [
        name,
        { shape, data: new Float32Array(shape.reduce((a, b) => a * b)) },
      ]),
    );
    const empty = new Float32Array(0);
    await writeRunCheckpoint(path, {
      ...{ config, devices: ["here"], history: [], seconds: 0, losses: empty, correct: empty },
      ...{ weights, slots: { velocity: weights }, best: undefined },
    });
    const { activations, settings } = await readTrainingSettings({ config: path });
    assert.deepEqual(parseTrainingConfig({ activation: activations[0], ...settings }), config);
  }));

Deno.test("a file that has no settings is refused, by its name and the path of the field", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "run.json");
    const refused = async (content: unknown, message: RegExp, ...args: string[]) => {
      await Deno.writeTextFile(
        path,
        typeof content === "string" ? content : JSON.stringify(content),
      );
      const { code, stdout, stderr } = await runHere(
        ["train", "--config", path, "--checkpoints", join(folder, "new"), ...args],
      );
      assert.match(stderr.replaceAll(path, "run.json"), message);
      assert.match(stderr, /^error: .*\n$/);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["run.json"]);
    };
    await refused(
      "{",
      /^error: --config: run.json is not valid JSON: expected property name or .* \(line 1 column 2\)\n$/,
    );
    await refused(
      "",
      /^error: --config: run.json is not valid JSON: unexpected end of JSON input\n$/,
    );
    await refused(
      '{"seed": 1, "seed": 2}',
      /^error: --config: run.json has the key "seed" twice\n$/,
    );
    await refused("3", /^error: --config: run.json is 3, expected an object of settings\n$/);
    await refused("null", /^error: --config: run.json is null, expected an object of settings\n$/);
    await refused(
      [{ config: {} }, { config: {} }],
      /^error: --config: run.json is a list of 2, expected the settings of one run; keep one of the list in a/,
    );
    await refused(
      { config: [] },
      /^error: --config: the config in run.json is a list of 0, expected/,
    );
    await refused(
      { epoch: 1 },
      /^error: --config: run.json has the unknown field "epoch", expected .*; did you mean epochs\?\n$/,
    );
    await refused(
      { config: { epochs: "3" } },
      /^error: --config: epochs of the config in run.json is "3", expected an integer/,
    );
    await refused(
      { hiddenSizes: [8, 0] },
      /^error: --config: hiddenSizes\[1\] of run.json is 0, expected an integer/,
    );
    await refused(
      { learningRate: null },
      /^error: --config: learningRate of run.json is null, expected a number above 0/,
    );
    await refused(
      { schedule: "cosin" },
      /^error: --config: schedule of run.json: there is no schedule .* did you mean cosine\?/,
    );
    await refused(
      { activation: 7 },
      /^error: --config: activation of run.json is 7, expected a text/,
      "--act",
      "elu",
    );
    await refused(
      { dataset: "Iris" },
      /^error: --config: dataset of run.json is "Iris", expected FashionMNIST, MNIST, KMNIST or/,
    );
    await refused({ seed: 1 }, /^error: expected activation functions to train with/);
    await refused({ activation: "rellu" }, /no activation named "rellu".* did you mean relu\?/);
    await refused(
      { activation: "elu", optimizer: "sgd", momentum: 0.5 },
      /the optimizer sgd has none/,
    );
    await refused({ activation: "elu" }, /expected --depth and --width together/, "--depth", "2");

    for (
      const [name, message] of [
        ["none.json", /^error: --config: there is no file ".*none.json"\n$/],
        ["none.safetensors", /^error: --config: there is no/],
        ["none.unfinished.safetensors", /^error: --config: there is no/],
        ["", /is a folder, expected a regular file/],
      ] as const
    ) {
      const { code, stderr } = await runHere(["train", "--config", join(folder, name)]);
      assert.match(stderr, message);
      assert.equal(code, 2);
    }
    await Deno.writeTextFile(join(folder, "bad.safetensors"), "{}");
    const bad = await runHere(["train", "--config", join(folder, "bad.safetensors")]);
    assert.match(bad.stderr, /bad.safetensors is not a checkpoint: it is not a safetensors file/);
    assert.equal(bad.code, 2);
  }));
