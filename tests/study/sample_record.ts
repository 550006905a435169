/** Records of runs that nobody ran. */
import { type RunRecord, runRecord } from "../../src/study/run_record.ts";
import type { TrainingConfig } from "../../src/training/config.ts";

/** The record of a run of one epoch that ended with this accuracy; without one, it diverged. */
export function sampleRecord(config: TrainingConfig, accuracy?: number): RunRecord {
  const epoch = { epoch: 1, loss: 0.5, trainAccuracy: 0.5, seconds: 2 };
  const correct = Math.round(1000 * (accuracy ?? 0.1)) - 100;
  const best = { epoch: 1, validationAccuracy: accuracy ?? 0.1 };
  return runRecord(config, "a device", {
    outcome: accuracy === undefined ? "diverged" : "finished",
    stopped: "by itself",
    history: [{ ...epoch, validationAccuracy: best.validationAccuracy }],
    checkpoint: {
      config,
      device: "a device",
      history: [],
      best,
      test: { accuracy: correct / 1000, correct, total: 1000 },
      stopped: "by itself",
      weights: new Map(),
    },
  });
}
