import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath } from "../../src/checkpoints/checkpoint.ts";
import { lockModel } from "../../src/checkpoints/model_lock.ts";
import { withRemedy } from "../../src/cli/remedies.ts";
import { MissingAdapterError } from "../../src/device/webgpu/adapter.ts";
import { DeviceError } from "../../src/device/device.ts";
import { openStudyFolder } from "../../src/study/folder.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";

Deno.test("what fails in the library is told with the command line's remedy", () =>
  inTemporaryFolder(async (folder) => {
    const message = async (...args: string[]) => {
      const { code, stderr } = await runHere([...args, "--quiet"]);
      assert.equal(code, 1, stderr);
      return stderr;
    };
    const missing = join(folder, "missing");
    assert.equal(
      await message("test", "--model", missing),
      `error: there is no checkpoint ${missing}; name another file, ` +
        "or train a model with train --act NAME\n",
    );

    const project = new URL("../../models/FashionMNIST_elu.safetensors", import.meta.url);
    const damaged = (await Deno.readFile(project)).subarray(0, -4);
    const path = checkpointPath(folder, "FashionMNIST_elu");
    await Deno.writeFile(path, damaged);
    assert.match(
      await message("test", "--model", path),
      /is not a valid checkpoint: .*; put a good copy in its place, or train again with --overwrite\n$/,
    );

    const train = ["train", "--act", "elu", "--checkpoints", folder];
    {
      using _lock = await lockModel(folder, "FashionMNIST_elu");
      assert.match(
        await message(...train),
        /; wait for it, or end it, or choose another folder with --checkpoints\n$/,
      );
    }
    assert.match(
      await message(...train, "--overwrite", "--data", folder),
      /; put what is missing there, or allow the download with --download\n$/,
    );

    const study = { factors: { activation: ["elu"] }, nuisance: {}, seeds: [5], tuneSeeds: [] };
    await openStudyFolder(join(folder, "study"), { ...study, fixed: {}, varySplit: true });
    assert.match(
      await message("study", "run", "--act", "elu", "--seeds", "1", "--output", `${folder}/study`),
      /has another study, with seeds 5, varySplit true; keep what that has, or choose another folder with --output, and take over the runs that both have with --reuse\n$/,
    );
  }));

Deno.test("a failure has its own remedy only", () => {
  const adapter = "no adapter; install one";
  assert.equal(
    withRemedy(new MissingAdapterError(adapter)),
    `${adapter}, as scripts/setup.sh does, or compute with --device cpu`,
  );
  assert.equal(withRemedy(new DeviceError(adapter)), adapter);
});
