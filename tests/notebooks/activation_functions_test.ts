/** The notebook, executed from top to bottom where Jupyter is installed. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ending } from "../cli/program.ts";

const NOTEBOOK = fileURLToPath(
  new URL("../../notebooks/activation_functions.ipynb", import.meta.url),
);

interface Output {
  readonly output_type: string;
  readonly text?: string[];
  readonly data?: Record<string, unknown>;
}

interface Notebook {
  readonly cells: { readonly cell_type: string; readonly outputs?: Output[] }[];
}

/** All that a notebook printed. */
function printed({ cells }: Notebook): string {
  return cells.flatMap(({ outputs = [] }) => outputs.flatMap(({ text = [] }) => text)).join("");
}

/** The pictures in a notebook. */
function pictures({ cells }: Notebook): number {
  return cells.flatMap(({ outputs = [] }) => outputs)
    .filter(({ data }) => data?.["image/png"] !== undefined).length;
}

const DEAD_NEURONS =
  /untrained: 0, 0, 3, 7\ntrained: .*\nten layers: 0, 1, 1, 19, 75, 53, 71, 57, 64, 69\n/;
const PICTURES = 1 + 1 + 6 + 1 + 6 + 1 + 1;

Deno.test("the notebook is filled with its outputs", async () => {
  const notebook = JSON.parse(await Deno.readTextFile(NOTEBOOK));
  assert.match(printed(notebook), DEAD_NEURONS);
  assert.equal(pictures(notebook), PICTURES);
});

/** Executes the notebook with the kernel in `folder`. */
async function execute(folder: string): Promise<Notebook> {
  const process = new Deno.Command("jupyter-nbconvert", {
    args: [
      ...["--to", "notebook", "--execute", NOTEBOOK, "--output-dir", folder],
      "--ExecutePreprocessor.timeout=240",
      "--ExecutePreprocessor.iopub_timeout=60",
    ],
    env: { JUPYTER_PATH: folder, NO_COLOR: "1" },
  });
  const { code, stderr } = ending(await process.output());
  assert.equal(code, 0, stderr);
  return JSON.parse(await Deno.readTextFile(join(folder, "activation_functions.ipynb")));
}

/** On a busy machine an output can get lost between the kernel and Jupyter: at most two more tries. */
async function executeWhole(folder: string): Promise<Notebook> {
  let executed = await execute(folder);
  for (let tries = 1; tries < 3 && pictures(executed) !== PICTURES; tries++) {
    executed = await execute(folder);
  }
  return executed;
}

const hasJupyter = await new Deno.Command("jupyter-nbconvert", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);

if (hasJupyter) {
  Deno.test("the notebook runs from top to bottom", async () => {
    const folder = await Deno.makeTempDir();
    try {
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
      const executed = await executeWhole(folder);
      assert.match(printed(executed), DEAD_NEURONS);
      assert.equal(pictures(executed), PICTURES);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
