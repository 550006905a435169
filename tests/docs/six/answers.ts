/** What docs/answers.md says of the study of the six: each sentence or row that has numbers. */
import { readPacked } from "../studies.ts";
import { accuracies } from "./accuracies.ts";
import { deadNeurons } from "./dead_neurons.ts";
import { sigmoid } from "./sigmoid.ts";

export async function sixAnswers(): Promise<string[]> {
  const six = await readPacked("six");
  return [...await accuracies(six), ...sigmoid(six), ...deadNeurons(six)];
}
