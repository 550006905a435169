/** A trained model as a reproduction reports on it. */
import type { TrainingRecord } from "../training/config.ts";

/** One of the tutorial's six models, and whose it is. */
export interface ReproducedModel {
  /** The checkpoint it was read from. */
  readonly file: string;
  /** What that says of it. */
  readonly record: TrainingRecord;
  /** Its accuracy on the test images, tested again where the figures are drawn. */
  readonly tested: NonNullable<TrainingRecord["test"]>;
}
