import assert from "node:assert/strict";
import { join } from "node:path";
import type { DeviceInfo } from "../../src/device/device.ts";
import { registerActivation } from "../../src/nn/activations.ts";
import { multiply } from "../../src/tensor/ops/arithmetic.ts";
import { VERSION } from "../../src/version.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { run } from "./program.ts";

/** A file, where a folder or a model must be, and a folder with no data. */
const { filename: file, dirname: folder } = import.meta as { filename: string; dirname: string };

const train = ["train", "--act", "relu"];

const refusals: [args: string[], code: number, message: RegExp][] = [
  [["trian"], 2, /^error: unknown command 'trian'; did you mean train\?\n$/],
  [["help", "trian"], 2, /^error: unknown command 'trian'; did you mean train\?\n$/],
  [["help", "study", "paln"], 2, /^error: unknown command 'paln'; did you mean plan\?\n$/],
  [["study", "help", "train"], 2, /^error: unknown command 'train'\n$/],
  [["help", "--all"], 2, /^error: unknown option '--all'\n$/],
  [
    ["train", "elu"],
    2,
    /^error: too many arguments for 'train'; expected 0 arguments, got 1: elu; did you mean --act elu\?\n$/,
  ],
  [["test", "elu", "all"], 2, /got 2: elu, all; did you mean --act elu,all\?\n$/],
  [["train", "fast"], 2, /got 1: fast\n$/],
  [["devices", "relu"], 2, /got 1: relu\n$/],
  [
    ["train"],
    2,
    /^error: expected activation functions .*; name them, as in --act elu or --act all\n$/,
  ],
  [
    ["train", "--activation", "relu"],
    2,
    /^error: unknown option '--activation'; did you mean --act\?\n$/,
  ],
  [["train", "--ac=relu"], 2, /^error: unknown option '--ac=relu'\n$/],
  [
    ["curves", "--check", "x"],
    2,
    /^error: unknown option '--check'; did you mean --checkpoints\?\n$/,
  ],
  [[...train, "--epoch", "3"], 2, /^error: unknown option '--epoch'; did you mean --epochs\?\n$/],
  [
    ["study", "compare", "x.csv", "--factor", "a", "--metrics", "b"],
    2,
    /^error: unknown option '--metrics'; did you mean --metric\?\n$/,
  ],
  [["train", "--act"], 2, /^error: --act: expected a list, got nothing\n$/],
  [[...train, "--lr"], 2, /^error: --lr: expected a number, got nothing\n$/],
  [[...train, "--epochs"], 2, /^error: --epochs: expected a number, got nothing\n$/],
  [[...train, "--hidden"], 2, /^error: --hidden: expected widths, got nothing\n$/],
  [["study", "compare", "--chance"], 2, /^error: --chance: expected an accuracy, got nothing\n$/],
  [
    ["train", "--act", "relu,rellu"],
    2,
    /^error: --act: there is no activation named "rellu"; there are sigmoid, .*; did you mean relu\?\n$/,
  ],
  [
    [...train, "--epochs", "0"],
    2,
    /^error: --epochs: expected an integer from 1 to 10000, got "0"\n$/,
  ],
  [[...train, "--epochs", "many"], 2, /expected an integer from 1 to 10000, got "many"\n$/],
  [[...train, "--lr", "-1"], 2, /^error: --lr: expected a number above 0.*, got "-1"\n$/],
  [[...train, "--momentum", "1"], 2, /expected a number from 0 to below 1/],
  [[...train, "--seed", "4294967296"], 2, /expected an integer from 0 to 4294967295/],
  [[...train, "--hidden", "64,,32"], 2, /^error: --hidden: width 2: expected an integer from 1 to/],
  [
    [...train, "--device", "cuda"],
    2,
    /^error: --device: expected one of auto, webgpu, cpu, got "cuda"/,
  ],
  [[...train, "--threads", "0"], 2, /^error: --threads: expected an integer from 1 to 64, got "0"/],
  [["activations", "--threads", "two"], 2, /expected an integer from 1 to 64, got "two"/],
  [["activations", "--from", "x"], 2, /^error: --from: expected a finite number, got "x"\n$/],
  [
    ["activations", "--to", "Infinity"],
    2,
    /^error: --to: expected a finite number, got "Infinity"/,
  ],
  [["activations", "--to=-5"], 2, /^error: --from: expected less than --to -5, got -5\n$/],
  [
    ["examples", "--normalize", "standrd"],
    2,
    /^error: --normalize: expected one of tutorial, standard, got "standrd"; did you mean standard\?/,
  ],
  [
    ["test", "--dataset", "mnsit"],
    1,
    /^error: there is no folder "mnsit", and no data set .*; did you mean mnist\?\n$/,
  ],
  [["gradients", "--blas", "mkl"], 2, /expected one of auto, none, got "mkl"/],
  [
    ["gradients", "--model", "x", "--hidden", "9"],
    2,
    /^error: --hidden, --init and --seed are for untrained networks, .* its own; leave out either\n$/,
  ],
  [
    [...train, "--limit", "9", "--overwrite", "--checkpoints", "NEW"],
    2,
    /the batch size is 256, expected an integer from 1 to 9/,
  ],
  [
    [...train, "--warmup", "9751", "--checkpoints", "NEW"],
    2,
    /^error: expected a warm-up of 0 to 9750 steps, which the training has, got 9751\n$/,
  ],
  [
    ["train", "--act", "relu,mish", "--init", "he_normal:gain=torch", "--checkpoints", "NEW"],
    2,
    /^error: there is no torch gain for an activation named "mish"; there are identity/,
  ],
  [
    [...train, "--data", file, "--overwrite", "--checkpoints", "NEW"],
    1,
    /data folder .*usage_test/,
  ],
  [
    ["test", "--act", "elu", "--data", folder],
    1,
    /has no train-images-idx3-ubyte, .*; put what is missing there, or allow the download with --download\n$/,
  ],
  [[...train, "--checkpoints", `${file}/x`], 1, /cannot write .*a file is where a/],
  [
    [...train, "--checkpoints", "/proc/none"],
    1,
    /cannot write .proc.none.*; choose another place$/m,
  ],
  [
    [...train, "--hidden", "9500,9500", "--overwrite"],
    2,
    /hidden layers 9500,9500 would take 1120 MiB in a file, expected at most 992 MiB; choose/,
  ],
  [[...train, "--name", "../x"], 2, /^error: --name: expected a name of at most 128 of A-Z.* a-z/],
  [[...train, "--name", "x.unfinished"], 2, /nor ending in .unfinished, .lock/],
  [
    ["train", "--act", "relu,elu", "--name", "x"],
    2,
    /^error: --act relu,elu means several models, --name one; leave out either\n$/,
  ],
  [[...train, "--resume", "--overwrite"], 2, /cannot be used with option/],
  [[...train, "--save-every", "often"], 2, /expected a number of minutes, 0 to save at every step/],
  [[...train, "--save-every", "-1"], 2, /expected a number of minutes, 0 to save at every step/],
  [["test", "--act", "all", "--model", "x"], 2, /means several models, --model one/],
  [["test", "--name", "elu", "--model", "x"], 2, /cannot be used with option/],
  [["test", "--name", "a.b"], 1, /there is no .*a.b.safetensors, .*train --act NAME --name a.b$/m],
  [
    ["test", "--act", "x*x", "--checkpoints", "my models"],
    1,
    /; make it with: train --act 'x \* x' --checkpoints 'my models'\n$/,
  ],
  [["gradients", "--data", folder, "--output", "NEW"], 1, /^error: .* has no train-images-/],
  [["reproduce", "--data", folder, "--output", "NEW"], 1, /^error: .* has no train-images-/],
  [
    ["pretrained", "--base-url", "http://127.0.0.1:9/", "--checkpoints", "NEW"],
    1,
    /could not be downloaded|no answer from/,
  ],
  [["test", "--model", file], 1, /usage_test.ts is not a checkpoint: it is not a safetensors file/],
];

