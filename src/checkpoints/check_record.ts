/** Whether what is recorded of a training agrees with itself. */
import type { EpochRecord, TrainingConfig, TrainingRecord } from "../training/config.ts";
import { bestEpoch } from "../training/early_stopping.ts";
import type { ErrorFactory } from "../training/schema.ts";
import { checkProbes } from "./check_probes.ts";

/** Throws `fail` unless the epochs are those of a run with these settings, from the first on. */
export function checkHistory(
  history: readonly EpochRecord[],
  { epochs }: Pick<TrainingConfig, "epochs">,
  fail: ErrorFactory,
): void {
  const stray = history.findIndex(({ epoch }, index) => epoch !== index + 1);
  if (stray >= 0) throw fail(`its epoch ${history[stray]!.epoch} stands where ${stray + 1} must`);
  if (history.length > epochs) {
    throw fail(`it has ${history.length} epochs, expected at most ${epochs}`);
  }
}

/**
 * Throws `fail` unless the history is that of a run with these settings, the best epoch the best of
 * it, the test's accuracy that of its counts, and the probes those of its epochs. Best epoch, test and
 * probes may be absent.
 */
export function checkRecord(
  { config, history, best, test, probes }: TrainingRecord,
  fail: ErrorFactory,
): void {
  checkHistory(history, config, fail);
  if (probes) checkProbes(probes, history, fail);
  if (best !== null) {
    const expected = bestEpoch(history);
    const agrees = best.epoch === expected?.epoch &&
      best.validationAccuracy === expected.validationAccuracy;
    if (!agrees) {
      throw fail(`its best epoch is ${described(best)}, but by its history ${described(expected)}`);
    }
  }
  if (test !== null && test.accuracy !== test.correct / test.total) {
    const { accuracy, correct, total } = test;
    throw fail(`its test accuracy is ${accuracy}, but ${correct} of ${total} images were correct`);
  }
}

function described(best: TrainingRecord["best"] | undefined): string {
  return best ? `${best.epoch}, with the validation accuracy ${best.validationAccuracy}` : "none";
}
