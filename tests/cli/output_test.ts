/** Where words leave the program: on streams that are full or closed, and with hostile words. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkpointPath,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { runCheckpointPath, writeRunCheckpoint } from "../../src/checkpoints/run_checkpoint.ts";
import { sampleCheckpoint } from "../checkpoints/sample_checkpoint.ts";
import { sampleState } from "../checkpoints/sample_state.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { command, ending, run } from "./program.ts";

const MOD = fileURLToPath(new URL("../../mod.ts", import.meta.url));
const HOSTILE = "a\x1b[2J\x07\n\x7f\x80\x9b\u200b\u202e\u2066\u2028 device";
const onWindows = Deno.build.os === "windows"; // which has no /dev/full

const small = ["--hidden", "16", "--limit", "2560", "--epochs", "2"];

/** Runs the program with its streams redirected as a shell says. */
async function redirected(redirection: string, args: readonly string[]) {
  const program = new Deno.Command("sh", {
    args: ["-c", `exec "$0" run -A "$@" ${redirection}`, Deno.execPath(), MOD, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
  });
  return ending(await program.output());
}

Deno.test({ name: "a full stdout is one line on stderr", ignore: onWindows }, async (t) => {
  const commands = ["devices", "devices --json", "--help", "train --help", "complete bash"]
    .concat("complete -- train --");
  for (const line of commands) {
    await t.step(line, async () => {
      const { code, stderr } = await redirected(">/dev/full", line.split(" "));
      assert.equal(code, 1);
      assert.match(stderr, /^error: cannot write to stdout: No space left on device.*\n$/);
    });
  }
});

Deno.test("a stdout that nobody reads is one line on stderr", async () => {
  const process = command(["devices"]).spawn();
  await process.stdout.cancel();
  const stderr = await new Response(process.stderr).text();
  assert.equal((await process.status).code, 1);
  assert.match(stderr, /^error: cannot write to stdout: .*\n$/);
});

Deno.test("a log that nobody reads, or that is full, ends no training", () =>
  inTemporaryFolder(async (folder) => {
    const train = ["train", "--act", "relu", ...small, "--checkpoints", folder];
    const process = command(train).spawn();
    await process.stderr.cancel();
    const stdout = await new Response(process.stdout).text();
    assert.equal((await process.status).code, 0);
    assert.match(stdout, /^relu: test accuracy/);
    const path = checkpointPath(folder, "FashionMNIST_relu");
    assert.equal((await readCheckpoint(path)).history.length, 2);
    if (onWindows) return;
    await Deno.remove(path);
    const full = await redirected("2>/dev/full", train);
    assert.equal(full.code, 0);
    assert.match(full.stdout, /^relu: test accuracy/);
    assert.equal((await readCheckpoint(path)).history.length, 2);
    // Neither an error nor a refusal changes how the program ends.
    assert.equal((await redirected("2>/dev/full", ["test", "--model", "none"])).code, 1);
    assert.equal((await redirected("2>/dev/full", ["trian"])).code, 2);
  }));

Deno.test("a result that cannot be printed is an error, and the model is there all the same", {
  ignore: onWindows,
}, () =>
  inTemporaryFolder(async (folder) => {
    const train = ["train", "--act", "relu", ...small, "--quiet", "--checkpoints", folder];
    const { code, stderr } = await redirected(">/dev/full", train);
    assert.equal(code, 1);
    assert.match(stderr, /^error: cannot write to stdout: No space left on device.*\n$/);
    assert.equal(
      (await readCheckpoint(checkpointPath(folder, "FashionMNIST_relu"))).history.length,
      2,
    );
  }));

Deno.test("what a file says is printed so that no terminal obeys it", () =>
  inTemporaryFolder(async (folder) => {
    const printed = /^[\x20-\x7e\n×·…]*$/;
    await writeCheckpoint(checkpointPath(folder, "FashionMNIST_elu"), {
      ...sampleCheckpoint(),
      device: HOSTILE,
      stopped: HOSTILE,
    });
    const args = ["train", "--act", "elu", "--hidden", "2,1", "--seed", "0", "--epochs", "9"];
    const { code, stdout, stderr } = await run([...args, "--json", "--checkpoints", folder]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, printed);
    const document = JSON.parse(stdout);
    assert.deepEqual([document.device, document.stopped], [HOSTILE, HOSTILE]);

    const state = sampleState(1, 0);
    const config = { ...state.config, epochs: 1 };
    await Deno.mkdir(join(folder, "unfinished"));
    await writeRunCheckpoint(runCheckpointPath(join(folder, "unfinished"), "FashionMNIST_elu"), {
      ...state,
      config,
      devices: [HOSTILE],
    });
    const { hiddenSizes, batchSize } = config;
    const resume = ["train", "--act", "elu", "--resume", "--hidden", hiddenSizes.join()]
      .concat("--batch-size", `${batchSize}`, "--epochs", "1")
      .concat("--checkpoints", join(folder, "unfinished"));
    const resumed = await run(resume);
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.match(resumed.stderr, printed);
    assert.match(
      resumed.stderr,
      /^Note: it ran on a\\u001b\[2J\\u0007\\u000a\\u007f\\u0080\\u009b/m,
    );

    const refused = await run(["test", "--act", HOSTILE, "--checkpoints", HOSTILE]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, printed);
  }));
