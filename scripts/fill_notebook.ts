/**
 * Executes the notebook's cells, from top to bottom in one Deno process, and fills the notebook with
 * their outputs: `deno task notebook`.
 *
 * Not by way of Jupyter: Deno's kernel reports that a cell is done while some of the cell's outputs
 * are still on their way, and nbconvert stops listening at that report, so what comes later is lost.
 */
import { fileURLToPath } from "node:url";

/** Where the notebook is. */
export const NOTEBOOK: string = fileURLToPath(
  new URL("../notebooks/activation_functions.ipynb", import.meta.url),
);

/** What a cell printed or showed, as notebooks keep it. */
export type Output =
  | { readonly name: "stdout"; readonly output_type: "stream"; readonly text: readonly string[] }
  | {
    readonly data: Readonly<Record<string, string | readonly string[]>>;
    readonly metadata: Record<never, never>;
    readonly output_type: "display_data";
  };

/** The part of a cell that executing it needs or changes. */
export interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly Output[];
}

/** A notebook, in version 4 of its format. */
export interface Notebook {
  readonly cells: readonly Cell[];
}

/** What is shown or printed: the cell's number, and either a text or data by media type. */
type Shown = [cell: number, what: string | Record<string, string>];

/** What the kernel offers to cells: what they display or print is kept, in its order. */
const KERNEL = `
import { format as $format } from "node:util";
const $shown: [number, unknown][] = [];
let $cell = 0;
console.log = (...values) => void $shown.push([$cell, $format(...values) + "\\n"]);
const $display = Symbol.for("Jupyter.display");
const Deno = Object.create(globalThis.Deno, {
  jupyter: {
    value: {
      display: async (value) => void $shown.push([$cell, await value[$display]()]),
      md: (texts, ...values) => ({
        [$display]: () => ({ "text/markdown": String.raw({ raw: texts }, ...values) }),
      }),
    },
  },
});
`;

const END = `
await new Blob([JSON.stringify($shown)]).stream().pipeTo(Deno.stdout.writable);
`;

/**
 * The notebook with the outputs that its cells have here. Throws with what a cell complained of
 * when one fails.
 */
export async function executeNotebook(notebook: Notebook): Promise<Notebook> {
  const isCode = ({ cell_type }: Cell) => cell_type === "code";
  const sources = notebook.cells.map((cell, i) =>
    isCode(cell) ? `$cell = ${i};\n${cell.source.join("")}\n` : ""
  );
  const inspect = await evaluate([KERNEL, ...sources, END].join(""));
  const cells = notebook.cells.map((cell, i) =>
    isCode(cell) ? { ...cell, outputs: outputsOf(inspect.filter(([at]) => at === i)) } : cell
  );
  return { ...notebook, cells };
}

/** Runs a program in the notebook's folder, as the kernel would; returns what its cells showed. */
async function evaluate(program: string): Promise<Shown[]> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--quiet", "--ext=ts", "-"],
    cwd: fileURLToPath(new URL("../notebooks/", import.meta.url)),
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ success, stdout, stderr }] = await Promise.all([
    process.output(),
    new Blob([program]).stream().pipeTo(process.stdin),
  ]);
  const decoder = new TextDecoder();
  if (!success) throw new Error(decoder.decode(stderr));
  return JSON.parse(decoder.decode(stdout));
}

/** As the format wants it: texts as lists of lines, one output for all that is printed on end. */
function outputsOf(inspect: readonly Shown[]): Output[] {
  const outputs: Output[] = [];
  let printed = "";
  const endPrinted = () => {
    if (printed !== "") {
      outputs.push({ name: "stdout", output_type: "stream", text: linesOf(printed) });
    }
    printed = "";
  };
  for (const [, what] of inspect) {
    if (typeof what === "string") {
      printed += what;
    } else {
      endPrinted();
      const data = Object.entries(what).map(([type, content]) =>
        [type, type.startsWith("text/") ? linesOf(content) : content] as const
      );
      outputs.push({
        data: Object.fromEntries(data),
        metadata: {},
        output_type: "display_data",
      });
    }
  }
  endPrinted();
  return outputs;
}

function linesOf(text: string): string[] {
  return text.match(/.*\n|.+$/g) ?? [];
}

if (import.meta.main) {
  const notebook = await executeNotebook(JSON.parse(await Deno.readTextFile(NOTEBOOK)));
  await Deno.writeTextFile(NOTEBOOK, JSON.stringify(notebook, null, 1) + "\n");
  console.log(NOTEBOOK);
}
