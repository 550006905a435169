/** Activations of one's own at the command line: those of files, and what is noted of formulas. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath, readCheckpoint, writeCheckpoint } from "../../mod.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";

const small = ["--hidden", "8", "--limit", "2560", "--epochs", "1"];

Deno.test("a file's activation is trained, tested and drawn, and no other's in its place", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "steep.ts");
    await Deno.writeTextFile(file, 'export default "tanh(2 * x)"');
    const named = ["--act-file", file, "--checkpoints", folder];
    const train = ["train", ...named, ...small];
    const path = checkpointPath(folder, "FashionMNIST_steep");

    const trained = await runHere([...train, "--json"]);
    assert.equal(trained.code, 0, trained.stderr);
    const { activation, config } = JSON.parse(trained.stdout);
    assert.equal(activation, "steep");
    assert.match(config.activationSha256, /^[0-9a-f]{64}$/);
    assert.match((await runHere(train)).stderr, /already exists; --overwrite/);
    for (
      const model of [["--checkpoints", folder], ["--model", path], [
        "--name",
        "FashionMNIST_steep",
      ]]
    ) {
      const tested = await runHere(["test", "--act-file", file, "--checkpoints", folder, ...model]);
      assert.match(tested.stdout, /^steep: test accuracy/, tested.stderr);
    }
    for (const command of ["activations", "gradients --hidden 8", "curves"]) {
      const draw = [
        ...command.split(" "),
        ...named,
        "--output",
        join(folder, "figures"),
        "--quiet",
      ];
      const { code, stderr } = await runHere(draw);
      assert.equal(code, 0, stderr);
    }
    assert.deepEqual(
      [...Deno.readDirSync(join(folder, "figures"))].map(({ name }) => name).sort(),
      ["activations_steep.png", "curves_steep.png", "gradients_steep_1x8.png"],
    );

    for (const figure of ["activations_steep", "curves_steep", "gradients_steep_1x8"]) {
      const info = await runHere(["figure-info", join(folder, "figures", `${figure}.png`)]);
      assert.ok(info.stdout.includes(config.activationSha256), info.stdout + info.stderr);
    }

    const like = ["train", "--config", path, "--checkpoints", folder];
    const another = await runHere([...like, "--act", "relu", "--json"]);
    assert.deepEqual(
      [another.code, JSON.parse(another.stdout).config.activationSha256],
      [0, undefined],
      another.stderr,
    );
    assert.match((await runHere(like)).stderr, /already exists; --overwrite/);

    const checkpoint = await readCheckpoint(path);
    const forged = join(folder, "forged.safetensors");
    for (
      const [settings, message] of [
        [{ activation: "steeper" }, "; load that file with --act-file"],
        [{ activationSha256: "0".repeat(64) }, "; load it as it was with --act-file"],
      ] as const
    ) {
      await writeCheckpoint(forged, {
        ...checkpoint,
        config: { ...checkpoint.config, ...settings },
      });
      const { code, stderr } = await runHere(["test", "--model", forged, "--quiet"]);
      assert.equal(code, 2);
      assert.match(stderr, /^error: the activation steep(er)? came from a file with the SHA-256 /);
      assert.ok(stderr.endsWith(message + "\n"), stderr);
    }
    await Deno.rename(forged, path);
    const other = await runHere(train);
    assert.equal(other.code, 2);
    assert.match(
      other.stderr,
      /other settings: activationSha256 "0{64}" \(asked for: "[0-9a-f]{64}"\); /,
    );
  }));

Deno.test("a file that is no activation ends a training before it begins", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "wrong.ts");
    await Deno.writeTextFile(file, "export default (x) => 5");
    const checkpoints = join(folder, "checkpoints");
    const train = ["train", "--act-file", file, "--checkpoints", checkpoints];
    const { code, stdout, stderr } = await runHere(train);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /^error: .*wrong\.ts: the activation wrong: expected a float32 .*, got 5\n$/,
    );
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["wrong.ts"]);

    const both = await runHere([...train, "--act", "relu"]);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /^error: option '--act-file <file>' cannot be used with .*'--act/);

    const untrained = await runHere(["test", "--act-file", file.replace("wrong", "none")]);
    assert.equal(untrained.code, 2);
    assert.match(untrained.stderr, /none\.ts: there is no such file; name another one\n$/);
  }));

Deno.test("what is noted of a formula is a message like others, which --quiet leaves out", async () => {
  const draw = (formula: string) => ["activations", "--act", formula, "--json"];
  const told = await runHere(draw("1/x"));
  assert.match(told.stderr, /^The activation 1 \/ x is Infinity at x = 0\.\n/);
  const quiet = await runHere([...draw("2/x"), "--quiet"]);
  assert.deepEqual([quiet.code, quiet.stderr], [0, ""]);
});
