/** What docs/answers.md says of the studies that tune the learning rate: each sentence or row that has numbers. */
import { readPacked } from "../studies.ts";
import { accuracies } from "./accuracies.ts";
import { adam } from "./adam.ts";
import { order } from "./order.ts";

export async function tunedAnswers(): Promise<string[]> {
  const rate = await readPacked("rate"), optimiser = await readPacked("optimiser");
  return [...accuracies(rate), ...order(rate), ...adam(rate, optimiser)];
}
