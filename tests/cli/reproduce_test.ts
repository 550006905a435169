import assert from "node:assert/strict";
import { join } from "node:path";
import { projectModels } from "../../src/project_models.ts";
import { checkpointPath, readCheckpoint } from "../../src/training/checkpoint.ts";
import { readUnfinished, unfinishedPath, writeUnfinished } from "../../src/training/run_file.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { run } from "./program.ts";

/** The project's models in a folder, of relu's nothing but its run, of which no more than the end is unfinished. */
async function almostTrained(folder: string): Promise<void> {
  for (const { name } of Deno.readDirSync(projectModels())) {
    if (name.endsWith(".safetensors")) {
      await Deno.copyFile(join(projectModels(), name), join(folder, name));
    }
  }
  const path = checkpointPath(folder, "FashionMNIST_relu");
  const { config, device, history, weights } = await readCheckpoint(path);
  const still = [...weights].map(([name, { shape, data }]) =>
    [name, { shape, data: new Float32Array(data.length) }] as const
  );
  await writeUnfinished(unfinishedPath(folder, "FashionMNIST_relu"), {
    config,
    devices: [device],
    history,
    best: weights,
    weights,
    velocity: new Map(still),
    losses: new Float32Array(),
    hits: new Float32Array(),
    seconds: 0,
  });
  await Deno.remove(path);
}

Deno.test("reproduce uses the trained models, goes on with an unfinished one, draws every figure, and reports", () =>
  inTemporaryFolder(async (folder) => {
    await almostTrained(folder);
    const args = ["reproduce", "--checkpoints", folder, "--output", folder];
    const { code, stdout, stderr } = await run([...args, "--json"]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /FashionMNIST_elu.safetensors is there already/);
    assert.match(
      stderr,
      /Going on after the end of epoch 25\.\n(Note: it ran on .*\n)?Stopped: no better .*\n/,
    );
    assert.equal(
      (await readCheckpoint(checkpointPath(folder, "FashionMNIST_relu"))).history.length,
      25,
    );
    assert.equal(await readUnfinished(unfinishedPath(folder, "FashionMNIST_relu")), undefined);
    const { models, deadNeurons, report } = JSON.parse(stdout);
    assert.equal(models.length, 6);
    assert.deepEqual(deadNeurons.untrained, [0, 0, 3, 7]);
    assert.deepEqual(deadNeurons.tenLayers, [0, 1, 1, 19, 75, 53, 71, 57, 64, 69]);

    const figures = [...Deno.readDirSync(join(folder, "figures"))].map(({ name }) => name);
    assert.equal(figures.length, 2 + 6 + 1 + 6 + 3, figures.join());
    const markdown = await Deno.readTextFile(report.markdown);
    for (const figure of figures) assert.ok(markdown.includes(`(figures/${figure})`), figure);
    const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
    const verdicts = rows.map((row) => row.split("|").at(-2)!.trim());
    assert.ok(verdicts.filter((verdict) => verdict === "exactly").length >= 2, rows.join("\n"));
    assert.ok(!verdicts.includes("no"), rows.join("\n"));

    const html = await Deno.readTextFile(report.html);
    assert.equal(html.match(/<img [^>]*src="data:image\/png;base64,/g)!.length, figures.length);
    assert.doesNotMatch(html, /(src|href)="(?!data:)/, "nothing lies outside of the page");
  }));
