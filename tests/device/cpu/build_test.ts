import assert from "node:assert/strict";
import { buildKernels } from "../../../scripts/build_kernels.ts";

Deno.test("the committed modules are what the kernels' sources compile to", async () => {
  const built = await buildKernels();
  assert.deepEqual([...built.keys()].sort(), [
    "cpu.d.ts",
    "cpu.wasm.base64",
    "cpu_relaxed.wasm.base64",
  ]);
  for (const [name, content] of built) {
    const committed = await Deno.readTextFile(new URL(`../../../kernels/${name}`, import.meta.url));
    assert.ok(
      content === committed,
      `kernels/${name} is not what its sources give; run: deno task kernels`,
    );
  }
});
