import assert from "node:assert/strict";
import { UsageError } from "../../src/errors.ts";
import "../../src/files/provide.ts";
import { line } from "../../src/figures/marks/line.ts";
import { rule } from "../../src/figures/marks/rule.ts";
import { plot } from "../../src/figures/plot.ts";
import { readProvenance } from "../../src/figures/read_provenance.ts";
import { parseCsv } from "../../src/study/csv.ts";
import { FIGURES } from "./samples.ts";

Deno.test("a figure is saved in the format that the file's name ends with", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const figure = FIGURES["dead_neurons"]!();
    for (const name of ["a.png", "B.PNG", "a.svg", "new/folder/a.pdf"]) {
      await figure.save(`${folder}/${name}`, { dpi: 50 });
    }
    assert.deepEqual(
      new Uint8Array(await Deno.readFile(`${folder}/a.png`)),
      await figure.toPng(50),
    );
    assert.deepEqual(
      await Deno.readFile(`${folder}/B.PNG`),
      await Deno.readFile(`${folder}/a.png`),
    );
    assert.equal(await Deno.readTextFile(`${folder}/a.svg`), await figure.toSvg());
    assert.deepEqual(await Deno.readFile(`${folder}/new/folder/a.pdf`), await figure.toPdf());
    for (const name of ["a.jpg", "a", "png"]) {
      await assert.rejects(figure.save(`${folder}/${name}`), (error) => {
        assert.ok(error instanceof UsageError);
        assert.match(error.message, /\.png, \.svg, \.pdf, \.csv or \.json/);
        return true;
      });
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the numbers of a figure are a table, a row an observation", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const figure = plot({
      marks: [
        line({ x: [0, 1], y: [1.5, -2e-9] }, { color: 0, label: 'a, "b"\nc' }),
        rule({ y: 3 }, { label: "=1+1" }),
      ],
    });
    for (const name of ["a.csv", "a.json"]) await figure.save(`${folder}/${name}`);
    const csv = await Deno.readTextFile(`${folder}/a.csv`);
    assert.equal(csv, figure.toCsv());
    assert.equal(
      csv,
      `mark,series,x,y
line,"a, ""b""
c",0,1.5
line,"a, ""b""
c",1,-2e-9
rule,=1+1,,3
`,
    );
    const fail = (line: number, problem: string) => new Error(`${line}: ${problem}`);
    assert.deepEqual(parseCsv(csv, fail).map(({ fields }) => fields.length), [4, 4, 4, 4]);
    assert.deepEqual(JSON.parse(await Deno.readTextFile(`${folder}/a.json`)), figure.data.rows);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an editable SVG has its texts as texts, in a font that it names", async () => {
  const figure = FIGURES["lines"]!();
  const svg = await figure.toSvg({ editable: true });
  assert.match(svg, /^<svg [^>]*font-family="Arimo, Arial,/);
  assert.match(svg, /<text [^>]*>Gradient norm by depth<\/text>/);
  assert.doesNotMatch(await figure.toSvg(), /<text/);
});

Deno.test("how a figure is to look is among the settings that its file tells", async () => {
  const figure = FIGURES["lines"]!().withProvenance({ settings: { depth: 20 } })
    .with({ style: "paper", width: "column" });
  const { settings } = readProvenance(await figure.toPng(20));
  assert.deepEqual(settings, { depth: 20, style: "paper", width: "column" });
});
