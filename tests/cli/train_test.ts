import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath, readCheckpoint } from "../../src/training/checkpoint.ts";
import { command, run } from "./program.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const small = ["--hidden", "32", "--limit", "2560", "--epochs", "2"];

Deno.test("train, train again, test: the story of a model", () =>
  inTemporaryFolder(async (folder) => {
    const checkpoints = join(folder, "models");
    const train = ["train", "--act", "relu", ...small, "--checkpoints", checkpoints];
    const path = checkpointPath(checkpoints, "relu");

    const first = await run([...train, "--json"]);
    assert.equal(first.code, 0, first.stderr);
    const document = JSON.parse(first.stdout);
    assert.deepEqual(Object.keys(document), [
      "activation",
      "device",
      "config",
      "epochs",
      "best",
      "test",
      "stopped",
    ]);
    assert.equal(document.activation, "relu");
    assert.deepEqual(document.config.hiddenSizes, [32]);
    assert.equal(document.epochs.length, 2);
    assert.deepEqual(Object.keys(document.epochs[0]), [
      "epoch",
      "loss",
      "trainAccuracy",
      "validationAccuracy",
      "seconds",
    ]);
    assert.ok(document.best.validationAccuracy > 0.3);
    assert.equal(document.test.total, 10_000);
    assert.match(first.stderr, /^\[Epoch {3}1\] loss \d.*best so far/m);
    assert.ok(first.stderr.includes(path));

    const bytes = await Deno.readFile(path);
    const again = await run([...train, "--epochs", "5", "--quiet"]);
    assert.equal(again.code, 0);
    assert.equal(again.stderr, "");
    assert.match(again.stdout, /^relu: test accuracy \d+\.\d\d % \(\d+ of 10000\), validation/);
    const told = await run([...train, "--epochs", "5"]);
    assert.match(told.stderr, /is there already; --overwrite trains anew/);
    assert.match(told.stderr, /trained with epochs 2, not 5/);
    assert.deepEqual(await Deno.readFile(path), bytes);

    const tested = await run(["test", "--model", path, "--json"]);
    assert.equal(tested.code, 0, tested.stderr);
    assert.deepEqual(JSON.parse(tested.stdout), { activation: "relu", ...document.test });

    const anew = await run([...train, "--epochs", "1", "--overwrite", "--quiet"]);
    assert.equal(anew.code, 0, anew.stderr);
    assert.equal((await readCheckpoint(path)).history.length, 1);
  }));

Deno.test("a loss that explodes ends the program with the reason, and keeps nothing broken", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["train", "--act", "relu", ...small, "--lr", "1e30", "--checkpoints", folder];
    const { code, stderr, stdout } = await run([...args, "--json"]);
    assert.equal(code, 1);
    assert.match(stderr, /Stopped: the loss became (NaN|-?Infinity) in epoch 1, step \d+/);
    assert.equal(JSON.parse(stdout).best, null);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("Ctrl-C ends the training, keeps the best model and says so", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["train", "--act", "relu", "--hidden", "32", "--limit", "5120"];
    const process = command([
      ...args,
      "--epochs",
      "5000",
      "--patience",
      "5000",
      "--checkpoints",
      folder,
    ])
      .spawn();
    // Ends it once the first epoch was told of; what is printed later is read to the end.
    let stderr = "";
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
      const before = stderr.includes("[Epoch   2]");
      stderr += text;
      if (!before && stderr.includes("[Epoch   2]")) process.kill("SIGINT");
    }
    const { code } = await process.status;
    const stdout = await new Response(process.stdout).text();
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Stopped: interrupted in epoch \d+/);
    const path = checkpointPath(folder, "relu");
    assert.ok(stderr.includes(`is in ${path}`));
    assert.match(stdout, /^relu: test accuracy/);
    const { stopped, history } = await readCheckpoint(path);
    assert.match(stopped, /^interrupted in epoch/);
    assert.ok(history.length >= 2);
  }));
