/** Trained models that nobody trained, as a reproduction reports on them. */
import type { ReproducedModel } from "../../src/report/reproduced_model.ts";
import { parseTrainingConfig, type TrainingConfig } from "../../src/training/config.ts";

/** A model with this accuracy; `stored` is what its file says. */
export function reproducedModel(
  activation: string,
  accuracy: number,
  stored = accuracy,
  config: Partial<TrainingConfig> = {},
): ReproducedModel {
  const epoch = { epoch: 1, loss: 1, trainAccuracy: 0.5, validationAccuracy: 0.5, seconds: 60 };
  const test = (accuracy: number) => ({ accuracy, correct: accuracy * 10_000, total: 10_000 });
  const record = {
    config: parseTrainingConfig({ activation, ...config }),
    device: `its ${activation} device`,
    history: [epoch, { ...epoch, epoch: 2 }],
    best: { epoch: 2, validationAccuracy: 0.5 },
    test: test(stored),
    stopped: "test",
  };
  return { file: `models/${activation}`, record, tested: test(accuracy) };
}
