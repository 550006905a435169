import assert from "node:assert/strict";
import { buildKernels } from "../../../scripts/build_kernels.ts";
import { unpackModule } from "../../../src/device/cpu/modules.ts";

Deno.test("the committed modules are what the kernels' sources compile to", async () => {
  const built = await buildKernels();
  assert.deepEqual([...built.keys()].sort(), [
    "cpu.d.ts",
    "cpu.wasm.gz.base64",
    "cpu_relaxed.wasm.gz.base64",
  ]);
  for (const [name, content] of built) {
    const committed = await Deno.readTextFile(new URL(`../../../kernels/${name}`, import.meta.url));
    // Two versions of gzip may pack the same module in different bytes.
    const [ours, theirs] = name.endsWith(".d.ts")
      ? [content, committed]
      : (await Promise.all([content, committed].map(unpackModule))).map((bytes) =>
        bytes.toBase64()
      );
    assert.ok(
      ours === theirs,
      `kernels/${name} is not what its sources give; run: deno task kernels`,
    );
  }
});
