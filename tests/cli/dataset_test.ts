import assert from "node:assert/strict";
import { join } from "node:path";
import { COLUMNS, ROWS, writeGlyphs } from "../data/glyphs.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";

Deno.test("a folder of IDX files is trained on, and its model tested and looked at on it alone", () =>
  inTemporaryFolder(async (folder) => {
    const names = { "classes.txt": "top\nmiddle\nbottom\n" };
    const glyphs = await writeGlyphs(join(folder, "glyphs"), names);
    const checkpoints = ["--checkpoints", join(folder, "models")];
    const here = ["--device", "cpu", "--threads", "1", "--json", "--quiet"];
    const on = (dataset: string) => ["--dataset", dataset, ...here, ...checkpoints];
    const json = async (...args: string[]) => {
      const { code, stdout, stderr } = await runHere(args);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };

    const small = ["--act", "relu", "--hidden", "6,5", "--batch-size", "10", "--lr", "0.1"];
    const train = ["train", ...small, "--epochs", "2", "--normalize", "standard"];
    const { config, test } = await json(...train, ...on(glyphs));
    assert.equal(config.dataset.name, "glyphs");
    assert.equal(config.normalize, "standard");
    assert.equal(test.total, 30);
    const path = join(folder, "models", "glyphs_relu.safetensors");
    const tested = await json("test", "--act", "relu", ...on(glyphs));
    assert.deepEqual(tested, { activation: "relu", source: path, ...test });

    const { layers } = await json("dead-neurons", "--act", "relu", ...on(glyphs));
    assert.deepEqual(layers.map(({ width }: { width: number }) => width), [6, 5]);
    const { source } = await json("curves", "--act", "relu", ...on(glyphs));
    assert.equal(source, path);
    const untrained = ["--untrained", "--act", "relu", "--hidden", "4"];
    const fresh = await json("dead-neurons", ...untrained, ...on(glyphs));
    assert.deepEqual(fresh.layers.map(({ width }: { width: number }) => width), [4]);
    const examples = await json("examples", ...on(glyphs));
    assert.equal(examples.length, 16);
    assert.equal(examples[0].pixels.length, ROWS * COLUMNS);
    assert.ok(["top", "middle", "bottom"].includes(examples[0].className));

    const refused = async (args: string[], message: RegExp) => {
      const { code, stderr } = await runHere([...args, ...here]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    };
    const own = "glyphs \\(9 × 7, 3 classes, SHA-256 \\w{12}…\\)";
    await refused(
      ["test", "--model", path],
      new RegExp(`^error: the model was trained on ${own}; name its folder with --dataset\n$`),
    );
    await refused(
      ["test", "--model", path, "--dataset", "fashion-mnist"],
      new RegExp(`expected ${own} with normalize standard, .* got FashionMNIST with normalize sta`),
    );
    const other = await writeGlyphs(join(folder, "other"), { "classes.txt": "a\nb\nc\nd\n" });
    await refused(
      ["test", "--model", path, "--dataset", other],
      new RegExp(`expected ${own} with normalize standard, .* got other \\(9 × 7, 4 classes`),
    );
    await refused(
      [...train.slice(0, -2), "--dataset", glyphs, ...checkpoints],
      /is a model of other settings: normalize standard \(asked for: tutorial\); repeat those settings/,
    );
  }));
