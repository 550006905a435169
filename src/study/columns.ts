/** The columns of a study's table of runs. */

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

/** In the table of several studies: the name of the study that a run is of. */
export const STUDY = "study";

/** The column of a factor: `learningRate` is `learning_rate`. */
export function columnOf(factor: string): string {
  return factor.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
}
