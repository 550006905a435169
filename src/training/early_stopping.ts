/** What a run's history says: which epoch is the best, and whether there is any use in going on. */
import type { EpochRecord, TrainingConfig } from "./config.ts";

/** The first epoch of the highest validation accuracy; none before the first epoch is done. */
export function bestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  return history.reduce<EpochRecord | undefined>(
    (best, record) =>
      best !== undefined && best.validationAccuracy >= record.validationAccuracy ? best : record,
    undefined,
  );
}

/** Why a run with this history is at its end, human-readable; undefined if it goes on. */
export function reasonToStop(
  history: readonly EpochRecord[],
  { epochs, patience }: Pick<TrainingConfig, "epochs" | "patience">,
): string | undefined {
  const best = bestEpoch(history)?.epoch ?? 0;
  if (history.length > 0 && history.length - best >= patience) {
    return `no better validation accuracy for ${
      patience === 1 ? "one epoch" : `${patience} epochs`
    }`;
  }
  if (history.length < epochs) return undefined;
  return epochs === 1 ? "the only epoch is done" : `all ${epochs} epochs done`;
}
