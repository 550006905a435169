import assert from "node:assert/strict";
import { assertClose, ULP } from "../../close.ts";
import { randomIntegers, randomNumbers } from "../../random_numbers.ts";
import { evaluate } from "../device.ts";

/** Loss, hits and the gradient of scale · loss by the logits, in float64. */
function reference(logits: Float32Array, labels: Uint32Array, scale: number) {
  const rows = labels.length;
  const classes = logits.length / rows;
  let [loss, correct] = [0, 0];
  const gradient: number[] = [];
  labels.forEach((label, row) => {
    const values = [...logits.subarray(row * classes, (row + 1) * classes)];
    const peak = values.reduce((a, b) => Math.max(a, b));
    const total = values.reduce((sum, value) => sum + Math.exp(value - peak), 0);
    loss += (Math.log(total) - (values[label]! - peak)) / rows;
    correct += Number(values.indexOf(peak) === label);
    values.forEach((value, c) =>
      gradient.push(scale / rows * (Math.exp(value - peak) / total - Number(c === label)))
    );
  });
  return { loss, correct, gradient };
}

/** The same by the kernels. */
async function computed(logits: Float32Array, labels: Uint32Array, scale: number) {
  const sizes = { rows: labels.length, classes: logits.length / labels.length };
  const [[loss, correct], [gradient]] = await Promise.all([
    evaluate([logits, labels], [1, 1], ([logits, labels], [loss, correct]) => ({
      op: "crossEntropy",
      logits: logits!,
      labels: labels!,
      loss: loss!,
      correct: correct!,
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
  return { loss: loss![0]!, correct: correct![0]!, gradient: gradient! };
}

for (const [rows, classes] of [[1, 1], [7, 2], [33, 10], [257, 10], [1000, 33]] as const) {
  Deno.test(`loss, hits and gradient of ${rows} rows of ${classes} classes`, async () => {
    const logits = randomNumbers(rows, rows * classes, -5, 5);
    const labels = randomIntegers(rows, rows, classes);
    const expected = reference(logits, labels, 0.7);
    const { loss, correct, gradient } = await computed(logits, labels, 0.7);
    assertClose([loss], [expected.loss], { relative: 8 * ULP, absolute: 1e-6 }, "loss");
    assert.equal(correct, expected.correct);
    const absolute = 8 * ULP / rows;
    assertClose(gradient, expected.gradient, { relative: 8 * ULP, absolute }, "gradient");
  });
}

for (
  const [rows, classes] of [
    [65_535, 3],
    [65_536, 2],
    [65_537, 2],
    [300, 256],
    [300, 257],
    [2, 65_535],
    [1, 65_537],
    [3, 70_000],
    [1, 200_000],
  ] as const
) {
  Deno.test(`loss, hits and gradient of very many: ${rows} rows of ${classes} classes`, async () => {
    const logits = randomNumbers(rows, rows * classes, -5, 5);
    const labels = randomIntegers(rows, rows, classes);
    // The last row's last class is its maximum and its label.
    logits[rows * classes - 1] = 6;
    labels[rows - 1] = classes - 1;
    const expected = reference(logits, labels, 0.7);
    const { loss, correct, gradient } = await computed(logits, labels, 0.7);
    assertClose([loss], [expected.loss], { relative: 1e-6 }, "loss");
    assert.equal(correct, expected.correct);
    const tolerance = { relative: 1e-5, absolute: 8 * ULP / rows };
    assertClose(gradient, expected.gradient, tolerance, "gradient");
  });
}

Deno.test("equal logits: the mean of millions of rows is as accurate as that of few", async () => {
  const [rows, classes] = [3_000_000, 3];
  const labels = new Uint32Array(rows);
  labels[0] = 1;
  const { loss, correct, gradient } = await computed(
    new Float32Array(rows * classes),
    labels,
    rows,
  );
  assertClose([loss], [Math.log(classes)], { relative: 1e-5 }, "loss");
  assert.equal(correct, rows - 1);
  assertClose(gradient.subarray(-3), [-2 / 3, 1 / 3, 1 / 3], {}, "gradient of the last row");
});

Deno.test("equal logits: the softmax of very many classes is as accurate as that of few", async () => {
  const classes = 5_000_000;
  const logits = new Float32Array(classes).fill(0.1);
  logits[0] = 1;
  const total = 1 + (classes - 1) * Math.exp(logits[1]! - 1);
  const { loss, gradient } = await computed(logits, Uint32Array.of(0), 1);
  assertClose([loss], [Math.log(total)], { relative: 1e-5 });
  assertClose([gradient[classes - 1]!], [Math.exp(logits[1]! - 1) / total], { relative: 1e-5 });
});

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
      const { loss, correct, gradient } = await computed(logits, labels, 1);
      const what = `of (${row}), label ${label}`;
      assertClose([loss], [expected.loss], { relative: 8 * ULP, absolute: 1e-6 }, `loss ${what}`);
      assert.equal(correct, expected.correct, what);
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

Deno.test("a label's logit of -∞ makes the loss ∞, any other one nothing", async () => {
  for (
    const [row, label, expected] of [
      [[0, -Infinity], 1, Infinity],
      [[3e38, -Infinity], 1, Infinity],
      [[-3e38, -Infinity], 1, Infinity],
      [[0, -Infinity], 0, 0],
      [[-3e38, -Infinity], 0, 0],
    ] as const
  ) {
    const { loss, correct, gradient } = await computed(
      Float32Array.from(row),
      Uint32Array.of(label),
      1,
    );
    assert.equal(loss, expected, `(${row}), label ${label}`);
    assert.equal(correct, Number(label === 0));
    assertClose(gradient, label === 0 ? [0, 0] : [1, -1], { relative: 0 });
  }
});

Deno.test("logits that are all -∞, or ∞, have no softmax", async () => {
  for (const row of [[-Infinity, -Infinity], [Infinity, 0], [Infinity, Infinity]]) {
    for (const label of [0, 1]) {
      const { loss } = await computed(Float32Array.from(row), Uint32Array.of(label), 1);
      assert.ok(Number.isNaN(loss), `(${row}), label ${label}: ${loss}`);
    }
  }
});

Deno.test("losses are added up in float32, where they may overflow, and then divided", async () => {
  for (
    const [each, rows, expected] of [
      [2e38, 1, Math.fround(2e38)],
      [2e38, 2, Infinity],
      [1e38, 2, Math.fround(1e38)],
      [2e36, 100, Math.fround(2e36)],
      [2e36, 300, Infinity],
      [2e35, 1000, Math.fround(2e35)],
      [2e35, 2000, Infinity],
    ] as const
  ) {
    const logits = Float32Array.from({ length: 2 * rows }, (_, i) => i % 2 ? 0 : each);
    const { loss } = await computed(logits, new Uint32Array(rows).fill(1), 1);
    assertClose([loss], [expected], { relative: 1e-6 }, `${rows} rows of ${each}`);
  }
});

Deno.test("a label that is no class makes the loss NaN, and is no hit", async () => {
  for (const label of [3, 10, 0xffffffff]) {
    const logits = Float32Array.of(1, 2, 3, 4, 5, 6);
    const { loss, correct } = await computed(logits, Uint32Array.of(2, label), 1);
    assert.ok(Number.isNaN(loss), `${loss}`);
    assert.equal(correct, 1);
  }
});

Deno.test("a NaN among the logits makes the loss NaN, its row of the gradient too, and it no hit", async () => {
  for (const classes of [3, 300]) {
    for (const at of [0, 1, classes - 1]) {
      for (const label of [0, 1, classes - 1]) {
        const logits = Float32Array.from({ length: 2 * classes }, (_, i) => i);
        logits[at] = NaN;
        const labels = Uint32Array.of(label, classes - 1);
        const { loss, correct, gradient } = await computed(logits, labels, 1);
        const what = `${classes} classes, NaN at ${at}, label ${label}`;
        assert.ok(Number.isNaN(loss), `${what}: loss ${loss}`);
        assert.equal(correct, 1, what);
        assert.ok(gradient.subarray(0, classes).every(Number.isNaN), `${what}: ${gradient}`);
        assert.ok(gradient.subarray(classes).every(Number.isFinite), `${what}: ${gradient}`);
      }
    }
  }
});

Deno.test("of equal logits the first one counts as the answer", async () => {
  const logits = Float32Array.of(5, 5, 1, 1, 5, 5, 0, 0, 0);
  assert.equal((await computed(logits, Uint32Array.of(0, 1, 0), 1)).correct, 3);
  assert.equal((await computed(logits, Uint32Array.of(1, 2, 1), 1)).correct, 0);
});

Deno.test("the same input gives the same bits", async () => {
  const logits = randomNumbers(1, 5000, -5, 5);
  const labels = randomIntegers(2, 500, 10);
  assert.deepEqual(await computed(logits, labels, 1), await computed(logits, labels, 1));
});
