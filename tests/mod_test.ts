/** mod.ts as its users meet it: what it loads, and what `deno doc` tells of it. */
import assert from "node:assert/strict";

interface ModuleGraph {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier: string };
      readonly isDynamic?: true;
    }[];
  }[];
}

/** Every module that is loaded when the one at `path` is imported. */
async function loadedWith(path: string): Promise<Set<string>> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", path],
    cwd: new URL("..", import.meta.url),
  }).output();
  const { roots, modules }: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const graph = new Map(modules.map((module) => [module.specifier, module]));
  const loaded = new Set<string>(roots);
  for (const specifier of loaded) { // which grows meanwhile
    for (const { code, isDynamic } of graph.get(specifier)?.dependencies ?? []) {
      if (code && !isDynamic) loaded.add(code.specifier);
    }
  }
  return loaded;
}

Deno.test("importing the library loads no command line, and running it does", async () => {
  const library = [...await loadedWith("mod.ts")];
  const commandLine = [...await loadedWith("src/cli/main.ts")];
  for (const part of [/\/src\/cli\//, /commander/, /@bomb\.sh/, /cli-progress/]) {
    assert.deepEqual(library.filter((specifier) => part.test(specifier)), []);
    assert.ok(commandLine.some((specifier) => part.test(specifier)), String(part));
  }
  assert.ok(library.some((specifier) => specifier.endsWith("/lab.ts")));
});

interface Symbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly jsDoc?: { readonly doc?: string };
  }[];
}

const MODULE = new URL("../mod.ts", import.meta.url);

async function exportedSymbols(): Promise<readonly Symbol[]> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--quiet", "--json", MODULE.href],
    stderr: "null",
  }).output();
  assert.ok(success);
  return JSON.parse(new TextDecoder().decode(stdout)).nodes[MODULE.href].symbols;
}

Deno.test("each function and class has an example, which `deno test --doc` runs", async () => {
  const code = (await exportedSymbols()).flatMap(({ name, declarations }) =>
    declarations.flatMap(({ kind, jsDoc }) =>
      kind === "function" || kind === "class" ? [{ name, doc: jsDoc?.doc ?? "" }] : []
    )
  );
  assert.ok(code.length > 100);
  const without = code.filter(({ doc }) => !doc.includes("```ts\n"));
  assert.deepEqual(without.map(({ name }) => name), []);
});

Deno.test("what CHANGELOG.md names as the successor of an old export is exported", async () => {
  const exported = new Set((await exportedSymbols()).map(({ name }) => name));
  const changes = await Deno.readTextFile(new URL("../CHANGELOG.md", import.meta.url));
  const successors = Array.from(
    changes.matchAll(/^\| `\w+` +\| `(\w+)` +\| /gm),
    ([, now]) => now!,
  );
  assert.ok(successors.length >= 20);
  assert.deepEqual(successors.filter((name) => !exported.has(name)), []);
});
