/** The notebook: its stored outputs, those its cells have today, and that Jupyter executes it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import {
  executeNotebook,
  NOTEBOOK,
  type Notebook,
  type Output,
} from "../../scripts/fill_notebook.ts";
import { ending } from "../cli/program.ts";
import { needing } from "../programs.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const stored: Notebook = JSON.parse(await Deno.readTextFile(NOTEBOOK));

/** All that a notebook printed. */
function printed({ cells }: Notebook): string {
  return cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap((output) => output.output_type === "stream" ? output.text : [])
  ).join("");
}

/** What the cell shows and prints that reads the study: numbers that no device changes. */
function ofStudy({ cells }: Notebook): unknown {
  const { outputs = [] } = cells.find(({ source }) => source.join("").includes("readStudy"))!;
  return outputs.map((output) =>
    output.output_type === "stream" ? output.text : output.data["text/markdown"]
  );
}

/** The media type of what an output shows, and a table's words, whose numbers differ by device. */
function outline(output: Output): unknown {
  if (output.output_type === "stream") return `${output.text.length} lines`;
  return Object.entries(output.data).map(([type, content]) =>
    typeof content === "string" ? type : [type, content.join("").replaceAll(/\d[\d.e+-]*/g, "#")]
  );
}

const DEAD_NEURONS =
  /untrained: 0, 0, 3, 7\ntrained: .*\nten layers: 0, 1, 1, 19, 75, 53, 71, 57, 64, 69\n/;

Deno.test("the notebook is filled with the outputs that its cells have", async () => {
  const executed = await executeNotebook(stored);
  const outlines = ({ cells }: Notebook) => cells.map(({ outputs }) => outputs?.map(outline));
  assert.deepEqual(outlines(executed), outlines(stored));
  const pictures = JSON.stringify(outlines(stored)).match(/image\/png/g);
  assert.equal(pictures?.length, 1 + 1 + 6 + 1 + 6 + 1 + 1 + 1);
  assert.deepEqual(ofStudy(executed), ofStudy(stored), "fill the notebook by deno task notebook");
  for (const notebook of [stored, executed]) assert.match(printed(notebook), DEAD_NEURONS);
});

Deno.test("what cells print and show is kept in its order, and a failing cell fails", async () => {
  const code = (...source: string[]) => ({ cell_type: "code", source });
  const text = { cell_type: "markdown", source: ["# Title"] };
  const { cells } = await executeNotebook({
    cells: [
      code("const two = 2;\n", "console.log('one', two);\n", "console.log('three');"),
      text,
      code("await Deno.jupyter.display(Deno.jupyter.md`a\n", "${two}`);\n", "console.log('end');"),
      code("two + 1;"),
    ],
  });
  const printed = (...text: string[]) => ({ name: "stdout", output_type: "stream", text });
  const inspect = { data: { "text/markdown": ["a\n", "2"] }, metadata: {} };
  assert.deepEqual(cells.map(({ outputs }) => outputs), [
    [printed("one 2\n", "three\n")],
    undefined,
    [{ ...inspect, output_type: "display_data" }, printed("end\n")],
    [],
  ]);
  await assert.rejects(
    executeNotebook({ cells: [code("throw new RangeError('enough');")] }),
    /RangeError: enough/,
  );
});

// Of an execution by Jupyter only its end can be relied on: see scripts/fill_notebook.ts.
Deno.test({
  ...await needing("jupyter-nbconvert", "Jupyter executes the notebook to its end"),
  fn: () =>
    inTemporaryFolder(async (folder) => {
      // A kernel of the test's own, so that nobody's Jupyter is touched.
      const kernel = join(folder, "kernels", "deno");
      await Deno.mkdir(kernel, { recursive: true });
      await Deno.writeTextFile(
        join(kernel, "kernel.json"),
        JSON.stringify({
          argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
          display_name: "Deno",
          language: "typescript",
        }),
      );
      const process = new Deno.Command("jupyter-nbconvert", {
        args: [
          ...["--to", "notebook", "--execute", NOTEBOOK, "--output-dir", folder],
          "--ExecutePreprocessor.timeout=-1", // as long as it takes
        ],
        env: { JUPYTER_PATH: folder, NO_COLOR: "1" },
      });
      const { code, stderr } = ending(await process.output());
      assert.equal(code, 0, stderr);
    }),
});
