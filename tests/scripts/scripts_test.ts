/** The example scripts, run as a user runs them, with small sizes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ending } from "../cli/program.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];

/** Runs a script in a folder, to its end. */
async function runIn(folder: string, script: string, args: readonly string[]) {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", join(ROOT, "scripts", script), ...args],
    cwd: folder,
    env: { NO_COLOR: "1" },
  });
  return ending(await process.output());
}

/** Runs a script in a folder of its own, where it must draw `figures`; returns what it printed. */
async function run(
  script: string,
  args: readonly string[],
  figures: readonly string[],
): Promise<string> {
  let printed = "";
  await inTemporaryFolder(async (folder) => {
    const { code, stdout, stderr } = await runIn(folder, script, args);
    assert.equal(code, 0, stderr);
    for (const figure of figures) {
      const bytes = await Deno.readFile(join(folder, figure));
      assert.deepEqual([...bytes.subarray(0, 4)], PNG_SIGNATURE);
    }
    printed = stdout;
  });
  return printed;
}

Deno.test("a custom activation is drawn and trained beside the six", async () => {
  const sizes = ["--epochs", "1", "--limit", "2560", "--hidden", "16"];
  const figures = [join("figures", "activations.png"), join("figures", "curves.png")];
  const printed = await run("custom_activation.ts", sizes, figures);
  const lines = printed.trim().split("\n");
  assert.equal(lines.length, 9);
  assert.deepEqual(lines.slice(7), figures);
  assert.match(printed, /^Serf +\d\d\.\d\d %$/m);
});

Deno.test("activations are compared over seeds, whose runs are kept", async () => {
  const sizes = ["--epochs", "1", "--limit", "2560", "--hidden", "16", "--output", "kept"];
  const choice = ["--act", "tanh,sigmoid", "--seeds", "2"];
  const printed = await run("compare_activations.ts", [...choice, ...sizes], []);
  assert.match(printed, /^4\/4 \w+, seed [01]: 0\.\d+$/m);
  assert.match(printed, /^tanh - sigmoid: \d+\.\d\d points \(-?\d.* to \d.*\) over 2 seeds, /m);
});

Deno.test("of a mistake, an example says one line, and writes nothing", () =>
  inTemporaryFolder(async (folder) => {
    const refusals: readonly (readonly [script: string, args: string[], message: RegExp])[] = [
      [
        "custom_activation.ts",
        ["--epoch", "1"],
        /^error: unknown option '--epoch'; did you mean --epochs\?\n$/,
      ],
      [
        "custom_activation.ts",
        ["--epochs", "abc"],
        /^error: --epochs: expected a number, got "abc"\n$/,
      ],
      ["custom_activation.ts", ["--epochs"], /^error: --epochs: expected a value, got nothing\n$/],
      [
        "custom_activation.ts",
        ["--hidden", "8,0"],
        /^error: hiddenSizes\[1\] of the training .* is 0, .*\n$/,
      ],
      ["custom_activation.ts", ["--limit", "100"], /^error: the batch size is 256, expected .*\n$/],
      [
        "custom_activation.ts",
        ["3"],
        /^error: expected options only, which --help lists, got 3\n$/,
      ],
      ["compare_activations.ts", ["--act", "elo"], /^error: .*; did you mean elu\?\n$/],
      [
        "compare_activations.ts",
        ["--hidden", "8,"],
        /^error: --hidden: expected a number, got ""\n$/,
      ],
    ];
    for (const [script, args, message] of refusals) {
      const { code, stdout, stderr } = await runIn(folder, script, args);
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, ""]);
    }
    await Deno.writeTextFile(join(folder, "taken"), "");
    const kept = await runIn(folder, "compare_activations.ts", ["--output", "taken"]);
    assert.match(kept.stderr, /^error: .*taken.*\n$/);
    assert.equal(kept.code, 1);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["taken"]);
    const help = await runIn(folder, "compare_activations.ts", ["--help"]);
    assert.match(
      help.stdout,
      /^Trains each activation .*\n\nOptions.*:\n {2}--act relu,elu,swish\n/,
    );
    assert.deepEqual([help.code, help.stderr], [0, ""]);
  }));
