/** The files of figures: what they are called, what they say, and what may take their place. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { commandLine } from "../../src/cli/command_line.ts";
import { VERSION } from "../../src/version.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { storeModel } from "./store_model.ts";

const SMALL = ["--device", "cpu", "--blas", "none", "--quiet"];

/** Runs a command that must succeed, and returns the names of the figures it wrote. */
async function draw(folder: string, args: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await runHere([...args, ...SMALL, "--output", folder]);
  assert.equal(code, 0, stderr);
  const lines = stdout.split("\n").filter((line) => line.startsWith(folder));
  return lines.map((line) => line.slice(folder.length + 1));
}

Deno.test("a figure's name tells what differs from the default", () =>
  inTemporaryFolder(async (folder) => {
    const table = (args: readonly string[]) => draw(folder, [...args, "--format", "csv"]);
    const ten = Array.from({ length: 10 }, (_, i) => i < 5 ? 9 : 8).join();
    const expected: [args: string[], name: string][] = [
      [["activations"], "activations.csv"],
      [["activations", "--act", "elu,gelu"], "activations_elu_gelu.csv"],
      [["activations", "--act", "every"], "activations_every.csv"],
      [["activations", "--act", "elu", "--from", "-2"], "activations_elu_-2to5.csv"],
      [["activations", "--act", "elu", "--gradient-panels"], "activations_elu_panels.csv"],
      [["gradients", "--act", "elu", "--seed", "7"], "gradients_elu_seed7.csv"],
      [
        ["gradients", "--act", "elu,relu", "--hidden", "8", "--norms"],
        "gradient_norms_elu_relu_1x8.csv",
      ],
      [
        ["gradients", "--act", "elu", "--hidden", "8,8", "--split-seed", "1"],
        "gradients_elu_2x8_split1.csv",
      ],
      [
        ["dead-neurons", "--act", "relu", "--untrained", "--hidden", ten],
        "dead_neurons_relu_untrained_10x.csv",
      ],
    ];
    for (const [args, name] of expected) assert.deepEqual(await table(args), [name]);

    const model = await storeModel(folder, "relu", 2);
    const named = join(folder, "wide.safetensors");
    await Deno.rename(model, named);
    const trained = (command: string) => table([command, "--model", named]);
    assert.deepEqual(await trained("gradients"), ["gradients_wide_trained.csv"]);
    assert.deepEqual(await trained("distributions"), ["distributions_wide.csv"]);
    assert.deepEqual(await trained("curves"), ["curves_wide.csv"]);
  }));

Deno.test("figure-info prints what a figure says, for people and as JSON", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["gradients", "--act", "elu", "--hidden", "8", "--seed", "7"];
    await draw(folder, [...args, "--format", "png,svg,pdf", "--dpi", "50"]);
    const command = ["activation-lab", ...args, "--format", "png,svg,pdf", "--dpi", "50"];
    for (const format of ["png", "svg", "pdf"]) {
      const file = join(folder, `gradients_elu_1x8_seed7.${format}`);
      const { code, stdout, stderr } = await runHere(["figure-info", file, "--json"]);
      assert.equal(code, 0, stderr);
      const { device, ...said } = JSON.parse(stdout);
      assert.match(device, /^cpu|CPU|x86|ARM/i);
      assert.deepEqual(said, {
        title: "Weight gradients of an untrained network with ELU",
        software: `activation-lab ${VERSION}`,
        command: [...command, ...SMALL, "--output", folder].join(" "),
        settings: {
          source: "untrained",
          activation: "elu",
          hiddenSizes: [8],
          splitSeed: 42,
          ...format === "png" && { dpi: 50 },
          style: "tutorial",
          palette: "deep",
        },
        seed: 7,
      });
      const text = (await runHere(["figure-info", file])).stdout;
      for (const line of ["seed         7", "hiddenSizes  [8]", "activation   elu"]) {
        assert.ok(text.split("\n").includes(line), text);
      }
    }
  }));

