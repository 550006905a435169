import assert from "node:assert/strict";
import { join } from "node:path";
import { TUTORIAL_ACTIVATIONS } from "../../src/nn/activations.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { storeModel } from "./store_model.ts";

// deno-lint-ignore no-explicit-any
async function json(args: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await runHere([...args, "--json"]);
  assert.equal(code, 0, stderr);
  if (args.includes("--output")) assert.match(stderr, /^Figures: .*\.png$/m);
  return JSON.parse(stdout);
}

const STATISTICS = ["title", "n", "mean", "std", "min", "max", "l2"];

Deno.test("activations and examples give their data, and figures in every format", () =>
  inTemporaryFolder(async (folder) => {
    const output = ["--output", folder];
    const curves = await json(["activations", ...output]);
    assert.deepEqual(
      curves.map(({ activation }: { activation: string }) => activation),
      ["sigmoid", "tanh", "relu", "leakyrelu", "elu", "swish"],
    );
    for (const key of ["x", "y", "gradient"]) assert.equal(curves[0][key].length, 1000);
    const elu = await json(["activations", "--act", "elu", "--from", "-8", "--to=0.5", ...output]);
    assert.equal(elu.activation, "elu");
    assert.deepEqual([elu.x[0], elu.x.at(-1)], [-8, 0.5]);
    await Deno.stat(join(folder, "activations_elu_-8to0.5.png"));

    const images = await json(["examples", ...output]);
    assert.equal(images.length, 16);
    assert.equal(images[0].className, "Ankle boot");
    assert.equal(images[0].pixels.length, 784);

    const written = await runHere([
      "examples",
      "--format",
      "svg,pdf,png",
      "--dpi",
      "50",
      "--width",
      "2in",
      "--style",
      "paper",
      "--font-size",
      "6",
      "--palette",
      "colorblind",
      ...output,
    ]);
    const stem = "examples_paper_colorblind_2in_6pt";
    const paths = ["svg", "pdf", "png"].map((format) => join(folder, `${stem}.${format}`));
    assert.equal(written.stdout, paths.join("\n") + "\n");
    assert.equal(written.stderr, "");
    const marks = ["<?xml", "%PDF-", "PNG"];
    for (const [i, path] of paths.entries()) {
      const start = new TextDecoder().decode((await Deno.readFile(path)).subarray(0, 8));
      assert.ok(start.includes(marks[i]!), path);
    }
    assert.match(await Deno.readTextFile(paths[0]!), /<svg [^>]*width="144pt"/);
    const header = (await Deno.readFile(paths[2]!)).subarray(16);
    assert.equal(new DataView(header.slice().buffer).getUint32(0), 100); // pixels across
  }));

Deno.test("with --json, figures are written only if their form or place is said", () =>
  inTemporaryFolder(async (folder) => {
    const alone = await runHere(["activations", "--json", "--quiet"]);
    assert.equal(alone.code, 0);
    assert.equal(JSON.parse(alone.stdout).length, 6);
    const noted = await runHere(["activations", "--json", "--output", folder]);
    assert.equal(noted.stderr.match(/^Figures: .*$/m)![0], `Figures: ${folder}/activations.png`);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["activations.png"]);
    assert.equal(noted.stdout, alone.stdout);
  }));

Deno.test("gradients of several activations are a list, of one a document", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["gradients", "--act"];
    const [elu, relu, ...others] = await json([...args, "elu,relu", "--output", folder]);
    assert.equal(others.length, 0);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["gradients_elu.png", "gradients_relu.png"]);
    assert.deepEqual(await json([...args, "elu"]), elu);
    assert.deepEqual(Object.keys(relu), ["activation", "source", "seed", "loss", "layers"]);
    assert.deepEqual([relu.source, relu.seed], ["untrained", 0]);
    assert.equal(relu.layers.length, 5);
    const [layer] = relu.layers;
    assert.deepEqual(Object.keys(layer), [...STATISTICS, "histogram", "density"]);
    assert.equal(layer.title, "Layer 0 - weights");
    assert.equal(layer.histogram.edges.length, 31);
    assert.equal(layer.histogram.counts.length, 30);
    assert.equal(layer.density.x.length, 200);
    const other = await json([...args, "relu", "--seed", "1"]);
    assert.notEqual(other.loss, relu.loss);
    const elsewhere = await json([...args, "relu", "--split-seed", "1"]);
    assert.notEqual(elsewhere.loss, relu.loss);
    const narrow = await json([...args, "relu", "--hidden", "16,8"]);
    assert.deepEqual(narrow.layers.map(({ n }: { n: number }) => n), [784 * 16, 16 * 8, 8 * 10]);

    const model = await storeModel(folder, "relu", 2);
    const trained = await json(["gradients", "--model", model, "--output", folder]);
    assert.deepEqual([trained.source, trained.seed, trained.layers.length], [model, 3, 3]);
    await Deno.stat(join(folder, "gradients_relu_trained.png"));
    const { stderr } = await runHere([...args, "relu,elu", "--model", model]);
    assert.match(stderr, /--act relu,elu means several models, --model one/);
  }));

