import assert from "node:assert/strict";
import { join } from "node:path";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { run } from "./program.ts";

Deno.test("reproduce uses the trained models, draws every figure, and reports", () =>
  inTemporaryFolder(async (folder) => {
    const { code, stdout, stderr } = await run(["reproduce", "--output", folder, "--json"]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /FashionMNIST_elu.safetensors is there already/);
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
