import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath, readCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import { readRunCheckpoint, runCheckpointPath } from "../../src/checkpoints/run_checkpoint.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { run, runAndOnce } from "./program.ts";
import { storeModel } from "./store_model.ts";

const small = ["--hidden", "32", "--limit", "2560", "--epochs", "2"];

Deno.test("train, train again, test: the story of a model", () =>
  inTemporaryFolder(async (folder) => {
    const checkpoints = join(folder, "models");
    const train = ["train", "--act", "relu", ...small, "--checkpoints", checkpoints];
    const path = checkpointPath(checkpoints, "FashionMNIST_relu");

    const first = await runHere([...train, "--json"]);
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
    const again = await runHere([...train, "--quiet"]);
    assert.equal(again.code, 0);
    assert.equal(again.stderr, "");
    assert.match(again.stdout, /^relu: test accuracy \d+\.\d\d % \(\d+ of 10000\), validation/);
    const told = await runHere(train);
    assert.match(told.stderr, /already exists; --overwrite trains from scratch/);
    for (const more of [["--quiet"], ["--resume"]]) {
      const other = await runHere([...train, "--epochs", "5", "--lr", "0.5", ...more]);
      assert.equal(other.code, 2);
      assert.equal(other.stdout, "");
      assert.equal(
        other.stderr,
        `error: ${path} is a model of other settings: epochs 2 (asked for: 5); learningRate 0.01 (asked for: 0.5); ` +
          "repeat those settings, choose another name with --name, " +
          "or train from scratch in its place with --overwrite\n",
      );
    }
    assert.deepEqual(await Deno.readFile(path), bytes);

    const named = await runHere([...train, "--epochs", "1", "--name", "relu.2"]);
    assert.equal(named.code, 0, named.stderr);
    const second = await readCheckpoint(checkpointPath(checkpoints, "relu.2"));
    assert.equal(second.config.epochs, 1);
    assert.deepEqual(await Deno.readFile(path), bytes);
    {
      // Whoever holds the lock may be about to replace the model: its numbers are not told.
      using _lock = await lockModel(checkpoints, "FashionMNIST_relu");
      const locked = await runHere([...train, "--quiet"]);
      assert.equal(locked.code, 1);
      assert.match(locked.stderr, /^error: .* is being trained by process \d+ already/);
      assert.equal(locked.stdout, "");
    }

    const tested = await runHere(["test", "--model", path, "--json"]);
    assert.equal(tested.code, 0, tested.stderr);
    assert.deepEqual(JSON.parse(tested.stdout), {
      activation: "relu",
      source: path,
      ...document.test,
    });

    const anew = await runHere([...train, "--epochs", "1", "--overwrite", "--quiet"]);
    assert.equal(anew.code, 0, anew.stderr);
    assert.equal((await readCheckpoint(path)).history.length, 1);
  }));

Deno.test("--probe records what happens inside, and is part of the model and of its JSON", () =>
  inTemporaryFolder(async (folder) => {
    const train = ["train", "--act", "relu", ...small, "--checkpoints", folder, "--json"];
    const { code, stdout, stderr } = await runHere([...train, "--probe", "all"]);
    assert.equal(code, 0, stderr);
    const { probes } = JSON.parse(stdout);
    assert.deepEqual(probes.epochs.map(({ epoch }: { epoch: number }) => epoch), [0, 1, 2]);
    const path = checkpointPath(folder, "FashionMNIST_relu");
    assert.deepEqual((await readCheckpoint(path)).probes, probes);
    const again = await runHere([...train, "--quiet"]);
    assert.deepEqual(JSON.parse(again.stdout).probes, probes);
    const other = await runHere([...train, "--probe"]);
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /of other settings: probes of all epochs \(asked for: probes of the start and the best epoch\); repeat/,
    );
    const odd = await runHere([...train, "--probe", "some"]);
    assert.equal(odd.code, 2);
    assert.match(odd.stderr, /best, all/);
    const long = await runHere([...train, "--probe", "all", "--epochs", "10000"]);
    assert.equal(long.code, 2);
    assert.match(long.stderr, /probes of all epochs, .* expected at most 28 MiB/);
  }));

