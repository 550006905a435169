import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath } from "../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { projectModels } from "../../src/project_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { runHere } from "./in_process.ts";
import { run } from "./program.ts";
import { storeModel } from "./store_model.ts";

const curves = ["curves", "--json"];

Deno.test("a model is the user's, else the project's, and which one is told", () =>
  inTemporaryFolder(async (folder) => {
    await storeModel(join(folder, "checkpoints"), "elu", 3);
    const { code, stdout, stderr } = await run([...curves, "--act", "elu,relu"], {}, folder);
    assert.equal(code, 0, stderr);
    const sources = new Map(
      JSON.parse(stdout).map((
        { activation, source }: Record<string, string>,
      ) => [activation, source]),
    );
    const own = join("checkpoints", "FashionMNIST_elu.safetensors");
    const theirs = checkpointPath(projectModels(), modelName("relu"));
    assert.equal(sources.get("elu"), own);
    assert.equal(sources.get("relu"), theirs);
    assert.ok(stderr.includes(`Reading ${own}\n`), stderr);
    const missing = join("checkpoints", "FashionMNIST_relu.safetensors");
    assert.ok(stderr.includes(`There is no ${missing}; reading the project's ${theirs}\n`), stderr);
  }));

Deno.test("an explicit --checkpoints is the only source", () =>
  inTemporaryFolder(async (folder) => {
    const none = join(folder, "none");
    const { code, stderr } = await runHere([...curves, "--act", "relu", "--checkpoints", none]);
    assert.equal(code, 1);
    const path = join(none, "FashionMNIST_relu.safetensors");
    assert.equal(
      stderr,
      `error: there is no ${path}; make it with: train --act relu --checkpoints ${none}\n`,
    );
  }));

Deno.test("a model is meant by its name as well, and with --act must be what that says", () =>
  inTemporaryFolder(async (folder) => {
    const own = checkpointPath(folder, "my.elu");
    await Deno.rename(await storeModel(folder, "elu", 3), own);
    const choice = [...curves, "--name", "my.elu", "--checkpoints", folder, "--output", folder];
    const { code, stdout, stderr } = await runHere([...choice, "--act", "elu"]);
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).source, own);
    assert.match(stderr, /curves_my\.elu\.png/);
    const other = await runHere([...choice, "--act", "relu"]);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /my.elu.safetensors is a model with elu, expected one with relu/);
  }));

Deno.test("a file whose activation is another than its name says is refused", () =>
  inTemporaryFolder(async (folder) => {
    const path = await storeModel(folder, "elu", 3);
    await Deno.rename(path, checkpointPath(folder, modelName("relu")));
    const { code, stderr } = await runHere([...curves, "--act", "relu", "--checkpoints", folder]);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^error: .*relu.safetensors is a model with elu, expected one with relu; choose it/m,
    );
  }));
