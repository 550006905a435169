import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import {
  checkpointPath,
  readCheckpoint,
  writeCheckpoint,
} from "../../src/checkpoints/checkpoint.ts";
import { modelName } from "../../src/checkpoints/paths.ts";
import { projectModels } from "../../src/project_files.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { run } from "./program.ts";
import { storeModel } from "./store_model.ts";

const projects = (activation: string) => checkpointPath(projectModels(), modelName(activation));

/**
 * The user's models: one of other settings, a damaged one, and the project's own with tanh, of whose
 * test they say something else.
 */
async function storeModels(folder: string): Promise<void> {
  await storeModel(folder, "elu", 2);
  await Deno.writeTextFile(checkpointPath(folder, modelName("swish")), "damaged");
  const tanh = await readCheckpoint(projects("tanh"));
  const test = { accuracy: 0.5, correct: 5000, total: 10_000 };
  await writeCheckpoint(checkpointPath(folder, modelName("tanh")), { ...tanh, test });
}

Deno.test("reproduce takes the models that fit, draws every figure, and says whose numbers it reports", () =>
  inTemporaryFolder(async (folder) => {
    const users = join("checkpoints", "FashionMNIST_tanh.safetensors");
    await storeModels(join(folder, "checkpoints"));
    const before = [...Deno.readDirSync(projectModels())].map(({ name }) => name);
    const others = join(folder, "reproduction", "figures", "curves.svg");
    await Deno.mkdir(dirname(others), { recursive: true });
    await Deno.writeTextFile(others, "<svg/>");
    const { code, stdout, stderr } = await run(["reproduce", "--json"], {}, folder);
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /^Skipping a model: .*elu.* of other settings: hiddenSizes \[12,8\] \(asked for: /m,
    );
    assert.match(stderr, /^Skipping a model: .*swish.safetensors is not a checkpoint/m);
    for (const path of [users, projects("elu"), projects("swish"), projects("relu")]) {
      assert.ok(stderr.includes(`Taking ${path}\n`), stderr);
    }
    assert.doesNotMatch(stderr, /Training with/);
    assert.match(
      stderr,
      /^Note: .*curves\.svg does not say how it was made, .*; it is replaced\.$/m,
    );
    assert.equal(stderr.match(/it is replaced/g)!.length, 1);
    const { models, evidence, deadNeurons, report } = JSON.parse(stdout);
    assert.equal(models.length, 6);
    const [, tanh, relu] = models;
    assert.equal(tanh.source, users);
    assert.equal(tanh.testWhenTrained.accuracy, 0.5);
    assert.ok(Math.abs(tanh.test.accuracy - 0.881) < 0.002, "it was tested again");
    assert.equal(relu.source, projects("relu"));
    assert.equal(relu.trainedOn, (await readCheckpoint(projects("relu"))).device);
    assert.deepEqual(deadNeurons.untrained, [0, 0, 3, 7]);
    assert.deepEqual(deadNeurons.tenLayers, [0, 1, 1, 19, 75, 53, 71, 57, 64, 69]);

    const output = join(folder, "reproduction");
    const figures = [...Deno.readDirSync(join(output, "figures"))].map(({ name }) => name);
    assert.equal(figures.length, 2 + 6 + 1 + 6 + 3, figures.join());
    const markdown = await Deno.readTextFile(join(folder, report.markdown));
    for (const figure of figures) {
      assert.ok(markdown.includes(`(figures/${figure})`), figure);
      const path = join("reproduction", "figures", figure);
      assert.ok(stderr.includes(`Drawing ${path}\n`), path);
    }
    assert.match(markdown, /^\| Tanh +\| +88\.57 % \| 88\.\d\d % \(50\.00 %\) \| +-0\.\d\d \|/m);
    assert.ok(markdown.includes(evidence.problem ?? evidence.study), "other seeds, or why not");
    const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
    const ofThis = rows.filter((row) => !/depends on the initial|over many seeds/.test(row));
    const verdicts = ofThis.map((row) => row.split("|").at(-2)!.trim());
    assert.ok(verdicts.filter((verdict) => verdict === "exactly").length >= 2, rows.join("\n"));
    assert.ok(!verdicts.includes("no"), rows.join("\n"));

    const html = await Deno.readTextFile(join(folder, report.html));
    assert.equal(
      html.match(/<img [^>]*src="data:image\/svg\+xml;base64,/g)!.length,
      figures.length,
    );
    assert.doesNotMatch(html, /(src|href)="(?!data:|#)/, "nothing lies outside of the page");
    assert.deepEqual([...Deno.readDirSync(projectModels())].map(({ name }) => name), before);
    assert.deepEqual([...Deno.readDirSync(join(output, "checkpoints"))], []);
  }));

Deno.test("what reproduce would train in the place of other settings is refused, with the ways out", () =>
  inTemporaryFolder(async (folder) => {
    const own = join(folder, "reproduction", "checkpoints");
    await storeModel(own, "sigmoid", 2);
    const { code, stderr } = await run(["reproduce", "--epochs", "2"], {}, folder);
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^error: reproduction.checkpoints.FashionMNIST_sigmoid.safetensors is a model of other .*; choose another folder with --output$/m,
    );
    assert.match(stderr, /^Skipping a model: .*models.*sigmoid.* epochs 50 \(asked for: 2\)\.$/m);
    assert.equal([...Deno.readDirSync(own)].length, 1);
  }));
