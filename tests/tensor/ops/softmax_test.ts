import assert from "node:assert/strict";
import { grad } from "../../../src/tensor/autodiff.ts";
import { multiply } from "../../../src/tensor/ops/arithmetic.ts";
import { sum } from "../../../src/tensor/ops/broadcast.ts";
import { crossEntropy, logSoftmax, softmax } from "../../../src/tensor/ops/softmax.ts";
import { scope } from "../../../src/tensor/scope.ts";
import { ShapeError } from "../../../src/tensor/shape.ts";
import { type Tensor, uint32Tensor } from "../../../src/tensor/tensor.ts";
import { ULP } from "../../close.ts";
import { device, openAnother } from "../../device/device.ts";
import { checkOp, upload } from "../check_op.ts";
import { fold, map, type Nd, nd, random, total, zip } from "../nd.ts";

const logits64 = (x: Nd, axis: number): Nd => {
  const shifted = zip(x, fold(x, [axis], true, (values) => Math.max(...values)), (a, b) => a - b);
  const logs = fold(shifted, [axis], true, (values) => Math.log(total(values.map(Math.exp))));
  return zip(shifted, logs, (a, b) => a - b);
};
const softmax64 = (x: Nd, axis: number): Nd => map(logits64(x, axis), Math.exp);

Deno.test("softmax and its logarithm along any axis", async () => {
  const x = random([3, 4, 5], 1, -5, 5);
  for (const [axis, d] of [[undefined, 2], [-1, 2], [0, 0], [-2, 1]] as const) {
    await checkOp({ op: (x) => softmax(x, axis), oracle: (x) => softmax64(x, d) }, x);
    await checkOp({ op: (x) => logSoftmax(x, axis), oracle: (x) => logits64(x, d) }, x);
  }
  scope(() => {
    assert.throws(
      () => softmax(upload(x), 3),
      /softmax: there is no axis 3 in the shape \(3, 4, 5\)/,
    );
    assert.throws(() => logSoftmax(upload(x), 3), /logSoftmax: there is no axis 3/);
  });
});

Deno.test("softmax of logits of any size", async () => {
  const x = nd([5, 3], [
    ...[1e4, 9999, -1e4],
    ...[1e30, -1e30, 1e30],
    ...[3e38, -3e37, 3e38],
    ...[-3e38, -3e38, -3e38],
    ...[1e-40, -1e-40, 0],
  ]);
  await checkOp({
    op: (x) => softmax(x),
    oracle: (x) => softmax64(x, 1),
    gradients: (c, x) => {
      const p = softmax64(x, 1);
      const means = fold(zip(c, p, (c, p) => c * p), [1], true, total);
      return [zip(p, zip(c, means, (c, m) => c - m), (p, c) => p * c)];
    },
  }, x);
  await checkOp({
    op: (x) => logSoftmax(x),
    oracle: (x) => logits64(x, 1),
    gradients: (c, x) => {
      const sums = fold(c, [1], true, total);
      return [zip(c, zip(softmax64(x, 1), sums, (p, s) => p * s), (c, p) => c - p)];
    },
  }, x);
});

Deno.test("cross-entropy, its gradient, and the gradient's gradient", async () => {
  const [rows, classes] = [7, 10];
  const labels = [3, 0, 9, 9, 5, 1, 2];
  const x = random([rows, classes], 2, -4, 4);
  const loss = (x: Tensor) => crossEntropy(x, uint32Tensor(device, labels)).loss;
  const oneHot = nd(x.shape, x.data.map((_, i) => Number(labels[Math.floor(i / 10)] === i % 10)));
  await checkOp({
    op: loss,
    oracle: (x) => ({
      shape: [],
      data: [-total(zip(logits64(x, 1), oneHot, (a, b) => a * b).data as number[]) / rows],
    }),
  }, x);
  const gradient = (x: Nd) => zip(softmax64(x, 1), oneHot, (p, y) => (p - y) / rows);
  await checkOp({ op: grad(loss), oracle: gradient }, x);
  // By the gradient of the loss as well: d/dx of s · loss′(x), s itself a function of x.
  await checkOp({
    op: grad((x: Tensor) => multiply(loss(x), loss(x))),
    oracle: (x) => {
      const value = -total(zip(logits64(x, 1), oneHot, (a, b) => a * b).data as number[]) / rows;
      return map(gradient(x), (g) => 2 * value * g);
    },
    tolerance: { relative: 32 * ULP, absolute: 4e-6 },
  }, x);
});

Deno.test("cross-entropy counts hits, and they have no gradient", async () => {
  const { loss, correct } = crossEntropy(
    upload(nd([3, 3], [1, 2, 3, 4, 5, 4, 9, 7, 8])),
    uint32Tensor(device, [2, 0, 0]),
  );
  assert.equal(await correct.item(), 2);
  assert.ok(await loss.item() > 0);
  const constant = scope(() =>
    grad((x: Tensor) => sum(crossEntropy(x, uint32Tensor(device, [0])).correct))(
      upload(nd([1, 2], [1, 2])),
    )
  );
  assert.deepEqual(await constant.array(), [[0, 0]]);
});

Deno.test("cross-entropy refuses shapes that do not fit, and two devices", async () => {
  const message = /crossEntropy: logits \(.*\) and labels \(.*\) do not fit/;
  scope(() => {
    const labels = uint32Tensor(device, [0, 1]);
    for (const shape of [[3, 4], [2], [2, 3, 1]]) {
      assert.throws(() => crossEntropy(upload(random(shape, 1)), labels), (error: Error) => {
        assert.ok(error instanceof ShapeError);
        assert.match(error.message, message);
        return true;
      });
    }
  });
  const other = await openAnother();
  scope(() => {
    const labels = uint32Tensor(other, [0, 1]);
    assert.throws(
      () => crossEntropy(upload(random([2, 3], 1)), labels),
      /crossEntropy: logits is on/,
    );
  });
  other.close();
});
