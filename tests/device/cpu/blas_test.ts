import assert from "node:assert/strict";
import { tryLibraries } from "../../../src/device/cpu/find_blas.ts";
import { verifyBlas } from "../../../src/device/cpu/blas_check.ts";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import type { Device } from "../../../src/device/device.ts";
import type { Operation } from "../../../src/device/operations.ts";

/** A device that does something to an operation before it runs it. */
function meddling(device: Device, meddle: (operation: Operation) => Operation): Device {
  return new Proxy(device, {
    get(target, name) {
      if (name === "run") return (operation: Operation) => target.run(meddle(operation));
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

Deno.test("a library that multiplies rightly passes the check", async () => {
  const device = await CpuDevice.open({ blas: "none", threads: 1 });
  const other = await CpuDevice.open({ blas: "none", relaxedSimd: false, threads: 2 });
  assert.equal(await verifyBlas(other, device), true);
  device.close();
  other.close();
});

Deno.test("a library that forgets the end of a sum, or of a row, does not", async () => {
  const device = await CpuDevice.open({ blas: "none", threads: 1 });
  const wrong = [
    (op: Operation) => op.op === "matmul" && !op.transposeA ? { ...op, m: op.m - 1 } : op,
    (op: Operation) =>
      op.op === "matmul" && op.transposeA && op.transposeB ? { ...op, k: op.k - 1 } : op,
    (op: Operation) => op.op === "matmul" ? { ...op, transposeB: false } : op,
  ];
  for (const meddle of wrong) {
    assert.equal(await verifyBlas(meddling(device, meddle), device), false);
  }
  device.close();
});

Deno.test("a library that is not there is passed over, one that lacks a symbol is named", {
  ignore: Deno.build.os !== "linux",
}, () => {
  assert.deepEqual(tryLibraries(["libthere-is-none.so.7"]), { warnings: [] });
  const { blas, warnings } = tryLibraries(["libthere-is-none.so.7", "libc.so.6"]);
  assert.equal(blas, undefined);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0]!, /^libc\.so\.6 is not used: .*(cblas_sgemm|openblas)/);
});

Deno.test("without the permission to call libraries none is looked for, and nobody is asked", async () => {
  const module = new URL("../../../src/device/cpu/cpu_device.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "-"], // no permission at all
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(`
    import { CpuDevice } from "${module}";
    const device = await CpuDevice.open({ threads: 2 });
    console.log(device.info);`));
  await writer.close();
  const { stdout, stderr } = await child.output();
  assert.equal(new TextDecoder().decode(stderr), "");
  assert.match(new TextDecoder().decode(stdout), /name: "CPU \(own kernels, /);
});
