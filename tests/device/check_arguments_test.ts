/** What a device is asked for wrongly is refused by name and value, and it works on. */
import assert from "node:assert/strict";
import { DeviceError } from "../../src/device/device.ts";
import type { DeviceBuffer } from "../../src/device/memory.ts";
import type { Operation } from "../../src/device/operations.ts";
import { device, openAnother } from "./device.ts";

const other = await openAnother();
globalThis.addEventListener("unload", () => other.close());

const words = (count: number) => device.allocate(count * 4);
const view = (count: number, strides: number[], offset = 0) => ({
  buffer: words(count),
  offset,
  strides,
});

/** One of each operation, its buffers just as large as they must be. */
const OPERATIONS: readonly Operation[] = [
  { op: "fill", out: words(3), count: 3, value: 1 },
  { op: "unary", function: "exp", x: words(3), out: words(3), count: 3 },
  {
    op: "binary",
    function: "add",
    a: view(3, [0, 1]),
    b: view(4, [1, 0], 2),
    out: words(6),
    shape: [2, 3],
  },
  {
    op: "select",
    condition: view(6, [3, 1]),
    a: view(3, [0, 1]),
    b: 1,
    out: words(6),
    shape: [2, 3],
  },
  { op: "copy", from: view(6, [1, 2]), to: view(9, [3, 1], 3), shape: [2, 3] },
  { op: "reduce", function: "sum", x: words(24), out: words(8), outer: 2, length: 3, inner: 4 },
  {
    op: "matmul",
    a: words(6),
    b: words(12),
    out: words(8),
    m: 2,
    k: 3,
    n: 4,
    transposeA: false,
    transposeB: true,
  },
  {
    op: "dense",
    x: words(6),
    weights: words(12),
    bias: words(4),
    activation: "leakyrelu",
    slope: words(1),
    preActivation: words(8),
    out: words(8),
    m: 2,
    k: 3,
    n: 4,
  },
  {
    op: "denseBackward",
    gradient: words(8),
    preActivation: words(8),
    activation: "leakyrelu",
    slope: words(1),
    out: words(8),
    biasGradient: words(4),
    rows: 2,
    columns: 4,
  },
  {
    op: "gatherBatch",
    pixels: words(4), // 3 images of 5 bytes
    labels: words(3),
    order: words(6),
    mean: 0.5,
    deviation: 0.5,
    first: 4,
    count: 2,
    size: 5,
    images: words(10),
    batchLabels: words(2),
  },
  {
    op: "crossEntropy",
    logits: words(6),
    labels: words(2),
    loss: words(1),
    correct: words(1),
    rows: 2,
    classes: 3,
  },
  {
    op: "crossEntropyBackward",
    logits: words(6),
    labels: words(2),
    lossGradient: words(1),
    out: words(6),
    rows: 2,
    classes: 3,
  },
  { op: "histogram", x: words(3), lowerEdges: words(2), counts: words(2), count: 3, bins: 2 },
  {
    op: "linearBinning",
    x: words(3),
    weights: words(4),
    count: 3,
    nodes: 4,
    unit: 10,
    low: 0,
    high: 1,
  },
  {
    op: "optimizerStep",
    rule: "momentum",
    constants: { learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
    parameters: [
      { weights: words(3), gradient: words(3), slots: [words(3)], count: 3 },
      { weights: words(5), gradient: words(5), slots: [words(5)], count: 5 },
    ],
  },
];

/** An argument of an operation, and the operation with another value for it. */
interface Argument {
  readonly name: string;
  readonly value: unknown;
  readonly replaced: (value: unknown) => Operation;
}

/** All arguments, those of views and of parameters among them. */
function* argumentsOf(value: object, rebuild: (value: object) => Operation): Generator<Argument> {
  for (const [key, inner] of Object.entries(value)) {
    const replaced = (other: unknown) =>
      rebuild(
        Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other },
      );
    yield { name: key, value: inner, replaced };
    if (typeof inner === "object" && !isBuffer(inner)) yield* argumentsOf(inner, replaced);
  }
}

function isBuffer(value: unknown): value is DeviceBuffer {
  return typeof value === "object" && value !== null && "bytes" in value;
}

function refused(message: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof DeviceError, `${error}`);
    assert.match(error.message, message);
    return true;
  };
}

