/** The files that a model is kept in: their names within a folder of checkpoints. */
import { join } from "node:path";
import { FASHION_MNIST } from "../data/datasets.ts";
import * as z from "../dependencies.ts";
import { UsageError } from "../errors.ts";
import { sha1 } from "../random/sha1.ts";
import { trainingConfigSchema } from "../training/config.ts";
import { validate } from "../training/schema.ts";

const nameRule = "a name of at most 128 of A-Z, a-z, 0-9, ., _ and -, " +
  "not beginning with a dot nor ending in .unfinished, .lock or .safetensors";

/**
 * What a model's name may be: the stem of its files. It leads nowhere else, and no file of one model
 * is another's, also where upper and lower case are the same.
 */
export const modelNameSchema = z.string(nameRule).check(
  z.regex(/^(?!\.)[A-Z0-9._-]{1,128}$(?<!\.(unfinished|lock|safetensors))/i, nameRule),
);

/**
 * The name that a model with this activation, trained on the data set of this name, has by default. What
 * a file's name is better without becomes a dash; a formula's name ends in a digest of it, since
 * others have the same dashes. Throws `UsageError` for what cannot stand for an activation.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { modelName } from "@activation-lab/activation-lab";
 *
 * assert.equal(modelName("elu"), "FashionMNIST_elu");
 * assert.equal(modelName("elu:alpha=0.5"), "FashionMNIST_elu-alpha-0.5");
 * assert.equal(modelName("x * x"), "FashionMNIST_x-x-41818d02");
 * assert.equal(modelName("elu", "MNIST"), "MNIST_elu");
 * ```
 */
export function modelName(activation: string, dataset: string = FASHION_MNIST.name): string {
  const { activation: schema } = trainingConfigSchema.shape;
  const text = validate(schema, activation, "the activation", toUsageError);
  return `${dataset}_${fileStem(text)}`;
}

/**
 * What a file's name can tell of a text: what it is better without becomes a dash, and a long one ends.
 * Where the name may then be another text's as well, as of formulas, it ends in a digest of the text.
 */
export function fileStem(text: string): string {
  const stem = (text.match(/[\w.-]+/g) ?? []).join("-");
  if (PARAMETERIZED_NAME.test(text) && stem.length <= MAX_STEM) return stem;
  const digest = sha1(new TextEncoder().encode(text)).toHex().slice(0, 8);
  return `${stem.slice(0, MAX_STEM - 9)}-${digest}`;
}

const MAX_STEM = 80;

/** Of these, no two become the same by dashes. */
const PARAMETERIZED_NAME = /^[\w.-]+(:[\w.=,-]+)?$/;

/**
 * Where the file of the model of this name is that ends in `ending`. Throws `UsageError` for a name
 * that `modelNameSchema` refuses.
 */
export function modelFile(folder: string, name: string, ending: string): string {
  return join(
    folder,
    `${validate(modelNameSchema, name, "the model's name", toUsageError)}${ending}`,
  );
}

function toUsageError(problem: string): UsageError {
  return new UsageError(problem);
}