Deno.test("usage errors and bad input give one message, and leave no folder", async (t) => {
  for (const [args, code, message] of refusals) {
    await t.step(args.join(" "), () =>
      inTemporaryFolder(async (folder) => {
        const place = join(folder, "new");
        const ended = await runHere(args.map((word) => word === "NEW" ? place : word));
        assert.match(ended.stderr, message);
        assert.equal(ended.code, code);
        assert.equal(ended.stdout, "");
        assert.deepEqual([...Deno.readDirSync(folder)], []);
      }));
  }
});

Deno.test("a refused program exits with its code, and prints no stack trace", async () => {
  for (const [args, code] of [refusals[0]!, refusals.at(-1)!]) {
    const ended = await run(args);
    assert.equal(ended.code, code);
    assert.match(ended.stderr, /^error: .*\n$/);
  }
});

Deno.test("--version prints the name and the version", async () => {
  const { code, stdout } = await runHere(["--version"]);
  assert.equal(code, 0);
  assert.equal(stdout, `activation-lab ${VERSION}\n`);
});

Deno.test("help is on stdout, says what each command does, and ends well", async () => {
  const help = await runHere(["--help"]);
  assert.equal(help.code, 0);
  for (const name of ["train", "test", "devices", "complete"]) {
    assert.match(help.stdout, new RegExp(`^  ${name} .*\\w`, "m"));
  }
  const train = await runHere(["train", "--help"]);
  assert.deepEqual(await runHere(["help", "train"]), train);
  assert.deepEqual(
    await runHere(["help", "study", "run"]),
    await runHere(["study", "run", "--help"]),
  );
  assert.equal(train.code, 0);
  for (const part of ["--batch-size <n>", "(default: 256)", "Examples:", "--overwrite"]) {
    assert.ok(train.stdout.includes(part), part);
  }
  const headings = train.stdout.match(/^\w+:$/gm);
  const expected = ["Model:", "Training:", "Data:", "Compute:", "Output:", "Examples:"];
  assert.deepEqual(headings, expected);
  assert.match(train.stdout, /Output:\n +--json .*\n(.*\n)* +-h, --help/);
});

