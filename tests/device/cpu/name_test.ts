/** A CPU device's name: it tells devices apart that compute other bits, and no others. */
import assert from "node:assert/strict";
import { findBlas } from "../../../src/device/cpu/find_blas.ts";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import type { DeviceInfo } from "../../../src/device/device.ts";

Deno.test("own kernels have one name with any number of threads", async () => {
  const names = new Set<string>();
  for (const threads of [undefined, 1, 3]) {
    const device = await CpuDevice.open({ threads, blas: "none" });
    names.add(device.info.name);
    device.close();
  }
  assert.equal(names.size, 1);
});

Deno.test("the name tells whether multiply-adds round once", async () => {
  for (const relaxed of [true, false]) {
    const device = await CpuDevice.open({ threads: 1, blas: "none", relaxedSimd: relaxed });
    // (1 + ε)² - (1 + 2ε) is ε², or 0 if the square is rounded.
    const epsilon = 2 ** -12;
    const weights = device.upload(Float32Array.of(0));
    const velocity = device.upload(Float32Array.of(1 + epsilon));
    const gradient = device.upload(Float32Array.of(-1 - 2 * epsilon));
    const parameters = [{ weights, gradient, slots: [velocity], count: 1 }];
    const constants = { learningRate: 0, momentum: 1 + epsilon, weightDecay: 0 };
    device.run({ op: "optimizerStep", rule: "momentum", constants, parameters });
    const [rest] = new Float32Array(await device.read(velocity, 4));
    const rounding = rest === epsilon ** 2 ? "fused multiply-add" : "multiply and add";
    assert.equal(device.info.name, `CPU (own kernels, ${rounding})`);
    if (!relaxed) assert.equal(rest, 0);
    device.close();
  }
});

const { blas } = findBlas();
blas?.close();

/** A device, and the bits of a product on it, in a process with a type of processor for OpenBLAS. */
async function multiplyOn(core: string): Promise<{ info: DeviceInfo; bits: string }> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--quiet",
      `
      import { CpuDevice } from ${JSON.stringify(module("src/device/cpu/cpu_device.ts"))};
      import { randomNumbers } from ${JSON.stringify(module("tests/random_numbers.ts"))};
      const device = await CpuDevice.open({ threads: 1 });
      const [m, k, n] = [64, 784, 64];
      const [a, b] = [m * k, k * n].map((count) => device.upload(randomNumbers(count, count)));
      const out = device.allocate(m * n * 4);
      device.run({ op: "matmul", a, b, out, m, k, n, transposeA: false, transposeB: false });
      const bits = new Uint8Array(await device.read(out, m * n * 4)).toBase64();
      console.log(JSON.stringify({ info: device.info, bits }));`,
    ],
    env: { OPENBLAS_CORETYPE: core },
  }).output();
  return JSON.parse(new TextDecoder().decode(stdout));
}

function module(path: string): string {
  return new URL(`../../../${path}`, import.meta.url).href;
}

Deno.test("OpenBLAS has another name for each type of processor it computes for", {
  ignore: !blas?.name.startsWith("OpenBLAS") || Deno.build.arch !== "x86_64",
}, async () => {
  const [old, new_] = await Promise.all(["Nehalem", "Sandybridge"].map(multiplyOn));
  assert.notEqual(old!.bits, new_!.bits);
  assert.match(old!.info.name, /^CPU \(OpenBLAS [\d.]+ Nehalem on 1 thread, /);
  assert.match(new_!.info.name, /^CPU \(OpenBLAS [\d.]+ Sandybridge on 1 thread, /);
});