Deno.test("without --act it is the tutorial's six", async () => {
  const all = await json(["gradients", "--quiet"]);
  assert.deepEqual(all.map(({ activation }: { activation: string }) => activation), [
    ...TUTORIAL_ACTIVATIONS,
  ]);
});

Deno.test("distributions and dead neurons are those of a trained model", () =>
  inTemporaryFolder(async (folder) => {
    const path = await storeModel(folder, "relu", 2);
    const places = ["--checkpoints", folder];
    const values = await json(["distributions", "--act", "relu", ...places, "--output", folder]);
    assert.deepEqual(Object.keys(values), ["activation", "source", "seed", "loss", "layers"]);
    assert.equal(values.source, path);
    assert.equal(values.seed, 3);
    assert.deepEqual(
      values.layers.map(({ title }: { title: string }) => title),
      ["Layer 0 - Dense", "Layer 1 - ReLU", "Layer 2 - Dense", "Layer 3 - ReLU"],
    );
    const [, layer] = values.layers;
    const shares = ["fractionZero", "fractionSaturated"];
    assert.deepEqual(Object.keys(layer), [...STATISTICS, ...shares, "histogram", "density"]);
    assert.equal(layer.n, 256 * 12);
    assert.ok(layer.fractionZero > 0);
    assert.deepEqual(Object.keys(layer.histogram), ["edges", "density"]);
    assert.equal(layer.histogram.density.length, 50);
    assert.deepEqual(await json(["distributions", "--model", path, ...places]), values);
    const named = ["--name", "FashionMNIST_relu"];
    assert.deepEqual(await json(["distributions", ...named, ...places]), values);

    const dead = await json(["dead-neurons", "--act", "relu", ...places, "--output", folder]);
    assert.deepEqual(Object.keys(dead), ["activation", "source", "layers"]);
    assert.equal(dead.source, path);
    assert.deepEqual(Object.keys(dead.layers[0]), ["name", "width", "dead", "fraction"]);
    assert.deepEqual(dead.layers.map(({ width }: { width: number }) => width), [12, 8]);
    assert.deepEqual(await json(["dead-neurons", ...named, ...places]), dead);

    const begun = ["--untrained", "--act", "relu", "--hidden", "4", "--init", "zeros"];
    const { layers: zeros } = await json(["dead-neurons", ...begun, "--output", folder]);
    assert.deepEqual(zeros.map(({ dead }: { dead: number }) => dead), [4]);
    await Deno.stat(join(folder, "dead_neurons_relu_untrained_1x4_zeros.png"));
    const fresh = ["--untrained", "--act", "swish", "--hidden", "16"];
    const table = await runHere(["dead-neurons", ...fresh, "--quiet", "--output", folder]);
    const figure = join(folder, "dead_neurons_swish_untrained_1x16.png");
    assert.match(
      table.stdout,
      /^Layer 1 - Swish {2}0 of 16 dead \(0.00 %\), \d+.\d\d % of the values saturated\n/,
    );
    assert.ok(table.stdout.endsWith(`\n${figure}\n`), table.stdout);
    assert.equal(table.stderr, "");
  }));

Deno.test("curves are those of the training, if it was recorded", () =>
  inTemporaryFolder(async (folder) => {
    const path = await storeModel(folder, "elu", 3);
    await storeModel(folder, "tanh", 0);
    const places = ["--checkpoints", folder, "--output", folder];
    assert.deepEqual(await json(["curves", "--act", "elu", ...places]), {
      activation: "elu",
      source: path,
      training: [1 - 1 / 2, 1 - 1 / 3, 1 - 1 / 4],
      validation: [0.5, 0.75, 0.5],
      best: { epoch: 2, validationAccuracy: 0.75 },
      loss: [1, 1 / 2, 1 / 3],
    });
    const drawn = await runHere([
      "curves",
      "--act",
      "elu",
      "--metric",
      "loss",
      "--log",
      ...places,
      "--quiet",
    ]);
    assert.equal(drawn.stdout, `${folder}/curves_elu_loss_log.png\n`);
    const unrecorded = await runHere(["curves", "--act", "tanh", ...places]);
    assert.equal(unrecorded.code, 1);
    assert.match(unrecorded.stderr, /^error: the training of the tanh model was not recorded/m);
    const missing = await runHere(["curves", "--act", "elu,sigmoid", ...places]);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /make it with: train --act sigmoid/);
  }));

