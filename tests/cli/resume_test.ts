import assert from "node:assert/strict";
import { join } from "node:path";
import { OPTIMIZERS } from "../../kernels/optimizers.ts";
import { checkpointPath, readCheckpoint } from "../../src/checkpoints/checkpoint.ts";
import { readRunCheckpoint, runCheckpointPath } from "../../src/checkpoints/run_checkpoint.ts";
import { exists } from "../../src/checkpoints/disk.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { digests } from "../training/digests.ts";
import { runHere } from "./in_process.ts";
import { command } from "./program.ts";

/** Of each training: within a save, and at any moment. */
const KILLS = 2;
/** Milliseconds: about what the program takes from its start to its end. */
const LONGEST = 1000;

const EPOCHS = 8;
/** In an epoch. */
const STEPS = 10;
const training = ["train", "--act", "relu", "--hidden", "128", "--limit", "2560"]
  .concat("--epochs", `${EPOCHS}`);
const often = ["--save-every", "0.001"];

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

/** All of a checkpoint that must be the same bits. */
async function bitsOf(path: string) {
  const { history, weights, ...rest } = await readCheckpoint(path);
  return {
    ...rest,
    history: history.map(({ seconds: _, ...record }) => record),
    weights: digests(weights),
  };
}

/** How many steps the files in a folder remember, once they are known to be whole. */
async function stepsIn(folder: string): Promise<number> {
  const known = /^FashionMNIST_relu\.(lock|(unfinished\.)?safetensors(\.\d+-\w+\.tmp)?)$/;
  for (const name of names(folder)) assert.match(name, known);
  const state = await readRunCheckpoint(runCheckpointPath(folder, "FashionMNIST_relu"));
  if (state) return STEPS * state.history.length + state.losses.length;
  const path = checkpointPath(folder, "FashionMNIST_relu");
  return await exists(path) ? STEPS * (await readCheckpoint(path)).history.length : 0;
}

/** Runs the program until it is killed: at a random moment, or within the next save after one. */
async function killed(
  args: string[],
  folder: string,
  inSave: boolean,
): Promise<Deno.CommandOutput> {
  using watcher = Deno.watchFs(folder);
  const child = command(args).spawn();
  let alive = true;
  const kill = () => {
    if (alive) child.kill("SIGKILL");
  };
  async function killInSave(): Promise<void> {
    let events = Math.floor(Math.random() * 3); // it is created, written to, flushed
    for await (const { paths } of watcher) {
      if (paths.some((path) => path.endsWith(".tmp")) && events-- === 0) return kill();
    }
  }
  const timer = setTimeout(inSave ? killInSave : kill, Math.random() * LONGEST);
  const output = await child.output();
  alive = false;
  clearTimeout(timer);
  return output;
}

for (const optimizer of Object.keys(OPTIMIZERS)) {
  Deno.test(`killed at random moments, a training by ${optimizer} ends with the same bits`, () =>
    inTemporaryFolder(async (folder) => {
      const [whole, pieces] = [join(folder, "whole"), join(folder, "pieces")];
      const method = [...training, "--optimizer", optimizer];
      const uncut = await runHere([...method, "--checkpoints", whole]);
      assert.equal(uncut.code, 0, uncut.stderr);
      const expected = await bitsOf(checkpointPath(whole, "FashionMNIST_relu"));

      await Deno.mkdir(pieces);
      const path = checkpointPath(pieces, "FashionMNIST_relu");
      const args = [...method, ...often, "--resume", "--checkpoints", pieces];
      let steps = 0;
      for (let kills = 0; kills < KILLS;) {
        const { code, stderr } = await killed(args, pieces, kills % 2 === 0);
        if (code === 0) {
          // It was done before the blow: once more, from the beginning.
          assert.deepEqual(await bitsOf(path), expected);
          await Deno.remove(path);
          steps = 0;
          continue;
        }
        assert.equal(code, 137, new TextDecoder().decode(stderr));
        kills++;
        const reached = await stepsIn(pieces);
        assert.ok(reached >= steps, `of ${steps} steps ${reached} are left`);
        steps = reached;
      }
      const { code, stderr } = await runHere(args);
      assert.equal(code, 0, stderr);
      assert.deepEqual(await bitsOf(path), expected);
      assert.deepEqual(names(pieces), ["FashionMNIST_relu.safetensors"]);
    }));
}