Deno.test("the help of every command fits a terminal of 80 columns", async () => {
  async function check(...command: string[]): Promise<void> {
    const { stdout } = await runHere([...command, "--help"]);
    const [, list = ""] = /\nCommands:\n((?: .*\n)+)/.exec(stdout) ?? [];
    for (const [, name] of list.matchAll(/^ {2}(\w[\w-]*)/gm)) {
      if (name !== "help" && name !== "complete") await check(...command, name!);
    }
    const long = stdout.split("\n").filter((line) => line.length > 80 && /\S\s/.test(line));
    assert.deepEqual(long, [], command.join(" "));
  }
  await check();
});

Deno.test("help lists choices with their default, and the activations where they are drawn", async () => {
  const text = async (command: string) =>
    (await runHere([command, "--help"])).stdout.replaceAll(/\s+/g, " ");
  const train = await text("train");
  assert.match(train, /weights \(momentum, sgd, .*, adamw; default: momentum\)/);
  assert.match(train, /where to compute \(auto, webgpu, cpu; default: auto\)/);
  assert.match(train, /best epoch \(best\), or in every epoch \(all\) --save-every/);
  assert.doesNotMatch(train, /hardswish/);
  assert.match(await text("activations"), /hardswish, identity, prelu/);
  for (const command of ["dead-neurons", "distributions", "gradients"]) {
    assert.match(await text(command), /so that Layer 3 is the activation of the second hidden/);
  }
  assert.match(await text("test"), /IDX files \(default: the model's, or FashionMNIST\)/);
});

Deno.test("an activation that a script registered can be named", async () => {
  registerActivation("cube", (x) => multiply(x, multiply(x, x)));
  const { code, stdout, stderr } = await runHere(
    ["activations", "--act", "cube,relu", "--to", "2", "--json"],
  );
  assert.equal(code, 0, stderr);
  const [cube, relu] = JSON.parse(stdout);
  assert.equal(cube.activation, "cube");
  assert.equal(cube.y.at(-1), 8);
  assert.equal(relu.y.at(-1), 2);
});

Deno.test("every command takes the shared options, also where they change nothing", async () => {
  const shared = [
    "--device",
    "auto",
    "--threads",
    "2",
    "--blas",
    "none",
    "--data",
    "none",
    "--checkpoints",
    "none",
    "--json",
    "--quiet",
  ];
  const { code, stderr } = await runHere(["devices", ...shared]);
  assert.equal(code, 0, stderr);
  const compared = await runHere(["study", "compare", "none.csv", "--factor", "a", ...shared]);
  assert.equal(compared.stderr, 'error: there is no file "none.csv"\n');
  const refused = await runHere(["activations", ...shared, "--dpi", "1"]);
  assert.match(refused.stderr, /--dpi: expected a number from 10 to 1200, got "1"/);
});

Deno.test("the shell completes commands and options", async () => {
  const words = await runHere(["complete", "--", "train", "--"]);
  assert.equal(words.code, 0);
  assert.match(words.stdout, /^--batch-size/m);
  const script = await runHere(["complete", "bash"]);
  assert.equal(script.code, 0);
  assert.match(script.stdout, /activation-lab/);
});

Deno.test("devices lists what there is; webgpu without an adapter fails and says what to do", async () => {
  const listed = await runHere(["devices", "--json"]);
  assert.equal(listed.code, 0);
  const devices: DeviceInfo[] = JSON.parse(listed.stdout);
  assert.ok(devices.some(({ kind, name }) => kind === "cpu" && name.startsWith("CPU (")));
  for (const { name, software } of devices) {
    assert.ok(name.length > 0);
    assert.equal(typeof software, "boolean");
  }

  if (Deno.build.os !== "linux") return; // elsewhere drivers cannot be hidden
  const none = { VK_DRIVER_FILES: "/nonexistent", VK_ICD_FILENAMES: "/nonexistent" };
  const alone = await run(["devices"], none);
  assert.equal(alone.code, 0);
  assert.match(alone.stdout, /^cpu {5}CPU \(.*\)\n/);
  const missing = await run(["activations", "--device", "webgpu"], none);
  assert.equal(missing.code, 1);
  assert.match(missing.stderr, /no WebGPU adapter was found.*apt-get install mesa-vulkan-drivers/s);
  assert.equal(missing.stdout, "");
});

Deno.test("a command says what it computes on, and how", async () => {
  const cpu = ["--device", "cpu", "--threads", "1", "--blas", "none"];
  const one = await runHere(["activations", "--json", ...cpu]);
  assert.match(one.stderr, /^Computing activations on CPU \(own kernels, .*\)$/m);
  const software = await runHere(["activations", "--json", "--device", "webgpu"]);
  assert.match(software.stderr, /^Computing activations on .+$/m);
});
