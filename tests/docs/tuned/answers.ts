/** What docs/answers.md says of the study that tunes the learning rate: each sentence or row that has numbers. */
import { readPacked } from "../studies.ts";
import { accuracies } from "./accuracies.ts";
import { order } from "./order.ts";

export async function tunedAnswers(): Promise<string[]> {
  const rate = await readPacked("rate");
  return [...accuracies(rate), ...order(rate)];
}
