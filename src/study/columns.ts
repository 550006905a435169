/** The columns of a study's tables, of runs and of probes. */

/** What every run has, besides the values of its factors. */
export const RUN_COLUMNS = [
  "seed",
  "test_accuracy",
  "validation_accuracy",
  "best_epoch",
  "epochs",
  "outcome",
  "device",
  "seconds",
  "id",
] as const;

/** What there is of a run where something is tuned: the factors whose best value is at an edge. */
export const AT_EDGE = "at_edge";

/** In the table of probes: what every row has, besides the values of the factors. */
export const PROBE_COLUMNS = [
  "seed",
  "id",
  "epoch",
  "layer",
  "neurons",
  "pre_activation_mean",
  "pre_activation_variance",
  "pre_activation_nan",
  "pre_activation_infinite",
  "activation_mean",
  "activation_variance",
  "activation_nan",
  "activation_infinite",
  "gradient_variance",
  "gradient_nan",
  "gradient_infinite",
  "gradient_norm",
  "weight_gradient_nan",
  "weight_gradient_infinite",
  "update_ratio",
  "saturated",
  "dead_in_batch",
  "dead",
  "dead_since_start",
] as const;

/** In the table of several studies: the name of the study that a run is of. */
export const STUDY = "study";

/** The column of a factor: `learningRate` is `learning_rate`. */
export function columnOf(factor: string): string {
  return factor.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