const refusals: [args: string[], code: number, message: RegExp][] = [
  [
    ["gradients", "--act", "elu,gelo"],
    2,
    /--act: there is no activation named "gelo"; .* mean gelu\?/,
  ],
  [["gradients", "--act", "relu", "--seed", "-1"], 2, /expected an integer from 0 to 4294967295/],
  [
    ["examples", "--format", "png,gif"],
    2,
    /^error: --format: expected a list of png, svg, pdf, csv, json, got "png,gif"/,
  ],
  [["examples", "--dpi", "5"], 2, /^error: --dpi: expected a number from 10 to 1200, got "5"/],
  [
    ["examples", "--width", "0.9in"],
    2,
    /^error: --width: expected column, page, or 1in to 40in .* got "0.9in"/,
  ],
  [["examples", "--font-size", "5"], 2, /--font-size: expected a number from 6 to 72, got "5"/],
  [["examples", "--palette", "x"], 2, /--palette: expected one of deep, colorblind, got "x"/],
  [["examples", "--style", "x"], 2, /--style: expected one of tutorial, paper, talk, got "x"/],
  [["curves", "--checkpoints", "none"], 1, /make it with: train --act sigmoid/],
  [
    ["curves", "--act", "elu,relu", "--name", "x"],
    2,
    /--act elu,relu means several models, --name/,
  ],
  [["distributions", "--act", "all", "--model", "x"], 2, /means several models/],
  [["distributions", "--act", "elu", "--checkpoints", "none"], 1, /make it with: train --act elu/],
  [["dead-neurons", "--seed", "1"], 2, /are for untrained networks, .*; add --untrained/],
  [["dead-neurons", "--untrained", "--model", "x"], 2, /cannot be used with option/],
  [["dead-neurons", "--untrained", "--name", "x"], 2, /cannot be used with option/],
];

Deno.test("a folder that takes no files is told before anything is read or computed", async (t) => {
  const file = import.meta.filename!;
  const output = ["--output", file, "--data", file];
  const checkpoints = ["--checkpoints", file, "--data", file];
  const untrained = ["dead-neurons", "--untrained"];
  for (
    const args of [
      ["activations", ...output],
      ["examples", ...output],
      ["gradients", "--act", "elu", ...output],
      ["distributions", "--act", "elu", "--quiet", ...output],
      [...untrained, ...output],
      ["curves", "--act", "elu", "--quiet", ...output],
      ["reproduce", ...output],
      ["train", "--act", "elu", ...checkpoints],
      ["pretrained", "--base-url", "http://127.0.0.1:1", ...checkpoints],
    ]
  ) {
    await t.step(args.join(" "), async () => {
      const { code, stdout, stderr } = await runHere(args);
      assert.match(
        stderr,
        /^error: cannot write (to )?.*analyses_test.ts.*; a file is where a folder must be; .*\n$/,
      );
      assert.equal(code, 1);
      assert.equal(stdout, "");
    });
  }
});

Deno.test("usage error of the analyses gives one message, and no stack trace", async (t) => {
  for (const [args, code, message] of refusals) {
    await t.step(args.join(" "), async () => {
      const ended = await runHere(args);
      assert.match(ended.stderr, message);
      assert.equal(ended.code, code);
      assert.equal(ended.stdout, "");
      assert.doesNotMatch(ended.stderr, /^\s+at /m);
    });
  }
});

Deno.test("figures of formulas and parameters have names and colours of their own", () =>
  inTemporaryFolder(async (folder) => {
    const act = ["--act", "max(x,0),x*x,x+x,elu:alpha=0.5", "--hidden", "8"];
    const draw = ["dead-neurons", "--untrained", ...act, "--output", folder, "--quiet"];
    const { code, stderr } = await runHere(draw);
    assert.equal(code, 0, stderr);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "dead_neurons_elu-alpha-0.5_untrained_1x8.png",
      "dead_neurons_max-x-0-7891037a_untrained_1x8.png",
      "dead_neurons_x-x-41818d02_untrained_1x8.png",
      "dead_neurons_x-x-a9d7d905_untrained_1x8.png",
    ]);
  }));
