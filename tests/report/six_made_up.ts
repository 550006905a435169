/** A study like the project's six, that nobody ran: twenty seeds, half with either of two accuracies. */
import type { StudyInput } from "../../src/study/study.ts";
import type { StudyResults } from "../../src/study/results.ts";
import { madeUp, type Result } from "./study/made_up.ts";

/** By activation, the test accuracy with even and with odd seeds. */
const ACCURACIES = {
  sigmoid: [0.78, 0.79],
  tanh: [0.88, 0.884],
  relu: [0.87, 0.874],
  leakyrelu: [0.881, 0.885],
  elu: [0.884, 0.886],
  swish: [0.887, 0.889],
} as const;

/** The results, but for runs that `change` has another one for. */
export function sixMadeUp(
  change: (activation: string, seed: number) => Result | undefined = () => undefined,
  more: Partial<StudyInput> = {},
): StudyResults {
  const input = { factors: { activation: Object.keys(ACCURACIES) }, seeds: "0..19", ...more };
  return madeUp(input, ({ cell, seed }) => {
    const activation = `${cell.activation}` as keyof typeof ACCURACIES;
    return change(activation, seed) ?? ACCURACIES[activation][seed % 2]!;
  });
}

/** With four runs of the sigmoid that learn nothing. */
export const mixedSigmoid = (activation: string, seed: number) =>
  activation === "sigmoid" && seed < 4 ? 0.1 : undefined;
