import assert from "node:assert/strict";
import { Pipelines } from "../../../src/device/webgpu/pipelines.ts";
import { loadDawn } from "../../dependencies.ts";
import { allKernels } from "./all_kernels.ts";

// The backend that computes nothing compiles and validates all the same, and needs no GPU. Dawn ends
// with the last reference to it.
const dawn = (await loadDawn()).create(["backend=null"]);

Deno.test("every piece of WGSL is in a kernel, and kernels of one name are the same", async () => {
  const kernels = allKernels().map(({ kernel }) => kernel);
  const folder = new URL("../../../kernels/", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".wgsl")) continue;
    const piece = await Deno.readTextFile(new URL(name, folder));
    assert.ok(kernels.some(({ source }) => source().includes(piece)), `${name} is in no kernel`);
  }
  const names = kernels.map(({ name }) => name);
  assert.deepEqual(names.filter((name, i) => names.indexOf(name) !== i), []);
});

Deno.test("Tint, Chromium's compiler, takes every kernel, with default limits", async () => {
  const adapter = await dawn.requestAdapter();
  const gpu = await adapter!.requestDevice();
  const problems: string[] = [];
  const pipelines = new Pipelines(gpu, (problem) => problems.push(problem));
  for (const { kernel, buffers } of allKernels()) {
    pipelines.get(kernel, buffers.map(({ access }) => access));
  }
  gpu.pushErrorScope("validation");
  await gpu.popErrorScope(); // after all those before it
  assert.deepEqual(problems, []);
  gpu.destroy();
});
