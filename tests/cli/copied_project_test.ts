/** The project as somebody has just got it, run in its own folder. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { copyProject } from "./copy_project.ts";
import { type Ending, ending } from "./program.ts";

const CURVES = ["curves", "--act", "elu", "--json"];

async function call(program: string, args: readonly string[], cwd: string): Promise<Ending> {
  const env = { NO_COLOR: "1" };
  return ending(await new Deno.Command(program, { args: [...args], cwd, env }).output());
}

/** Runs a program that must end well; returns what it printed. */
async function writeStdout(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await call(program, args, cwd);
  assert.equal(code, 0, stderr);
  return stdout;
}

const lab = ["run", "--allow-all", "--no-prompt", "mod.ts"];

Deno.test("the project's models are found from anywhere, and told as seen from there", () =>
  inTemporaryFolder(async (folder) => {
    await copyProject(folder);
    const path = join("models", "FashionMNIST_elu.safetensors");
    const source = async (args: string[], cwd: string) =>
      JSON.parse(await writeStdout(Deno.execPath(), args, cwd)).source;
    assert.equal(await source([...lab, ...CURVES], folder), path);
    const elsewhere = join(folder, "elsewhere");
    await Deno.mkdir(elsewhere);
    const program = [...lab.slice(0, -1), join(folder, "mod.ts")];
    assert.equal(await source([...program, ...CURVES], elsewhere), join(folder, path));
  }));

Deno.test("where the project's models may not be read, there are none, and why is told", () =>
  inTemporaryFolder(async (folder) => {
    await copyProject(folder);
    const args = ["run", "--no-prompt", "--allow-read=checkpoints,figures", "mod.ts", ...CURVES];
    const { code, stderr } = await call(Deno.execPath(), args, folder);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error: there is no checkpoints.*, and the project's models cannot be read: .*read access.*; make it with: train --act elu$/m,
    );
  }));

const hasGit = await new Deno.Command("git", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);

Deno.test({
  name: "to Git, nothing has changed after a training and an analysis (needs git)",
  ignore: !hasGit,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await copyProject(folder);
      const git = (...args: string[]) =>
        writeStdout("git", ["-c", "user.name=test", "-c", "user.email=test", ...args], folder);
      await git("init", "--quiet");
      await git("add", ".");
      await git("commit", "--quiet", "--message", "As it came");
      const committed = await git("ls-files");
      for (const path of ["checkpoints/README.md", "data/README.md", "models/"]) {
        assert.ok(committed.includes(path), path);
      }
      const train = ["train", "--act", "elu", "--hidden", "16", "--limit", "2560", "--epochs", "1"];
      await writeStdout(Deno.execPath(), [...lab, ...train], folder);
      await Deno.writeTextFile(join(folder, "data", "train-images-idx3-ubyte"), "downloaded");
      assert.match(
        await writeStdout(Deno.execPath(), [...lab, ...CURVES], folder),
        /"source": "checkpoints/,
      );
      assert.equal(await git("status", "--porcelain"), "");
    }),
});
