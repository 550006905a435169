import assert from "node:assert/strict";
import { Workload } from "../../../src/device/cpu/workload.ts";
import type { DeviceBuffer } from "../../../src/device/memory.ts";
import type { Operation } from "../../../src/device/operations.ts";

const out: DeviceBuffer = { bytes: 0 };
const view = { buffer: out, offset: 0, strides: [1, 1] };

/** After how many operations the workers are to help; 1000 is never. */
function startAfter(operation: Operation): number {
  const workload = new Workload();
  for (let i = 1; i < 1000; i++) if (workload.add(operation)) return i;
  return 1000;
}

function product(m: number): Operation {
  const sizes = { m, k: 128, n: 64, transposeA: false, transposeB: false };
  return { op: "matmul", a: out, b: out, out, ...sizes };
}

Deno.test("the workers start with the first large product", () => {
  assert.equal(startAfter(product(127)), 1000);
  assert.equal(startAfter(product(128)), 1);
});

Deno.test("they start once all other operations have gone through many elements", () => {
  const count = 2 ** 20;
  const rows = { rows: 1024, columns: 1024, classes: 1024 };
  const parameter = { weights: out, gradient: out, slots: [out], count: count / 2 };
  const operations: Operation[] = [
    { op: "fill", out, count, value: 0 },
    { op: "unary", function: "exp", x: out, out, count },
    { op: "binary", function: "add", a: view, b: 1, out, shape: [1024, 1024] },
    { op: "select", condition: view, a: 0, b: 1, out, shape: [1024, 1024] },
    { op: "copy", from: view, to: view, shape: [1024, 1024] },
    { op: "reduce", function: "sum", x: out, out, outer: 64, length: 128, inner: 128 },
    {
      op: "denseBackward",
      activation: "relu",
      gradient: out,
      preActivation: out,
      out,
      biasGradient: out,
      ...rows,
    },
    {
      op: "gatherBatch",
      pixels: out,
      labels: out,
      order: out,
      mean: 0.5,
      deviation: 0.5,
      first: 0,
      count: 1024,
      size: 1024,
      images: out,
      batchLabels: out,
    },
    { op: "crossEntropy", logits: out, labels: out, loss: out, correct: out, ...rows },
    { op: "crossEntropyBackward", logits: out, labels: out, lossGradient: out, out, ...rows },
    { op: "histogram", x: out, lowerEdges: out, counts: out, count, bins: 2 },
    { op: "linearBinning", x: out, weights: out, count, nodes: 2, unit: 1, low: 0, high: 1 },
    {
      op: "optimizerStep",
      rule: "momentum",
      constants: { learningRate: 0.1, momentum: 0.9, weightDecay: 0 },
      parameters: [parameter, parameter],
    },
  ];
  for (const operation of operations) assert.equal(startAfter(operation), 64, operation.op);
});

Deno.test("operations that one thread does alone never start them", () => {
  assert.equal(startAfter({ op: "fill", out, count: 2 ** 16 - 1, value: 0 }), 1000);
});