for (const operation of OPERATIONS) {
  const { op } = operation;
  const all = [...argumentsOf(operation, (value) => value as Operation)];

  Deno.test(`${op} runs on buffers that are just large enough`, async () => {
    device.run(operation);
    const buffer = all.map(({ value }) => value).find(isBuffer)!;
    await device.read(buffer, buffer.bytes);
  });

  Deno.test(`${op} refuses buffers that are too small, released, or another device's`, async () => {
    for (const { name, value, replaced } of all) {
      if (!isBuffer(value)) continue;
      const argument = name === "buffer" || Number.isInteger(Number(name))
        ? String.raw`\w+` // of a view, or of a list of slots
        : name;
      const [foreign, released] = [other.allocate(value.bytes), device.allocate(value.bytes)];
      device.release(released);
      for (const wrong of [foreign, released]) {
        assert.throws(
          () => device.run(replaced(wrong)),
          refused(new RegExp(`^${op}: expected ${argument} to be memory of this device`)),
        );
      }
      other.release(foreign);
      const short = value.bytes - 4;
      const countsImages = op === "gatherBatch" && name === "labels"; // there are as many as it has
      if (short === 0 || countsImages) continue;
      const small = device.allocate(short);
      const needed = op === "gatherBatch" && name === "pixels" ? 15 : value.bytes;
      assert.throws(
        () => device.run(replaced(small)),
        refused(
          new RegExp(
            `^${op}: expected ${argument} to have at least ${needed} bytes, got ${short}$`,
          ),
        ),
      );
      device.release(small);
    }
    await device.read(device.upload(Float32Array.of(1)), 4); // the device works on
  });

  Deno.test(`${op} refuses sizes that are no counts`, () => {
    for (const { name, value, replaced } of all) {
      if (
        typeof value !== "number" || isSetting(name) || operation.op === "select" && name === "b"
      ) {
        continue;
      }
      for (const wrong of [-1, 1.5, NaN, Infinity, 2 ** 32]) {
        assert.throws(
          () => device.run(replaced(wrong)),
          refused(
            new RegExp(
              `^${op}: expected .* to be an integer from \\d to 4294967295, got ${wrong}$`,
            ),
          ),
          name,
        );
      }
    }
  });
}

/** Whether a number is one to compute with. */
function isSetting(name: string): boolean {
  return ["value", "low", "high", "mean", "deviation", "learningRate", "momentum", "weightDecay"]
    .includes(name);
}

Deno.test("views have a step for each dimension, and at most eight of them", () => {
  const out = words(1);
  const a = { buffer: words(1), offset: 0, strides: [1] };
  const binary = { op: "binary", function: "add", a, b: 1, out } as const;
  assert.throws(
    () => device.run({ ...binary, shape: [1, 1] }),
    refused(/^binary: expected a to have 2 strides, got 1$/),
  );
  assert.throws(
    () => device.run({ ...binary, shape: new Array(9).fill(1) }),
    refused(/^binary: expected a shape of at most 8 dimensions, got 9$/),
  );
});

Deno.test("no, less than no, and half a byte cannot be asked for", async () => {
  const buffer = device.upload(Float32Array.of(1, 2));
  for (const bytes of [0, -1, 1.5, NaN, Infinity]) {
    assert.throws(
      () => device.allocate(bytes),
      refused(
        new RegExp(`^allocate: expected bytes to be an integer of at least 1, got ${bytes}$`),
      ),
    );
    await assert.rejects(
      device.read(buffer, bytes),
      refused(new RegExp(`^read: expected bytes .* from 1 to the buffer's 8, got ${bytes}$`)),
    );
  }
  assert.throws(
    () => device.upload(new Uint8Array()),
    refused(/^upload: expected bytes .* got 0$/),
  );
  assert.deepEqual(await device.read(buffer, 8), Float32Array.of(1, 2).buffer);
});

Deno.test("nothing is read beyond a buffer, of released memory, or of another device's", async () => {
  const buffer = device.upload(Float32Array.of(1, 2));
  for (const bytes of [9, 12, 2 ** 20]) {
    await assert.rejects(
      device.read(buffer, bytes),
      refused(new RegExp(`^read: expected bytes .* from 1 to the buffer's 8, got ${bytes}$`)),
    );
  }
  const foreign = other.upload(Float32Array.of(3));
  await assert.rejects(device.read(foreign, 4), refused(/^read: expected buffer to be memory of/));
  assert.throws(
    () => device.release(foreign),
    refused(/^release: the memory is another device's$/),
  );
  assert.deepEqual(await other.read(foreign, 4), Float32Array.of(3).buffer);
  device.release(buffer);
  await assert.rejects(device.read(buffer, 4), refused(/^read: expected buffer to be memory of/));
});
