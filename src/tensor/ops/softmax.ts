/** Softmax, its logarithm, and the loss of classification. */
import { requireFloat32, requireUint32, sameDevice } from "../operands.ts";
import { record } from "../tape.ts";
import { checkAxis, formatShape, ShapeError } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { sum } from "./broadcast.ts";
import { ones } from "./create.ts";
import { exp, log } from "./math.ts";
import { max } from "./reductions.ts";

/**
 * Probabilities from logits along one dimension (default: the last), stable for logits of any size.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { openDevice, softmax, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = softmax(tensor(device, [[1000, 1000, -1000]]));
 * const [[first, , last]] = await y.array() as [[number, number, number]];
 * assert.ok(Math.abs(first - 0.5) < 1e-6 && last === 0);
 * device.close();
 * ```
 */
export function softmax(x: Tensor, axis = -1): Tensor {
  requireFloat32("softmax", { x });
  return exp(logSoftmax(x, checkAxis(axis, x.shape, "softmax")));
}

/**
 * The logarithm of `softmax`, computed without small probabilities on the way.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { logSoftmax, openDevice, tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const y = logSoftmax(tensor(device, [0, -1000]));
 * assert.deepEqual(await y.array(), [0, -1000]);
 * device.close();
 * ```
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  requireFloat32("logSoftmax", { x });
  const d = checkAxis(axis, x.shape, "logSoftmax");
  const shifted = subtract(x, stopGradient(max(x, d, { keepDims: true })));
  return subtract(shifted, log(sum(exp(shifted), d, { keepDims: true })));
}

/** The same numbers, a constant for gradients: any shift gives the same softmax. */
function stopGradient(x: Tensor): Tensor {
  return x.view(x.shape);
}

/** The loss of a batch, and how many of its rows are classified correctly. */
export interface CrossEntropy {
  /** The mean over rows of -log softmax(logits)[label], one number. */
  readonly loss: Tensor;
  /** The number of rows whose largest logit is the label's, one number; a constant for gradients. */
  readonly correct: Tensor;
}

/**
 * Softmax cross-entropy of logits (rows, classes) with integer labels (rows), its mean.
 *
 * A label that is not a class makes the loss NaN. Throws `UsageError` for a wrong type, and
 * `ShapeError` when the shapes do not fit.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { crossEntropy, openDevice, tensor, uint32Tensor } from "@activation-lab/activation-lab";
 *
 * const device = await openDevice("cpu", { blas: "none", threads: 1 });
 * const logits = tensor(device, [[1000, 0], [1000, 0]]);
 * const { loss, correct } = crossEntropy(logits, uint32Tensor(device, [0, 1]));
 * assert.equal(await loss.item(), 500);
 * assert.equal(await correct.item(), 1);
 * device.close();
 * ```
 */
export function crossEntropy(logits: Tensor, labels: Tensor<"uint32">): CrossEntropy {
  const device = sameDevice("crossEntropy", {
    ...requireFloat32("crossEntropy", { logits }),
    ...requireUint32("crossEntropy", { labels }),
  });
  const [rows, classes] = logits.shape;
  if (logits.shape.length !== 2 || labels.shape.length !== 1 || labels.shape[0] !== rows) {
    throw new ShapeError(
      `crossEntropy: logits ${formatShape(logits.shape)} and labels ${formatShape(labels.shape)} ` +
        "do not fit; they must be (rows, classes) and (rows)",
    );
  }
  const loss = Tensor.allocate(device, []);
  const correct = Tensor.allocate(device, []);
  const shared = { logits: logits.buffer, labels: labels.buffer, rows: rows!, classes: classes! };
  device.run({ op: "crossEntropy", ...shared, loss: loss.buffer, correct: correct.buffer });
  return {
    loss: record("crossEntropy", [logits], loss, (g) => [() => logitsGradient(logits, labels, g)]),
    correct,
  };
}

/** g · (softmax(logits) - one_hot(labels)) / rows, fused; differentiable once more by g and logits. */
function logitsGradient(logits: Tensor, labels: Tensor<"uint32">, g: Tensor): Tensor {
  const [rows, classes] = logits.shape as [number, number];
  const y = Tensor.allocate(logits.device, logits.shape);
  logits.device.run({
    op: "crossEntropyBackward",
    logits: logits.buffer,
    labels: labels.buffer,
    lossGradient: g.buffer,
    out: y.buffer,
    rows,
    classes,
  });
  return record("crossEntropy gradient", [logits, g], y, (h) => [
    () => {
      const p = softmax(logits);
      const inner = subtract(h, sum(multiply(h, p), -1, { keepDims: true }));
      return multiply(multiply(p, inner), multiply(g, 1 / rows));
    },
    () => {
      const unit = logitsGradient(logits, labels, ones(g.device, g.shape));
      return sum(multiply(h, unit));
    },
  ]);
}
