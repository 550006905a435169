/** The tutorial's published models: which there are, and how their two files become a checkpoint. */
import { hash } from "node:crypto";
import { join } from "node:path";
import { LEAKY_SLOPE } from "../../kernels/activations.ts";
import { type Checkpoint, checkpointPath } from "../checkpoints/checkpoint.ts";
import { modelName } from "../checkpoints/paths.ts";
import { parseStrictJson } from "../checkpoints/strict_json.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import * as z from "../dependencies.ts";
import {
  parseTrainingConfig,
  type TrainingConfig,
  trainingConfigSchema,
} from "../training/config.ts";
import { checkedWeights, networkSpecs } from "../training/parameters.ts";
import { strictObject, validate } from "../training/schema.ts";
import { flaxParams } from "./flax_params.ts";
import { readPickle } from "./pickle.ts";
import { PretrainedError, refusal } from "./pretrained_error.ts";

/** Where the tutorial's author keeps them; ends in a slash. */
export const PUBLISHED_MODELS_URL =
  "https://raw.githubusercontent.com/phlippe/saved_models/main/JAX/tutorial3/";

/** A published model: a file `….config`, and `….tar`, which is a pickle. */
export interface PublishedModel {
  /** Its activation function's name. */
  readonly activation: string;
  /** SHA-256 of the pickle in hex. */
  readonly sha256: string;
}

/** All of them. */
export const PUBLISHED_MODELS: readonly PublishedModel[] = [
  {
    activation: "sigmoid",
    sha256: "e579ca0b31433cc7562cfe649c44779967315d4e48470b0a709461dd1af261e8",
  },
  {
    activation: "tanh",
    sha256: "ab2a0d456d767c70426a6fc87f95924d805d89c59817c65beda695d20ce1a87e",
  },
  {
    activation: "relu",
    sha256: "0e7d77531e69ff0f781e9fecc3cea726a02dd124f7ed486b6af735dff6415b83",
  },
  {
    activation: "leakyrelu",
    sha256: "1eeb1558a709085e5ceedfaf77143fa468e9671695a516a6c531165a73183e76",
  },
  {
    activation: "elu",
    sha256: "aced177533725d0a949eba03dc53c71f3eb49fac5582d52e72f0e8889a3a41b1",
  },
  {
    activation: "swish",
    sha256: "c2418b1fdcfc30f7f046533dd3b8cf0639a42d87bfe092305a633283a373520e",
  },
];

/** Where converted models are kept within a folder of checkpoints: apart from those trained here. */
export function pretrainedFolder(folder: string): string {
  return join(folder, "pretrained");
}

/**
 * Where a converted model is kept, within a folder of checkpoints. Throws `UsageError` as
 * `modelName` does.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { pretrainedPath } from "@activation-lab/activation-lab";
 *
 * const path = pretrainedPath("checkpoints", "elu");
 * assert.match(path, /pretrained.FashionMNIST_elu\.safetensors$/);
 * ```
 */
export function pretrainedPath(folder: string, activation: string): string {
  return checkpointPath(pretrainedFolder(folder), modelName(activation));
}

/**
 * The settings a model was trained with: the tutorial's, and what its configuration says.
 *
 * Throws `PretrainedError`, naming `file`, unless `bytes` are JSON as published, of a network with
 * this activation that this project computes.
 */
export function readPublishedConfig(
  bytes: Uint8Array,
  activation: string,
  file: string,
): TrainingConfig {
  const fail = (problem: string) => new PretrainedError(refusal(file, problem));
  const json = parseStrictJson(new TextDecoder().decode(bytes), "the configuration", fail);
  const config = validate(configSchema(activation), json, "the configuration", fail);
  return parseTrainingConfig({ activation, hiddenSizes: config.hidden_sizes });
}

function configSchema(activation: string) {
  const classes = FASHION_MNIST.classNames.length;
  const slope = {
    alpha: z.exactOptional(z.literal(LEAKY_SLOPE, `${LEAKY_SLOPE}, the only slope known here`)),
  };
  return strictObject({
    act_fn: strictObject({
      name: z.literal(activation, `"${activation}"`),
      ...(activation === "leakyrelu" ? slope : {}),
    }),
    num_classes: z.literal(classes, `${classes}`),
    hidden_sizes: trainingConfigSchema.shape.hiddenSizes,
  });
}

/**
 * The weights in a model's pickle, named and shaped as in a checkpoint.
 *
 * Throws `PretrainedError`, naming `file`, unless `bytes` have this SHA-256, where one is expected,
 * and hold little-endian float32 parameters of dense layers and nothing else.
 */
export function readPublishedWeights(
  bytes: Uint8Array,
  sha256: string | undefined,
  file: string,
): Checkpoint["weights"] {
  const found = hash("sha256", bytes, "hex");
  if (sha256 !== undefined && found !== sha256) {
    throw new PretrainedError(refusal(file, `its SHA-256 is ${found}, expected ${sha256}`));
  }
  return flaxParams(readPickle(bytes, file), file);
}

/**
 * The checkpoint of a published model; its history, best epoch and test are not published.
 *
 * Throws `PretrainedError`, naming `file`, the weights', unless they are finite and those of a
 * network of this configuration.
 */
export function publishedCheckpoint(
  config: TrainingConfig,
  weights: Checkpoint["weights"],
  file: string,
): Checkpoint {
  const fail = (problem: string) => new PretrainedError(refusal(file, problem));
  return {
    config,
    device: "published",
    history: [],
    best: null,
    test: null,
    stopped: "published",
    weights: checkedWeights(weights, networkSpecs(config), fail),
  };
}
