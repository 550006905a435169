/** The example scripts, run as a user runs them, with small sizes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ending } from "../cli/program.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47];

/** Runs a script with a folder of its own, where it must draw `figures`; returns what it printed. */
async function run(
  script: string,
  args: (folder: string) => readonly string[],
  figures: readonly string[],
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", join(ROOT, "scripts", script), ...args(folder)],
      cwd: folder,
      env: { NO_COLOR: "1" },
    });
    const { code, stdout, stderr } = ending(await process.output());
    assert.equal(code, 0, stderr);
    for (const figure of figures) {
      const bytes = await Deno.readFile(join(folder, figure));
      assert.deepEqual([...bytes.subarray(0, 4)], PNG_SIGNATURE);
    }
    return stdout;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a custom activation is drawn and trained beside the six", async () => {
  const sizes = ["--epochs", "1", "--limit", "2560", "--hidden", "16"];
  const figures = ["activations.png", "curves.png"];
  const printed = await run(
    "custom_activation.ts",
    (folder) => [...sizes, "--output", folder],
    figures,
  );
  assert.equal(printed.trim().split("\n").length, 7);
  assert.match(printed, /^Serf +\d\d\.\d\d %$/m);
});

Deno.test("activations are compared over seeds, whose runs are kept", async () => {
  const sizes = ["--epochs", "1", "--limit", "2560", "--hidden", "16", "--output", "kept"];
  const choice = ["--act", "tanh,sigmoid", "--seeds", "2"];
  const printed = await run("compare_activations.ts", () => [...choice, ...sizes], []);
  assert.match(printed, /^4\/4 \w+, seed [01]: 0\.\d+$/m);
  assert.match(printed, /^tanh - sigmoid: \d+\.\d\d points \(-?\d.* to \d.*\) over 2 seeds, /m);
});
