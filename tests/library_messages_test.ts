/** What the library says and imports: nothing of the command line, which is above it. */
import assert from "node:assert/strict";

const ROOT = new URL("../", import.meta.url);

/** The library's sources by their paths: all TypeScript of `src` but `src/cli`, and `kernels`. */
async function librarySources(): Promise<Map<string, string>> {
  const sources = new Map([["mod.ts", await Deno.readTextFile(new URL("mod.ts", ROOT))]]);
  async function read(folder: string): Promise<void> {
    for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
      const path = `${folder}${name}`;
      if (isDirectory && path !== "src/cli") await read(`${path}/`);
      if (path.endsWith(".ts")) sources.set(path, await Deno.readTextFile(new URL(path, ROOT)));
    }
  }
  await read("src/");
  await read("kernels/");
  return sources;
}

/** The literal texts of a source; comments, which come first where they begin first, are none. */
function literals(source: string): string[] {
  const parts = /\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*`/g;
  return (source.match(parts) ?? []).filter((part) => !part.startsWith("/"));
}

Deno.test("a source's literals are told from its comments", () => {
  const source = `
    /** It's --this, "or" that. */
    const url = "http://host"; // don't "--say"
    const text = 'a' + \`b \${"c"}\`;
  `;
  assert.deepEqual(literals(source), ['"http://host"', "'a'", '`b ${"c"}`']);
});

Deno.test("nothing that the library says names a flag, a command or a script", async () => {
  const sources = await librarySources();
  assert.ok(sources.size > 150, `${sources.size} sources`);
  for (const [path, source] of sources) {
    for (const literal of literals(source)) {
      assert.doesNotMatch(literal, /--[a-z]|scripts\/|setup\.sh|deno (run|task)|\btrain --/, path);
    }
  }
});

Deno.test("what the library says begins in lower case, and ends without a full stop", async () => {
  for (const [path, source] of await librarySources()) {
    const shouted = /Error\(\s*["'`][A-Z][a-z']*[ ,].*|Error\([^;]*[a-z})]\.["'`],?\s*\);/.exec(
      source,
    );
    assert.equal(shouted?.[0], undefined, path);
  }
});

Deno.test("nothing of the library imports the command line but mod.ts", async () => {
  for (const [path, source] of await librarySources()) {
    if (path !== "mod.ts") assert.doesNotMatch(source, /["'][./\w]*\/cli\//, path);
  }
});
