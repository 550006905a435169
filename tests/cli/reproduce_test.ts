import assert from "node:assert/strict";
import { join } from "node:path";
import { checkpointPath, readCheckpoint } from "../../src/training/checkpoint.ts";
import { readUnfinished, unfinishedPath, writeUnfinished } from "../../src/training/run_file.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { run } from "./program.ts";

/** The project's models in a folder, of relu's nothing but the end of an unfinished run of an epoch. */
async function almostTrained(folder: string): Promise<void> {
  for (const { name } of Deno.readDirSync("checkpoints")) {
    if (name.endsWith(".safetensors")) {
      await Deno.copyFile(join("checkpoints", name), join(folder, name));
    }
  }
  const path = checkpointPath(folder, "relu");
  const { config, device, history, weights } = await readCheckpoint(path);
  const still = [...weights].map(([name, { shape, data }]) =>
    [name, { shape, data: new Float32Array(data.length) }] as const
  );
  await writeUnfinished(unfinishedPath(folder, "relu"), {
    config: { ...config, epochs: 1 },
    devices: [device],
    history: history.slice(0, 1),
    best: weights,
    weights,
    slots: { velocity: new Map(still) },
    losses: new Float32Array(),
    hits: new Float32Array(),
    seconds: 0,
  });
  await Deno.remove(path);
}

Deno.test("reproduce uses the trained models, goes on with an unfinished one, draws every figure, and reports", () =>
  inTemporaryFolder(async (folder) => {
    await almostTrained(folder);
    const args = ["reproduce", "--epochs", "1", "--checkpoints", folder, "--output", folder];
    const { code, stdout, stderr } = await run([...args, "--json"]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /FashionMNIST_elu.safetensors is there already/);
    assert.match(
      stderr,
      /Going on after the end of epoch 1\.\n(Note: it ran on .*\n)?Stopped: all 1 epochs done\.\n/,
    );
    assert.equal((await readCheckpoint(checkpointPath(folder, "relu"))).history.length, 1);
    assert.equal(await readUnfinished(unfinishedPath(folder, "relu")), undefined);
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
