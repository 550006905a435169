/** How a training went: its accuracies by epoch. */
import { LabError } from "../errors.ts";
import type { TrainingRecord } from "../training/config.ts";

/** Accuracies by epoch, from the first on, 0 to 1. */
export interface AccuracyCurves {
  /** The activation's name. */
  readonly activation: string;
  /** Mean over each epoch's batches, as the network met them. */
  readonly training: readonly number[];
  /** On all validation images, after each epoch. */
  readonly validation: readonly number[];
  /** The epoch whose weights were kept, counted from 1. */
  readonly best: { readonly epoch: number; readonly validationAccuracy: number };
}

/**
 * The curves of a training. Throws `LabError` when its epochs were not recorded.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   accuracyCurves,
 *   checkpointPath,
 *   modelName,
 *   projectModels,
 *   readCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const record = await readCheckpoint(checkpointPath(projectModels(), modelName("elu")));
 * const { validation, best } = accuracyCurves(record);
 * assert.equal(validation.length, 50);
 * assert.equal(best.validationAccuracy, Math.max(...validation));
 * ```
 */
export function accuracyCurves({ config, history, best }: TrainingRecord): AccuracyCurves {
  if (history.length === 0 || best === null) {
    throw new LabError(
      `the training of the ${config.activation} model was not recorded, as with published models; ` +
        "choose one that was trained here",
    );
  }
  return {
    activation: config.activation,
    training: history.map(({ trainAccuracy }) => trainAccuracy),
    validation: history.map(({ validationAccuracy }) => validationAccuracy),
    best,
  };
}
