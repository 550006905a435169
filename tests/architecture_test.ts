/** The architecture, held to: imports go one way through the rooms, and only some of them know the host. */
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The rooms and what belongs in each, from the bottom up: a room may import from those before it. */
const ROOMS: Readonly<Record<string, string>> = {
  "kernels": "what the devices run, and the formulas that it is written from",
  "src": "what every room needs: errors, printable text, the door to the host",
  "src/random": "random numbers, bit for bit",
  "src/device": "where arrays live and kernels run",
  "src/tensor": "tensors, and operations with their derivatives",
  "src/files": "reading, writing and locking files, whatever is in them",
  "src/data": "data sets: found, decoded, split, and on the device",
  "src/nn": "activations, layers, initialisers, optimisers and schedules",
  "src/training": "runs, their settings and their states, as values",
  "src/checkpoints": "models, unfinished runs and activations as files",
  "src/analysis": "what is measured in a network",
  "src/figures": "drawings of plain numbers",
  "src/pretrained": "the tutorial's published models",
  "src/study": "studies of many runs: their plans, records and tables, and the statistics of those",
  "src/report": "documents made of results and figures",
  "src/cli": "the command line: options, messages, remedies",
};

/** Arrows that go upwards in the list, and yet are none of the house's. */
const FORBIDDEN: readonly (readonly [room: string, from: string])[] = [
  ["src/random", "kernels"],
  ["src/files", "kernels"],
  ["src/nn", "src/files"],
  ["src/training", "src/files"],
  ["src/analysis", "src/files"],
  ["src/analysis", "src/checkpoints"],
  ["src/figures", "src/tensor"],
  ["src/figures", "src/device"],
  ["src/figures", "src/checkpoints"],
  ["src/study", "src/figures"],
];

/** Where `Deno` and `node:` may be used: the edges of the project. */
const HOST = [
  /^src\/(platform|project_files)\.ts$/,
  /^src\/(files|pretrained|report|cli)\//,
  /^src\/device\/cpu\/(find_blas|processor)\.ts$/,
  /^src\/data\/(load(_\w+)?|download|gunzip)\.ts$/,
  /^src\/checkpoints\/(activation_file|disk|model_lock|paths)\.ts$/,
  /^src\/study\/(execute_run|folder|lacking|pack|read_study|records|run|under_way)\.ts$/,
  /^src\/figures\/(native_canvas|canvas_library|png_chunks|encoding)\.ts$/,
];

interface Module {
  readonly path: string;
  readonly code: string;
  /** Paths of the project's modules that it imports. */
  readonly imports: readonly string[];
}

async function* paths(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(join(ROOT, folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isDirectory) yield* paths(path);
    else if (path.endsWith(".ts") && !/^kernels\/cpu|\.d\.ts$/.test(path)) yield path;
  }
}

async function readModule(path: string): Promise<Module> {
  const text = await Deno.readTextFile(join(ROOT, path));
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
  const specifiers = code.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]+)"/g);
  return { path, code, imports: Array.from(specifiers, ([, to]) => join(dirname(path), to!)) };
}

const modules: Module[] = [];
for (const folder of ["src", "kernels"]) {
  for await (const path of paths(folder)) modules.push(await readModule(path));
}

function roomOf(path: string): string {
  return path.split("/").slice(0, path.startsWith("src/") ? -1 : 1).slice(0, 2).join("/");
}

/** What is wrong with an import; undefined if nothing is. */
function problem(path: string, imported: string): string | undefined {
  const [room, from] = [roomOf(path), roomOf(imported)];
  if (room === from) return undefined;
  const names = Object.keys(ROOMS);
  const forbidden = FORBIDDEN.some(([a, b]) => a === room && b === from);
  if (names.indexOf(from) < names.indexOf(room) && !forbidden) return undefined;
  return `${path} imports ${imported}, but ${room}/ is for ${ROOMS[room]}; ` +
    `what needs ${ROOMS[from] ?? "this"} belongs in ${from}/ or in a room that may import it`;
}

Deno.test("every room is in the list, and every room in the list is there", () => {
  const rooms = new Set(modules.map(({ path }) => roomOf(path)));
  assert.deepEqual([...rooms].sort(), Object.keys(ROOMS).sort());
});

Deno.test("imports go one way, from a room to those below it", () => {
  const problems = modules.flatMap(({ path, imports }) =>
    imports.flatMap((imported) => problem(path, imported) ?? [])
  );
  assert.deepEqual(problems, []);
});

Deno.test("an arrow that the house has not is refused, with where the thing belongs", () => {
  assert.equal(problem("src/training/train.ts", "src/nn/mlp.ts"), undefined);
  assert.equal(
    problem("src/training/train.ts", "src/files/lock.ts"),
    "src/training/train.ts imports src/files/lock.ts, but src/training/ is for runs, their settings " +
      "and their states, as values; what needs reading, writing and locking files, whatever is in " +
      "them belongs in src/files/ or in a room that may import it",
  );
  assert.match(problem("src/device/open.ts", "src/cli/main.ts")!, /belongs in src\/cli\//);
});

Deno.test("no module imports itself, by whatever way", () => {
  const imports = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  function visit(path: string, way: readonly string[]): void {
    assert.ok(!way.includes(path), `a cycle: ${[...way, path].join(" → ")}`);
    if (done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  }
  for (const { path } of modules) visit(path, []);
});

Deno.test("only the edges of the project know the host", () => {
  const inside = modules.filter(({ path }) => !HOST.some((edge) => edge.test(path)));
  const knowing = inside.filter(({ code }) => /\bDeno\.|"node:/.test(code));
  assert.deepEqual(knowing.map(({ path }) => path), []);
});