Deno.test("a loss that explodes ends the program with the reason, and keeps nothing broken", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["train", "--act", "relu", ...small, "--lr", "1e30", "--checkpoints", folder];
    const reason =
      /^error: FashionMNIST_relu diverged: the loss became (NaN|-?Infinity) in epoch 1, step \d+;/m;
    const { code, stderr, stdout } = await runHere([...args, "--json"]);
    assert.equal(code, 1);
    assert.match(stderr, reason);
    assert.equal(JSON.parse(stdout).best, null);
    const quiet = await runHere([...args, "--quiet"]);
    assert.deepEqual([quiet.code, quiet.stdout], [1, ""]);
    assert.match(quiet.stderr, reason);
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("one at a time, Ctrl-C, and going on: the story of an unfinished run", () =>
  inTemporaryFolder(async (folder) => {
    const [path, unfinished] = [
      checkpointPath(folder, "FashionMNIST_relu"),
      runCheckpointPath(folder, "FashionMNIST_relu"),
    ];
    const train = ["train", "--act", "relu", "--hidden", "32", "--limit", "5120"]
      .concat("--patience", "5000", "--checkpoints", folder);
    const long = [...train, "--epochs", "5000"];
    const interrupt = (process: Deno.ChildProcess) => process.kill("SIGINT");

    const first = await runAndOnce("[Epoch   2]", async (process) => {
      const second = await run([...train, "--resume"]);
      assert.equal(second.code, 1);
      assert.equal(
        second.stderr,
        `error: ${path} is being trained by process ${process.pid} already; wait for it, or end ` +
          "it, or choose another folder with --checkpoints\n",
      );
      interrupt(process);
    }, long);
    assert.equal(first.code, 130, first.stderr);
    assert.match(first.stderr, /Stopped: interrupted in epoch \d+ after \d+ of 20 steps/);
    assert.ok(first.stderr.includes(`${unfinished} has the run up to `), first.stderr);
    assert.match(first.stderr, /--resume continues from there\.\n$/);
    assert.match(first.stdout, /^relu: test accuracy/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)), [
      unfinished,
    ]);

    const bytes = await Deno.readFile(unfinished);
    const forgetful = await runHere(long);
    assert.equal(forgetful.code, 1);
    assert.match(
      forgetful.stderr,
      /is an unfinished run, up to .*--resume, or begin.*--overwrite$/m,
    );
    const other = await runHere([...train, "--resume", "--epochs", "9"]);
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /is an unfinished run of other settings: epochs 5000 \(asked for: 9\); repeat those settings/,
    );
    assert.deepEqual(await Deno.readFile(unfinished), bytes);

    // A model whose training has begun anew does not count until that has ended.
    await storeModel(folder, "relu", 2, (await readRunCheckpoint(unfinished))!.config);
    const both = await runHere(long);
    assert.equal(both.code, 1);
    assert.match(both.stderr, /is an unfinished run, up to .*--resume/);
    assert.equal(both.stdout, "");

    const before = (await readRunCheckpoint(unfinished))!.history;
    const next = `[Epoch ${String(before.length + 1).padStart(3)}]`;
    const resumed = await runAndOnce(next, interrupt, [...long, "--resume"]);
    assert.equal(resumed.code, 130, resumed.stderr);
    assert.match(resumed.stderr, /^Resuming after /m);
    const after = (await readRunCheckpoint(unfinished))!.history;
    assert.deepEqual(after.slice(0, before.length), before);
    assert.ok(after.length > before.length);

    const anew = await runHere([...train, "--epochs", "1", "--overwrite"]);
    assert.equal(anew.code, 0, anew.stderr);
    assert.equal((await readCheckpoint(path)).history.length, 1);
    const done = await runHere([...train, "--epochs", "1", "--resume"]);
    assert.equal(done.code, 0, done.stderr);
    assert.match(done.stderr, /already exists/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)), [path]);
  }));

Deno.test("with nothing unfinished, --resume begins anew and says so", () =>
  inTemporaryFolder(async (folder) => {
    const args = ["train", "--act", "relu", ...small, "--checkpoints", folder, "--resume"];
    const { code, stderr } = await runHere(args);
    assert.equal(code, 0, stderr);
    assert.ok(
      stderr.includes(
        `There is no ${runCheckpointPath(folder, "FashionMNIST_relu")}; beginning from scratch.`,
      ),
    );
    assert.match(stderr, /^\[Epoch {3}1\]/m);
  }));

