/** What ends a program early: Ctrl-C, SIGTERM, SIGHUP. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import {
  readRunCheckpoint,
  runCheckpointPath,
  writeRunCheckpoint,
} from "../../src/checkpoints/run_checkpoint.ts";
import { parseTrainingConfig } from "../../src/training/config.ts";
import { sampleState } from "../checkpoints/sample_state.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { type Ending, followed, runAndOnce } from "./program.ts";

const ENDLESS = fileURLToPath(new URL("endless.ts", import.meta.url));
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const signals = Object.keys(CODES) as (keyof typeof CODES)[];
const onWindows = Deno.build.os === "windows"; // which has none of them but Ctrl-C

const send = (...list: Deno.Signal[]) => (process: Deno.ChildProcess) => {
  for (const signal of list) process.kill(signal);
};

/** Runs the program that never ends; a shell may prepare for it. */
function endless(acts: Parameters<typeof followed>[1], before = ""): Promise<Ending> {
  const args = ["-c", `${before} exec "$0" run --allow-all "$1"`, Deno.execPath(), ENDLESS];
  const streams = { stdin: "null", stdout: "piped", stderr: "piped" } as const;
  return followed(new Deno.Command("sh", { args, ...streams }), acts);
}

for (const signal of signals) {
  const name = `${signal} ends a training with its state saved, and with the code of the signal`;
  Deno.test({ name, ignore: onWindows }, () =>
    inTemporaryFolder(async (folder) => {
      const args = ["train", "--act", "relu", "--hidden", "32", "--limit", "5120"]
        .concat("--patience", "5000", "--epochs", "5000", "--checkpoints", folder);
      const { code, stderr } = await runAndOnce("[Epoch   2]", send(signal), args);
      assert.equal(code, CODES[signal], stderr);
      assert.match(
        stderr,
        /^Stopping after the steps under way(; press Ctrl-C again to end at once)?\.$/m,
      );
      assert.match(stderr, /^Stopped: interrupted in epoch \d+ after \d+ of 20 steps\.$/m);
      assert.ok(
        (await readRunCheckpoint(runCheckpointPath(folder, "FashionMNIST_relu")))!.history.length >=
          2,
      );
    }));

  Deno.test({ name: `${signal} ends an analysis at once`, ignore: onWindows }, async () => {
    const args = ["dead-neurons", "--untrained", "--json"];
    const { code, stdout, stderr } = await runAndOnce("Counting dead neurons", send(signal), args);
    assert.equal(code, CODES[signal], stderr);
    assert.equal(stdout, "");
  });
}

Deno.test({
  name: "a signal ends reproduce as it ends a training",
  ignore: onWindows,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const path = runCheckpointPath(folder, "FashionMNIST_sigmoid");
      await writeRunCheckpoint(path, {
        ...sampleState(0, 194, [512, 256, 256, 128]), // one step before the end of the first epoch
        config: parseTrainingConfig({ activation: "sigmoid" }),
      });
      const args = ["reproduce", "--checkpoints", folder, "--output", folder];
      const { code, stderr } = await runAndOnce("[Epoch   1]", send("SIGTERM"), args);
      assert.equal(code, 143, stderr);
      assert.match(stderr, /; the next reproduce resumes from there\.$/m);
      assert.equal((await readRunCheckpoint(path))!.history.length, 1);
      assert.doesNotMatch(stderr, /Training with tanh/);
    }),
});

Deno.test({ name: "a second Ctrl-C ends at once", ignore: onWindows }, async () => {
  const interrupt = send("SIGINT");
  const { code, stderr } = await endless([["ready", interrupt], ["Stopping after", interrupt]]);
  assert.equal(code, 130, stderr);
});

Deno.test({
  name: "SIGTERM and SIGHUP may come twice, as from timeout or a terminal that closes",
  ignore: onWindows,
  fn: async () => {
    for (const signal of ["SIGTERM", "SIGHUP"] as const) {
      const { code, stderr } = await endless([
        ["ready", send(signal)],
        ["Stopping after the steps under way.", send(signal, signal, "SIGINT")],
      ]);
      assert.equal(code, 130, stderr); // by the Ctrl-C that comes after them
      assert.equal(stderr.match(/Stopping/g)!.length, 1, stderr);
    }
  },
});

Deno.test({
  name: "a program that is started to ignore SIGHUP, by nohup, does (Linux only tells)",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const acts = [
      ["ready", send("SIGHUP", "SIGINT")],
      ["Stopping after the steps under way; press Ctrl-C again", send("SIGINT")],
    ] as const;
    const { code, stderr } = await endless(acts, "trap '' HUP;");
    assert.equal(code, 130, stderr);
    assert.equal(stderr.match(/Stopping/g)!.length, 1, stderr);
  },
});
