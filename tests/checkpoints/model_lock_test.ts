import assert from "node:assert/strict";
import { join } from "node:path";
import { CheckpointError, LockedModelError } from "../../src/checkpoints/checkpoint_error.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("a model is locked once, each of them, and given back", () =>
  inTemporaryFolder(async (folder) => {
    const models = join(folder, "new", "models");
    {
      using _relu = await lockModel(models, "FashionMNIST_relu");
      using _elu = await lockModel(models, "FashionMNIST_elu");
      const expected = new LockedModelError(
        `${join(models, "FashionMNIST_relu.safetensors")} is being trained by process ` +
          `${Deno.pid} already; wait for it, or end it`,
      );
      await assert.rejects(lockModel(models, "FashionMNIST_relu"), expected);
    }
    assert.deepEqual(names(models), []);
    (await lockModel(models, "FashionMNIST_relu"))[Symbol.dispose]();
  }));

Deno.test("a lock whose folder vanished is made again, unless another process was faster", () =>
  inTemporaryFolder(async (folder) => {
    const models = join(folder, "models");
    const taken = /FashionMNIST_relu.safetensors is being trained by process \d+ already/;
    const vanish = () => Deno.remove(models, { recursive: true });
    {
      using lock = await lockModel(models, "FashionMNIST_relu");
      await lock.renew();
      assert.deepEqual(names(models), ["FashionMNIST_relu.lock"]);
      await vanish();
      await lock.renew();
      await assert.rejects(lockModel(models, "FashionMNIST_relu"), taken);
      await vanish();
      using faster = await lockModel(models, "FashionMNIST_relu");
      await assert.rejects(lock.renew(), taken);
      await faster.renew();
    }
    assert.deepEqual(names(models), []);
  }));

Deno.test("a lock tidies up after a killed training, and leaves other models alone", () =>
  inTemporaryFolder(async (folder) => {
    const kept = ["FashionMNIST_elu.safetensors.7-0123abcd.tmp", "FashionMNIST_relu.safetensors"];
    const left = [
      "FashionMNIST_relu.safetensors.7-0123abcd.tmp",
      "FashionMNIST_relu.unfinished.safetensors.7-0123abcd.tmp",
      "FashionMNIST_relu.lock",
    ];
    for (const name of [...kept, ...left]) await Deno.writeTextFile(join(folder, name), "");
    (await lockModel(folder, "FashionMNIST_relu"))[Symbol.dispose]();
    assert.deepEqual(names(folder), kept);
  }));

Deno.test("a folder that cannot be written to is named", () =>
  inTemporaryFolder(async (folder) => {
    const file = join(folder, "file");
    await Deno.writeTextFile(file, "");
    await assert.rejects(lockModel(file, "FashionMNIST_relu"), (error) => {
      assert.ok(error instanceof CheckpointError, String(error));
      assert.match(
        error.message,
        /^cannot write .*file.FashionMNIST_relu.safetensors: .*; a file is where a folder must be/,
      );
      return true;
    });
  }));
