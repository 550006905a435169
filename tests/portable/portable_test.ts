/** The library as a web page has it: bundled for browsers, and run where there is no `Deno`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as lab from "../../lab.ts";
import { bundleLab, hostLines } from "../../scripts/check_portable.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { trainShortly } from "./training.ts";

const PAGE = fileURLToPath(new URL("page.ts", import.meta.url));

Deno.test("a page's bundle has no line that only Deno or Node can run, but where hosts are told apart", async () => {
  assert.deepEqual(hostLines(await bundleLab()), []);
  const lines = ["// src/platform.ts", 'import("node:fs");', "// src/a.ts", "Deno.exit();", "//"];
  assert.deepEqual(hostLines(lines.join("\n")), ["src/a.ts: Deno.exit();"]);
});

Deno.test("without Deno the bundle trains to the same bits, on threads, and on WebGPU, and draws", () =>
  inTemporaryFolder(async (folder) => {
    const bundle = join(folder, "lab.js");
    await Deno.writeTextFile(bundle, await bundleLab("--minify"));
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--quiet", PAGE, bundle],
      env: { NO_COLOR: "1", XDG_RUNTIME_DIR: "/tmp" }, // without which Mesa complains
    }).output();
    assert.equal(new TextDecoder().decode(stderr), "");
    const page = JSON.parse(new TextDecoder().decode(stdout));

    const device = await lab.openDevice("cpu", { blas: "none", threads: 1 });
    const here = await trainShortly(lab, device);
    device.close();
    const there = lab.decodeCheckpoint(Uint8Array.fromBase64(page.model), "the model");
    assert.equal(there.device, here.device);
    assert.deepEqual(there.weights, here.weights);
    assert.equal(page.workers, 2);
    assert.ok(Math.abs(page.gpuLoss - here.history[0]!.loss) < 1e-4, page.gpuLoss);
    assert.match(page.svg, /^<svg .*>Loss<\/text>.*<\/svg>$/);
  }));
