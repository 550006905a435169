import assert from "node:assert/strict";
import { accuracyCurves } from "../../src/analysis/accuracy_curves.ts";
import { LabError } from "../../src/errors.ts";
import { parseTrainingConfig, type TrainingRecord } from "../../src/training/config.ts";

const record: TrainingRecord = {
  config: parseTrainingConfig({ activation: "elu" }),
  device: "some device",
  history: [0.5, 0.75, 0.625].map((accuracy, i) => ({
    epoch: i + 1,
    loss: 1,
    trainAccuracy: accuracy + 0.125,
    validationAccuracy: accuracy,
    seconds: 1,
  })),
  best: { epoch: 2, validationAccuracy: 0.75 },
  test: null,
  stopped: "all 3 epochs done",
};

Deno.test("a training's accuracies by epoch, and its best", () => {
  assert.deepEqual(accuracyCurves(record), {
    activation: "elu",
    training: [0.625, 0.875, 0.75],
    validation: [0.5, 0.75, 0.625],
    best: { epoch: 2, validationAccuracy: 0.75 },
  });
});

Deno.test("a training that was not recorded has none", () => {
  assert.throws(() => accuracyCurves({ ...record, history: [], best: null }), (error) => {
    assert.ok(error instanceof LabError);
    assert.match(error.message, /the elu model was not recorded/);
    return true;
  });
});
