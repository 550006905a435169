/** The CPU's cross-entropy where losses are infinite, or are no numbers. */
import assert from "node:assert/strict";
import { CpuDevice } from "../../../src/device/cpu/cpu_device.ts";
import { evaluate } from "../device.ts";

const DEVICES = [
  await CpuDevice.open({ threads: 1, blas: "none" }),
  await CpuDevice.open({ threads: 1, blas: "none", relaxedSimd: false }),
];
globalThis.addEventListener("unload", () => DEVICES.forEach((device) => device.close()));

/** Asserts the loss and the hits of rows of logits with labels. */
async function assertLoss(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  expected: { loss: number; correct: number },
): Promise<void> {
  for (const device of DEVICES) {
    const [loss, correct] = await evaluate(
      [Float32Array.from(rows.flat()), Uint32Array.from(labels)],
      [1, 1],
      ([logits, labels], [loss, correct]) => ({
        op: "crossEntropy",
        logits: logits!,
        labels: labels!,
        loss: loss!,
        correct: correct!,
        rows: rows.length,
        classes: rows[0]!.length,
      }),
      device,
    );
    assert.deepEqual({ loss: loss![0], correct: correct![0] }, expected);
  }
}

Deno.test("a label's logit of -∞ is a loss of +∞, any other of -∞ is nothing", async () => {
  await assertLoss([[0, -Infinity]], [1], { loss: Infinity, correct: 0 });
  await assertLoss([[3e38, -Infinity]], [1], { loss: Infinity, correct: 0 });
  await assertLoss([[0, -Infinity]], [0], { loss: 0, correct: 1 });
});

Deno.test("the loss of a finite row is finite, and the sum of several need not be", async () => {
  await assertLoss([[2e38, 0]], [1], { loss: Math.fround(2e38), correct: 0 });
  await assertLoss([[2e38, 0], [2e38, 0]], [1, 1], { loss: Infinity, correct: 0 });
  await assertLoss([[1e38, 0], [1e38, 0]], [1, 1], { loss: Math.fround(1e38), correct: 0 });
});

Deno.test("a row with a NaN is no hit, whatever its label", async () => {
  for (let at = 0; at < 3; at++) {
    const row = [1, 2, 3];
    row[at] = NaN;
    for (let label = 0; label < 3; label++) {
      await assertLoss([row, [1, 5, 2]], [label, 1], { loss: NaN, correct: 1 });
    }
  }
});
