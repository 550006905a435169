/** The files that a model is kept in: their names within a folder of checkpoints. */
import { join } from "node:path";
import { FASHION_MNIST } from "../data/datasets.ts";
import { UsageError } from "../errors.ts";
import { trainingConfigSchema } from "./config.ts";
import { validate } from "./schema.ts";

/**
 * Where the file of the model with this activation is that ends in `ending`. Throws `UsageError`
 * unless it is a name that an activation can have, so that no name leads out of the folder.
 */
export function modelFile(folder: string, activation: string, ending: string): string {
  const fail = (problem: string) => new UsageError(problem);
  const name = validate(trainingConfigSchema.shape.activation, activation, "the activation", fail);
  return join(folder, `${FASHION_MNIST.name}_${name}${ending}`);
}
