/** The library as a web page has it: bundled for browsers, and run where there is no `Deno`. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as lab from "../../lab.ts";
import { bundleLab, hostLines } from "../../scripts/check_portable.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { trainShortly } from "./training.ts";

const PAGE = fileURLToPath(new URL("page.ts", import.meta.url));

Deno.test("a page's bundle has no line that only Deno or Node can run, but where hosts are told apart", () =>
  inTemporaryFolder(async (folder) => {
    assert.deepEqual([...(await bundleLab(folder)).values()].flatMap(hostLines), []);
    const lines = ["// src/platform.ts", 'import("node:fs");', "// src/a.ts", "Deno.exit();", "//"];
    assert.deepEqual(hostLines(lines.join("\n")), ["src/a.ts: Deno.exit();"]);
  }));

Deno.test("a page loads the kernels of the device that it computes on, and no others", () =>
  inTemporaryFolder(async (folder) => {
    const pieces = await bundleLab(folder, "--minify");
    const having = (text: string) => [...pieces].filter(([, piece]) => piece.includes(text));
    const names = (text: string) => having(text).map(([name]) => name.replace(/-.*/, ""));
    assert.deepEqual(names("@compute"), ["webgpu_device"]);
    assert.deepEqual(names("H4sI").sort(), ["cpu.wasm.gz", "cpu_relaxed.wasm.gz"]); // how gzip begins
  }));

Deno.test("without Deno the bundle trains to the same bits, on threads, and on WebGPU, and draws", () =>
  inTemporaryFolder(async (folder) => {
    await bundleLab(folder, "--minify");
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--allow-all", "--quiet", PAGE, join(folder, "lab.js")],
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