Deno.test("several activations are trained one after the other, once none of them is refused", () =>
  inTemporaryFolder(async (folder) => {
    const small = ["--hidden", "16", "--limit", "2560", "--epochs", "1"];
    const train = ["train", ...small, "--checkpoints", folder, "--act"];
    const path = (activation: string) => checkpointPath(folder, `FashionMNIST_${activation}`);
    const history = async (activation: string) => (await readCheckpoint(path(activation))).history;

    await storeModel(folder, "tanh", 2);
    const refused = await runHere([...train, "elu,tanh"]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^error: .*tanh.safetensors is a model of other settings/);
    assert.equal(refused.stdout, "");
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => join(folder, name)), [
      path("tanh"),
    ]);

    const elu = await runHere([...train, "elu", "--json"]);
    assert.equal(elu.code, 0, elu.stderr);
    const both = await runHere([...train, "relu,elu", "--json"]);
    assert.equal(both.code, 0, both.stderr);
    assert.match(both.stderr, /FashionMNIST_elu.safetensors already exists/);
    assert.match(both.stderr, /^Training with relu on /m);
    const [first, second] = JSON.parse(both.stdout);
    assert.deepEqual(first.epochs, await history("relu"));
    assert.deepEqual(second, JSON.parse(elu.stdout));
    const printed = await runHere([...train, "elu,relu", "--quiet"]);
    assert.match(printed.stdout, /^elu: test accuracy .*\nrelu: test accuracy .*\n$/);

    // The first diverges, the second does not: it is trained all the same, and the exit code tells.
    const rate = ["relu,sigmoid", "--lr", "1e30", "--overwrite", "--json"];
    const diverged = await runHere([...train, ...rate]);
    assert.equal(diverged.code, 1);
    const [lost, kept] = JSON.parse(diverged.stdout);
    assert.equal(lost.best, null);
    assert.equal(lost.activation, "relu");
    assert.equal(kept.activation, "sigmoid");
    assert.notEqual(kept.best, null);

    const tested = await runHere(["test", "--act", "elu,relu", "--checkpoints", folder, "--json"]);
    assert.equal(tested.code, 0, tested.stderr);
    const accuracies = JSON.parse(tested.stdout).map(
      ({ activation, correct }: { activation: string; correct: number }) => [activation, correct],
    );
    assert.deepEqual(accuracies, [["elu", second.test.correct], ["relu", first.test.correct]]);
  }));

Deno.test("a training takes another optimiser, schedule and start, and says what is not the tutorial's", () =>
  inTemporaryFolder(async (folder) => {
    const train = ["train", "--act", "gelu", "--limit", "768", "--epochs", "1"]
      .concat("--checkpoints", folder);
    const method = ["--optimizer", "adamw", "--weight-decay", "0.01", "--schedule", "cosine"]
      .concat(
        "--warmup",
        "1",
        "--clip",
        "1",
        "--init",
        "he_normal",
        "--depth",
        "2",
        "--width",
        "8",
      );
    const { code, stdout, stderr } = await runHere([...train, ...method, "--json"]);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /tutorial's: hiddenSizes \[8,8\] \(tutorial: \[512,256,256,128\]\); .*; limit 768 \(tutorial: none\); .*"\)\.$/m,
    );
    const { optimizer, learningRate, weightDecay, schedule, warmupSteps, clipNorm, initializer } =
      JSON.parse(stdout).config;
    assert.deepEqual(
      { optimizer, learningRate, weightDecay, schedule, warmupSteps, clipNorm, initializer },
      {
        optimizer: "adamw",
        learningRate: 0.001,
        weightDecay: 0.01,
        schedule: "cosine",
        warmupSteps: 1,
        clipNorm: 1,
        initializer: "he_normal",
      },
    );
    const refused = async (args: string[], message: RegExp) => {
      const { code, stderr } = await runHere([...train, ...args]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    };
    await refused(
      ["--optimizer", "adm"],
      /--optimizer: expected one of .*, got "adm"; did you mean adam\?/,
    );
    await refused(
      ["--schedule", "cosin"],
      /^error: --schedule: there is no schedule named "cosin".* did you mean cosine\?/,
    );
    await refused(["--init", "he"], /no initializer named "he"; there are tutorial, zeros/);
    await refused(["--depth", "3"], /expected --depth and --width together/);
    await refused(["--depth", "3", "--width", "8", "--hidden", "8"], /cannot be used with/);
    await refused(["--name", "long", "--warmup", "4"], /warm/);
  }));
