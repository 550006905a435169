import assert from "node:assert/strict";
import { assertClose, ULP } from "../../close.ts";
import { randomIntegers, randomNumbers } from "../../random_numbers.ts";
import { evaluate } from "../device.ts";

/** Loss, hits and the gradient of scale · loss by the logits, in float64. */
function reference(logits: Float32Array, labels: Uint32Array, scale: number) {
  const rows = labels.length;
  const classes = logits.length / rows;
  let [loss, hits] = [0, 0];
  const gradient: number[] = [];
  labels.forEach((label, row) => {
    const values = [...logits.subarray(row * classes, (row + 1) * classes)];
    const peak = Math.max(...values);
    const total = values.reduce((sum, value) => sum + Math.exp(value - peak), 0);
    loss += (Math.log(total) - (values[label]! - peak)) / rows;
    hits += Number(values.indexOf(peak) === label);
    values.forEach((value, c) =>
      gradient.push(scale / rows * (Math.exp(value - peak) / total - Number(c === label)))
    );
  });
  return { loss, hits, gradient };
}

/** The same by the kernels. */
async function computed(logits: Float32Array, labels: Uint32Array, scale: number) {
  const sizes = { rows: labels.length, classes: logits.length / labels.length };
  const [[loss, hits], [gradient]] = await Promise.all([
    evaluate([logits, labels], [1, 1], ([logits, labels], [loss, hits]) => ({
      op: "crossEntropy",
      logits: logits!,
      labels: labels!,
      loss: loss!,
      hits: hits!,
      ...sizes,
    })),
    evaluate(
      [logits, labels, Float32Array.of(scale)],
      [logits.length],
      ([logits, labels, lossGradient], [out]) => ({
        op: "crossEntropyBackward",
        logits: logits!,
        labels: labels!,
        lossGradient: lossGradient!,
        out: out!,
        ...sizes,
      }),
    ),
  ]);
  return { loss: loss![0]!, hits: hits![0]!, gradient: gradient! };
}

for (const [rows, classes] of [[1, 1], [7, 2], [33, 10], [257, 10], [1000, 33]] as const) {
  Deno.test(`loss, hits and gradient of ${rows} rows of ${classes} classes`, async () => {
    const logits = randomNumbers(rows, rows * classes, -5, 5);
    const labels = randomIntegers(rows, rows, classes);
    const expected = reference(logits, labels, 0.7);
    const { loss, hits, gradient } = await computed(logits, labels, 0.7);
    assertClose([loss], [expected.loss], { relative: 8 * ULP, absolute: 1e-6 }, "loss");
    assert.equal(hits, expected.hits);
    const absolute = 8 * ULP / rows;
    assertClose(gradient, expected.gradient, { relative: 8 * ULP, absolute }, "gradient");
  });
}

Deno.test("logits of any size", async () => {
  const rows = [
    [89, 88, 0],
    [1e4, 9999, -1e4],
    [1e30, -1e30, 0],
    [-1e30, -1e30, -1e30],
    [3e38, 3e38, 3e38],
    [3e38, 1, -3e37],
    [1e-40, -1e-40, 0],
    [0, -Infinity, 0],
  ];
  for (const row of rows) {
    const logits = Float32Array.from(row);
    for (const label of row[1] === -Infinity ? [0, 2] : [0, 1, 2]) {
      const labels = Uint32Array.of(label);
      const expected = reference(logits, labels, 1);
      const { loss, hits, gradient } = await computed(logits, labels, 1);
      const what = `of (${row}), label ${label}`;
      assertClose([loss], [expected.loss], { relative: 8 * ULP, absolute: 1e-6 }, `loss ${what}`);
      assert.equal(hits, expected.hits, what);
      assertClose(gradient, expected.gradient, { absolute: 8 * ULP }, `gradient ${what}`);
    }
  }
});

Deno.test("the loss is finite for any finite logits, even where its value is not", async () => {
  const logits = Float32Array.of(3e38, -3e38);
  const { loss, gradient } = await computed(logits, Uint32Array.of(1), 1);
  assert.ok(loss >= 3e38 && Number.isFinite(loss), `${loss}`);
  assert.deepEqual([...gradient], [1, -1]);
});

Deno.test("a label that is no class makes the loss NaN, and is no hit", async () => {
  for (const label of [3, 10, 0xffffffff]) {
    const logits = Float32Array.of(1, 2, 3, 4, 5, 6);
    const { loss, hits } = await computed(logits, Uint32Array.of(2, label), 1);
    assert.ok(Number.isNaN(loss), `${loss}`);
    assert.equal(hits, 1);
  }
});

Deno.test("a NaN among the logits makes the loss NaN, and its row of the gradient", async () => {
  for (const at of [0, 1, 2]) {
    const logits = Float32Array.of(1, 2, 3, 4, 5, 6);
    logits[at] = NaN;
    const { loss, gradient } = await computed(logits, Uint32Array.of(1, 1), 1);
    assert.ok(Number.isNaN(loss), `NaN at ${at}: loss ${loss}`);
    assert.ok(gradient.subarray(0, 3).every(Number.isNaN), `NaN at ${at}: gradient ${gradient}`);
    assert.ok(gradient.subarray(3).every(Number.isFinite), `NaN at ${at}: gradient ${gradient}`);
  }
});

Deno.test("of equal logits the first one counts as the answer", async () => {
  const logits = Float32Array.of(5, 5, 1, 1, 5, 5, 0, 0, 0);
  assert.equal((await computed(logits, Uint32Array.of(0, 1, 0), 1)).hits, 3);
  assert.equal((await computed(logits, Uint32Array.of(1, 2, 1), 1)).hits, 0);
});

Deno.test("the same input gives the same bits", async () => {
  const logits = randomNumbers(1, 5000, -5, 5);
  const labels = randomIntegers(2, 500, 10);
  assert.deepEqual(await computed(logits, labels, 1), await computed(logits, labels, 1));
});
