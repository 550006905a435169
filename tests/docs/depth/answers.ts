/** What docs/answers.md says of the study of depth: each sentence or row that has numbers. */
import { readPacked } from "../studies.ts";
import { accuracies } from "./accuracies.ts";
import { deadNeurons } from "./dead_neurons.ts";
import { gradients } from "./gradients.ts";

export async function depthAnswers(): Promise<string[]> {
  const depth = await readPacked("depth"), six = await readPacked("six");
  return [...accuracies(depth), ...gradients(depth, six), ...deadNeurons(depth)];
}
