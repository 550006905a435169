import assert from "node:assert/strict";

const DEVICE = new URL("../../../src/device/cpu/cpu_device.ts", import.meta.url);

/** Uses a device of three threads without ever closing it; its workers are asleep in the end. */
const USE = `
import { CpuDevice } from "${DEVICE}";
const device = await CpuDevice.open({ threads: 3, blas: "none" });
const [m, k, n] = [200, 200, 200];
const [a, b] = [new Float32Array(m * k).fill(2), new Float32Array(k * n).fill(3)].map((x) => device.upload(x));
const out = device.allocate(m * n * 4);
device.run({ op: "matmul", a, b, out, m, k, n, transposeA: false, transposeB: false });
await new Promise((resolve) => setTimeout(resolve, 300));
console.log(new Float32Array(await device.read(out, 4))[0]);
`;

function start(program: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", program],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** How a process ends; one that does not is waited for without end. */
async function end(child: Deno.ChildProcess) {
  const { code, signal, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, signal, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("a process that never closes its device ends when its program does", async () => {
  const { code, stdout, stderr } = await end(start(USE));
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: "1200\n", stderr: "" });
});

Deno.test("it ends at once when it is told to, or by an error", async () => {
  const [exited, thrown] = await Promise.all([
    end(start(`${USE}; Deno.exit(3);`)),
    end(start(`${USE}; throw new Error("enough");`)),
  ]);
  assert.equal(exited.code, 3);
  assert.equal(thrown.code, 1);
  assert.match(thrown.stderr, /enough/);
});

Deno.test(
  "Ctrl-C ends it while its workers work or sleep",
  { ignore: Deno.build.os === "windows" },
  async () => {
    const child = start(`${USE}; setInterval(() => {}, 60_000);`);
    const reader = child.stdout.getReader();
    await reader.read();
    reader.releaseLock();
    child.kill("SIGINT");
    assert.equal((await end(child)).signal, "SIGINT");
  },
);
