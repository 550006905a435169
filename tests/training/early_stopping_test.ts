import assert from "node:assert/strict";
import type { EpochRecord } from "../../src/training/config.ts";
import { bestEpoch, reasonToStop } from "../../src/training/early_stopping.ts";

function history(...accuracies: number[]): EpochRecord[] {
  return accuracies.map((validationAccuracy, i) => (
    { epoch: i + 1, loss: 1, trainAccuracy: 0.5, validationAccuracy, seconds: 1 }
  ));
}

Deno.test("the best epoch is the first of the highest validation accuracy", () => {
  assert.equal(bestEpoch([]), undefined);
  assert.equal(bestEpoch(history(0))!.epoch, 1);
  assert.equal(bestEpoch(history(0.5, 0.7, 0.6, 0.7))!.epoch, 2);
  assert.equal(bestEpoch(history(0.5, 0.7, 0.8))!.epoch, 3);
});

Deno.test("a run stops when its epochs are done, or its patience is at an end", () => {
  const limits = { epochs: 5, patience: 2 };
  assert.equal(reasonToStop([], limits), undefined);
  assert.equal(reasonToStop(history(0.5, 0.4), limits), undefined);
  assert.equal(reasonToStop(history(0.5, 0.4, 0.6, 0.6), limits), undefined);
  const enough = "no better validation accuracy for 2 epochs";
  assert.equal(reasonToStop(history(0.5, 0.4, 0.5), limits), enough);
  assert.equal(reasonToStop(history(0.1, 0.2, 0.3, 0.2, 0.2), limits), enough);
  assert.equal(reasonToStop(history(0.1, 0.2, 0.3, 0.4, 0.5), limits), "all 5 epochs done");
  const one = { epochs: 1, patience: 1 };
  assert.equal(reasonToStop(history(0.1), one), "the only epoch is done");
  const once = "no better validation accuracy for one epoch";
  assert.equal(reasonToStop(history(0.2, 0.1), { epochs: 5, patience: 1 }), once);
});