Deno.test("figure-info refuses what is no figure of the program's in one line, without obeying it", () =>
  inTemporaryFolder(async (folder) => {
    const write = async (name: string, text: string) => {
      await Deno.writeTextFile(join(folder, name), text);
      return join(folder, name);
    };
    const refused: [file: string, message: RegExp][] = [
      [join(folder, "none.png"), /there is no .*none\.png/],
      [folder, /is a folder, expected a regular file/],
      [await write("a.csv", "a,b"), /a\.csv is neither PNG, SVG nor PDF, expected a figure/],
      [await write("a.svg", "<svg/>"), /a\.svg does not say how it was made, expected a figure of/],
    ];
    for (const [file, message] of refused) {
      const { code, stdout, stderr } = await runHere(["figure-info", file]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, new RegExp(`^error: .*${message.source}[^\n]*\n$`));
    }
    const said = "Software: activation-lab 1\nDevice: \u001b[2Jcleared\u202e";
    const forged = await write("b.svg", `<svg><desc>${said}</desc></svg>`);
    const { stdout } = await runHere(["figure-info", forged]);
    assert.match(stdout, /^device +\\u001b\[2Jcleared\\u202e$/m);
    assert.equal((await runHere(["figure-info"])).code, 2);
  }));

Deno.test("a figure takes the place of one of the same settings, and of no other unless asked", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["activations", "--act", "elu", "--from", "-2.5"];
    const [name] = await draw(folder, args);
    const path = join(folder, name!);
    const before = await Deno.readFile(path);
    await draw(folder, args);
    assert.deepEqual(await Deno.readFile(path), before, "the same settings, the same bytes");

    const other = [...args, "--dpi", "40", "--output", folder, ...SMALL];
    const refused = await runHere(other);
    assert.deepEqual([refused.code, refused.stdout], [2, ""]);
    assert.match(
      refused.stderr,
      /^error: \S+png is a figure of other settings: dpi 150 \(asked for: 40\); replace it with --overwrite, or .* --output\n$/,
    );
    assert.deepEqual(await Deno.readFile(path), before);
    assert.equal((await runHere([...other, "--overwrite"])).code, 0);
    assert.notDeepEqual(await Deno.readFile(path), before);

    const gradients = ["gradients", "--act", "elu", "--hidden", "8"];
    const [seeded] = await draw(folder, [...gradients, "--seed", "7"]);
    await Deno.rename(join(folder, seeded!), join(folder, "gradients_elu_1x8.png"));
    const usual = await runHere([...gradients, "--output", folder, ...SMALL]);
    assert.match(usual.stderr, /is a figure of other settings: seed 7 \(asked for: 0\);/);

    await Deno.remove(path);
    await Deno.mkdir(path);
    const blocked = await runHere([...args, "--output", folder, ...SMALL]);
    assert.equal(blocked.code, 1);
    assert.match(blocked.stderr, /^error: \S+png is a folder, expected a regular file\n$/);
    await Deno.remove(path);

    await Deno.writeTextFile(path, "not a figure");
    const foreign = await runHere([...args, "--output", folder, ...SMALL]);
    assert.equal(foreign.code, 2);
    assert.match(foreign.stderr, /is neither PNG, SVG nor PDF, .*; replace it with --overwrite/);
    assert.equal(await Deno.readTextFile(path), "not a figure");
  }));

Deno.test("text that no axes have room beside is refused before anything is computed", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["gradients", "--act", "elu", "--data", folder, "--output", folder, ...SMALL];
    const large = [...args, "--width", "column", "--font-size", "40"];
    const refused = await runHere(large);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^error: expected room for data, got text of 40 points/);
    for (const fits of [args, [...large, "--format", "csv"]]) {
      assert.match((await runHere(fits)).stderr, /images/, "the data set is looked for");
    }
  }));

Deno.test("the numbers that a figure draws are written as a table, and not lost either", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["activations", "--act", "elu", "--format", "csv,json,svg", "--editable"];
    const written = await draw(folder, args);
    assert.deepEqual(written, ["csv", "json", "svg"].map((end) => `activations_elu.${end}`));
    const [csv, json, svg] = await Promise.all(
      written.map((name) => Deno.readTextFile(join(folder, name))),
    );
    const lines = csv!.split("\n");
    assert.equal(lines.length, 2 * 1000 + 2);
    assert.match(lines[0]!, /^panel,mark,series,x,y$/);
    assert.match(lines[1]!, /^ELU,line,ActFn,-5,-0\.9932\d+$/);
    assert.equal(JSON.parse(json!).length, 2000);
    assert.match(svg!, /<text /);
    await draw(folder, args);
    await Deno.writeTextFile(join(folder, written[0]!), "a,b\n");
    const { code, stderr } = await runHere([...args, ...SMALL, "--output", folder]);
    assert.equal(code, 2);
    assert.match(stderr, /activations_elu\.csv has other numbers; replace it with --overwrite/);
  }));

Deno.test("a command line can be pasted into a shell", () => {
  const args = ["curves", "--act=relu,elu:alpha=0.5", "--name", "it's Ann's", "x * $y", ""];
  assert.equal(
    commandLine(args),
    `activation-lab curves --act=relu,elu:alpha=0.5 --name 'it'\\''s Ann'\\''s' 'x * $y' ''`,
  );
});
