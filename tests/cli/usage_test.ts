import assert from "node:assert/strict";
import type { DeviceInfo } from "../../src/device/device.ts";
import { run } from "./program.ts";

const refusals: [args: string[], code: number, message: RegExp][] = [
  [["trian"], 2, /unknown command 'trian'\s+\(Did you mean train\?\)/],
  [["train"], 2, /required option '--act <name>' not specified/],
  [["train", "--act", "rellu"], 2, /Allowed choices are sigmoid, tanh, relu, leakyrelu, elu/],
  [["train", "--act", "relu", "--epoch", "3"], 2, /unknown option '--epoch'\s+\(Did you mean/],
  [["train", "--act", "relu", "--epochs", "0"], 2, /'0' is invalid. Expected an integer from 1 to/],
  [["train", "--act", "relu", "--epochs", "many"], 2, /'many' is invalid. Expected an integer/],
  [["train", "--act", "relu", "--lr", "-1"], 2, /'-1' is invalid. Expected a number above 0/],
  [["train", "--act", "relu", "--momentum", "1"], 2, /Expected a number from 0 to below 1/],
  [
    ["train", "--act", "relu", "--seed", "4294967296"],
    2,
    /Expected an integer from 0 to 4294967295/,
  ],
  [["train", "--act", "relu", "--hidden", "64,,32"], 2, /Width 2: Expected an integer from 1 to/],
  [["train", "--act", "relu", "--device", "cuda"], 2, /Allowed choices are auto, webgpu, cpu/],
  [
    ["train", "--act", "relu", "--threads", "0"],
    2,
    /'0' is invalid. Expected an integer from 1 to/,
  ],
  [["activations", "--threads", "two"], 2, /'two' is invalid. Expected an integer from 1 to 64/],
  [["gradients", "--blas", "mkl"], 2, /Allowed choices are auto, none/],
  [
    ["train", "--act", "relu", "--limit", "9", "--overwrite"],
    2,
    /the batch size 256 is not/,
  ],
  [
    ["train", "--act", "relu", "--data", "mod.ts", "--overwrite"],
    1,
    /data folder mod.ts/,
  ],
  [
    ["test", "--act", "elu", "--data", "docs"],
    1,
    /docs has no train-images-idx3-ubyte, .*put what is missing there, or download it with --download/,
  ],
  [
    ["train", "--act", "relu", "--checkpoints", "mod.ts/x"],
    1,
    /cannot write mod.ts.x.*a file is where a/,
  ],
  [
    ["train", "--act", "relu", "--checkpoints", "/proc/none"],
    1,
    /cannot write .proc.none.*; choose another place$/m,
  ],
  [
    ["train", "--act", "relu", "--hidden", "9500,9500", "--overwrite"],
    2,
    /hidden layers 9500,9500 would take 1120 MiB in a file, expected at most 1020 MiB; choose/,
  ],
  [["train", "--act", "relu", "--name", "../x"], 2, /Expected a name of at most 128 of A-Z.* a-z/],
  [["train", "--act", "relu", "--name", "x.unfinished"], 2, /nor ending in .unfinished, .lock/],
  [["train", "--act", "relu", "--resume", "--overwrite"], 2, /cannot be used with option/],
  [["train", "--act", "relu", "--save-every", "often"], 2, /Expected a number of minutes; 0 saves/],
  [["train", "--act", "relu", "--save-every", "-1"], 2, /Expected a number of minutes; 0 saves/],
  [["test"], 2, /name a model, with --act NAME, --name STEM or --model FILE/],
  [["test", "--act", "elu", "--model", "x"], 2, /cannot be used with option/],
  [["test", "--name", "elu", "--model", "x"], 2, /cannot be used with option/],
  [["test", "--name", "a.b"], 1, /there is no .*a.b.safetensors, .*train --act NAME --name a.b$/m],
  [["test", "--act", "elu", "--checkpoints", "none"], 1, /make it with: train --act elu/],
  [["test", "--model", "mod.ts"], 1, /mod.ts is not a checkpoint: it is not a safetensors file/],
];

Deno.test("usage error and bad input give one message, and no stack trace", async (t) => {
  for (const [args, code, message] of refusals) {
    await t.step(args.join(" "), async () => {
      const ended = await run(args);
      assert.match(ended.stderr, message);
      assert.equal(ended.code, code);
      assert.equal(ended.stdout, "");
      assert.doesNotMatch(ended.stderr, /^\s+at /m);
    });
  }
});

Deno.test("help is on stdout, says what each command does, and ends well", async () => {
  const help = await run(["--help"]);
  assert.equal(help.code, 0);
  for (const name of ["train", "test", "devices", "complete"]) {
    assert.match(help.stdout, new RegExp(`^  ${name} .*\\w`, "m"));
  }
  const train = await run(["train", "--help"]);
  assert.equal(train.code, 0);
  for (const part of ["--batch-size <n>", "(default: 256)", "Examples:", "--overwrite"]) {
    assert.ok(train.stdout.includes(part), part);
  }
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
  const { code, stderr } = await run(["devices", ...shared]);
  assert.equal(code, 0, stderr);
  const refused = await run(["activations", ...shared, "--dpi", "1"]);
  assert.match(refused.stderr, /'1' is invalid. Expected a number from 10 to 1200/);
});

Deno.test("the shell completes commands and options", async () => {
  const words = await run(["complete", "--", "train", "--"]);
  assert.equal(words.code, 0);
  assert.match(words.stdout, /^--batch-size/m);
  const script = await run(["complete", "bash"]);
  assert.equal(script.code, 0);
  assert.match(script.stdout, /activation-lab/);
});

Deno.test("devices lists what there is; webgpu without an adapter fails and says what to do", async () => {
  const listed = await run(["devices", "--json"]);
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
  const output = await Deno.makeTempDir();
  const args = ["activations", "--output", output];
  const one = await run([...args, "--device", "cpu", "--threads", "1", "--blas", "none"]);
  assert.match(one.stderr, /^Computing activations on CPU \(own kernels, .*\)$/m);
  const software = await run([...args, "--device", "webgpu"]);
  assert.match(software.stderr, /^Computing activations on .+$/m);
  await Deno.remove(output, { recursive: true });
});
