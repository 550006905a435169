import assert from "node:assert/strict";
import { Pipelines } from "../../../src/device/webgpu/pipelines.ts";

const GOOD = `
  @group(0) @binding(0) var<storage, read> params: u32;
  @group(0) @binding(1) var<storage, read_write> out: array<u32>;
  @compute @workgroup_size(1) fn main() { out[0] = params; }`;

const adapter = await navigator.gpu.requestAdapter();
const gpu = await adapter!.requestDevice();
globalThis.addEventListener("unload", () => gpu.destroy());

Deno.test("a kernel is put together and compiled once", async () => {
  const problems: string[] = [];
  const pipelines = new Pipelines(gpu, (problem) => problems.push(problem));
  let assembled = 0;
  const kernel = {
    name: "good",
    source: () => {
      assembled++;
      return GOOD;
    },
  };
  assert.equal(pipelines.get(kernel, ["write"]), pipelines.get(kernel, ["write"]));
  assert.equal(assembled, 1);
  await gpu.queue.onSubmittedWorkDone();
  assert.deepEqual(problems, []);
});

Deno.test("a kernel that the device refuses is reported with its name and the reason", async () => {
  const kernels = {
    misspelt: GOOD.replace("params;", "parms;"),
    unbound: GOOD.replace("binding(1)", "binding(7)"),
    writing: GOOD.replace("read_write", "read"),
  };
  for (const [name, source] of Object.entries(kernels)) {
    const problem = await new Promise<string>((resolve) => {
      new Pipelines(gpu, resolve).get({ name, source: () => source }, ["write"]);
    });
    assert.match(problem, new RegExp(`^kernel ${name} was refused: .+`, "s"));
  }
});
