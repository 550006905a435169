import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder } from "./temporary_folder.ts";

const MOD = fileURLToPath(new URL("../mod.ts", import.meta.url));

async function deno(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    env: { NO_COLOR: "1" },
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test("the program is bundled into one file, kernels and workers included, and trains", () =>
  inTemporaryFolder(async (folder) => {
    const bundle = join(folder, "lab.js");
    await deno("bundle", "--quiet", "--output", bundle, MOD);
    const train = ["train", "--act", "elu", "--hidden", "64", "--limit", "2560", "--epochs", "1"];
    const where = ["--device", "cpu", "--threads", "2", "--blas", "none", "--checkpoints", folder];
    assert.match(
      await deno("run", "--allow-all", bundle, ...train, ...where),
      /^elu: test accuracy/,
    );
  }));
