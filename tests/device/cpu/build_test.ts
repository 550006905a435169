import assert from "node:assert/strict";
import { buildKernels } from "../../../scripts/build_kernels.ts";

Deno.test("the committed modules are what the kernels' sources compile to", async () => {
  const built = await buildKernels();
  assert.deepEqual([...built.keys()].sort(), ["cpu.d.ts", "cpu.wasm", "cpu_relaxed.wasm"]);
  for (const [name, content] of built) {
    const committed = await Deno.readFile(new URL(`../../../kernels/${name}`, import.meta.url));
    assert.ok(
      Uint8Array.from(content).every((byte, i) => byte === committed[i]) &&
        content.length === committed.length,
      `kernels/${name} is not what its sources give; run: deno task kernels`,
    );
  }
});
