import assert from "node:assert/strict";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { DeviceError } from "../../../src/device/device.ts";
import { randomNumbers } from "../../random_numbers.ts";

const PRODUCT = { m: 300, k: 200, n: 190, transposeA: false, transposeB: true };

/** A product large enough for all threads. */
async function multiplied(device: CpuDevice): Promise<Float32Array> {
  const { m, k, n } = PRODUCT;
  const a = device.upload(randomNumbers(1, m * k)), b = device.upload(randomNumbers(2, k * n));
  const out = device.allocate(m * n * 4);
  device.run({ op: "matmul", a, b, out, ...PRODUCT });
  const result = new Float32Array(await device.read(out, m * n * 4));
  for (const buffer of [a, b, out]) device.release(buffer);
  return result;
}

Deno.test("any number of threads gives the same bits, from the first product on", async () => {
  const results: Float32Array[] = [];
  for (const threads of [1, 2, 3, 7]) {
    const device = await CpuDevice.open({ threads, blas: "none" });
    results.push(await multiplied(device)); // the workers are only just starting
    await new Promise((resolve) => setTimeout(resolve, 300));
    results.push(await multiplied(device), await multiplied(device));
    device.close();
  }
  for (const result of results) assert.deepEqual(result, results[0]);
});

/** What operations other than products give for a few tasks' worth of numbers. */
async function others(device: CpuDevice): Promise<Float32Array[]> {
  const [rows, columns] = [257, 401], count = rows * columns;
  const x = device.upload(randomNumbers(3, count)), y = device.upload(randomNumbers(4, count));
  const labels = device.upload(Uint32Array.from({ length: rows }, (_, i) => i));
  const outs = [count, count, columns, rows, 1, count, columns, 1, 1, count]
    .map((size) => device.allocate(size * 4));
  const [mapped, added, down, along, total, passed, bias, loss, correct, gradient] = outs;
  const view = (buffer: typeof x) => ({ buffer, offset: 0, strides: [columns, 1] });
  const sum = { op: "reduce", function: "sum", x } as const;
  const rowsOf = { logits: x, labels, rows, classes: columns };
  device.run({ op: "unary", function: "tanh", x, out: mapped!, count });
  const shape = [rows, columns];
  device.run({ op: "binary", function: "add", a: view(x), b: view(y), out: added!, shape });
  device.run({ ...sum, out: down!, outer: 1, length: rows, inner: columns });
  device.run({ ...sum, out: along!, outer: rows, length: columns, inner: 1 });
  device.run({ ...sum, out: total!, outer: 1, length: count, inner: 1 });
  device.run({
    op: "denseBackward",
    gradient: x,
    preActivation: y,
    activation: "swish",
    out: passed!,
    biasGradient: bias!,
    rows,
    columns,
  });
  device.run({ op: "crossEntropy", ...rowsOf, loss: loss!, correct: correct! });
  device.run({ op: "crossEntropyBackward", ...rowsOf, lossGradient: loss!, out: gradient! });
  const parameters = [{ weights: y, gradient: x, slots: [mapped!], count }];
  const constants = { learningRate: 0.1, momentum: 0.9, weightDecay: 0 };
  device.run({ op: "optimizerStep", rule: "momentum", constants, parameters });
  const all = [...outs, y];
  const results = await Promise.all(all.map((buffer) => device.read(buffer, buffer.bytes)));
  for (const buffer of [...all, x, labels]) device.release(buffer);
  return results.map((bytes) => new Float32Array(bytes));
}

Deno.test("any number of threads gives the same bits of everything else", async () => {
  const results: Float32Array[][] = [];
  for (const threads of [1, 3]) {
    const device = await CpuDevice.open({ threads, blas: "none" });
    await multiplied(device); // starts the workers
    for (let i = 0; i < 5; i++) results.push(await others(device));
    device.close();
  }
  for (const result of results) assert.deepEqual(result, results[0]);
});

Deno.test("with a BLAS library a number of threads gives the same bits again", async () => {
  const device = await CpuDevice.open({ threads: 2 });
  const first = await multiplied(device);
  await new Promise((resolve) => setTimeout(resolve, 200));
  for (let i = 0; i < 20; i++) assert.deepEqual(await multiplied(device), first);
  device.close();
});

Deno.test("a device that runs out of memory says what was asked for and what is in use", async () => {
  const device = await CpuDevice.open({ blas: "none", threads: 1 });
  const GIB = 2 ** 30;
  const buffers = [device.allocate(GIB), device.allocate(GIB), device.allocate(GIB)];
  assert.throws(() => device.allocate(GIB), (error: Error) => {
    assert.ok(error instanceof DeviceError);
    assert.match(
      error.message,
      /^an array of 1024 MiB was asked for, and CPU \(own kernels, .*\) may have 4096 MiB in all, of which 3072 are in use; work on it in parts/,
    );
    return true;
  });
  device.release(buffers.pop()!);
  device.release(device.allocate(GIB)); // it works on
  for (const buffer of buffers) device.release(buffer);
  assert.equal(device.memory.liveBuffers, 0);
  device.close();
});

Deno.test("an operation that asks for memory it cannot have leaves nothing behind", async () => {
  const device = await CpuDevice.open({ blas: "none", threads: 1 });
  const [m, k, n] = [3, 2 ** 27, 1]; // whose panels take 7 GiB
  const [a, b, out] = [m * k, k * n, m * n].map((count) => device.allocate(count * 4));
  const { liveBuffers } = device.memory;
  const product = {
    op: "matmul",
    a: a!,
    b: b!,
    out: out!,
    m,
    k,
    n,
    transposeA: false,
    transposeB: false,
  } as const;
  assert.throws(() => device.run(product), /an array of \d+ MiB was asked for/);
  assert.equal(device.memory.liveBuffers, liveBuffers);
  device.run({ op: "fill", out: out!, count: 1, value: 7 });
  assert.deepEqual(new Float32Array(await device.read(out!, 4)), Float32Array.of(7));
  device.close();
});

Deno.test("a thread that dies over a task fails the device, and nobody waits for it", async () => {
  for (let i = 0; i < 10; i++) {
    const device = await CpuDevice.open({ blas: "none", threads: 3 });
    await multiplied(device); // starts the workers
    if (i > 0) await new Promise((resolve) => setTimeout(resolve, 10 * i));
    const out = Object.assign(device.allocate(4), { bytes: 2 ** 31 }); // as if it were so large
    // Far beyond the memory's end: whoever takes one of the last tasks is thrown out of it.
    assert.throws(
      () => device.run({ op: "fill", out, count: 2 ** 29, value: 1 }),
      (error: Error) => {
        assert.ok(error instanceof DeviceError);
        assert.match(
          error.message,
          /^the device CPU \(own kernels, .*\) failed: the operation fill broke/,
        );
        return true;
      },
    );
    assert.throws(() => device.allocate(4), /the operation fill broke off/);
    await assert.rejects(device.read(out, 4), /the operation fill broke off/);
    device.close();
  }
});
