/** Fetches the tutorial's published models and keeps them as checkpoints. */
import { readCheckpoint, writeCheckpoint } from "../checkpoints/checkpoint.ts";
import { CheckpointError } from "../checkpoints/checkpoint_error.ts";
import { DataError, UnreachableError } from "../data/data_error.ts";
import { FASHION_MNIST } from "../data/datasets.ts";
import { CHECK_NETWORK, fetchBytes } from "../data/download.ts";
import { LabError, UsageError } from "../errors.ts";
import { inspect } from "../printable.ts";
import { MAX_PICKLE_BYTES } from "./pickle.ts";
import { PretrainedError } from "./pretrained_error.ts";
import {
  pretrainedPath,
  PUBLISHED_MODELS,
  PUBLISHED_MODELS_URL,
  publishedCheckpoint,
  type PublishedModel,
  readPublishedConfig,
  readPublishedWeights,
} from "./published_models.ts";

/** What is fetched, from where to where. */
export interface FetchPretrainedOptions {
  /** The folder of checkpoints; it is made if it is missing. */
  readonly folder: string;
  /** The address of the folder with the files (default: where they are published). */
  readonly baseUrl?: string | undefined;
  /** The activations of the models to fetch (default: all six). */
  readonly activations?: readonly string[] | undefined;
  /** Called during downloads: which file, bytes so far, and in total if the server says so. */
  readonly onProgress?: (file: string, received: number, total: number | undefined) => void;
  /** Milliseconds to wait before each further try of a file (default: 250, 1000). */
  readonly retryDelays?: readonly number[] | undefined;
}

/** A published model that is there as a checkpoint. */
export interface PretrainedModel {
  /** Its activation's name. */
  readonly activation: string;
  /** Where the checkpoint is. */
  readonly path: string;
  /** False if it was there before. */
  readonly fetched: boolean;
}

const MAX_CONFIG_BYTES = 65_536;

/**
 * Fetches, verifies and converts published models; one that is there as a valid checkpoint is left
 * as it is. See `pretrainedPath` for where they go.
 *
 * Everything about the files is verified: their form, and that weights are finite and of the shapes
 * the configuration says. From where they are published, however that address is spelt, they must be
 * the very bytes published; from another address, they may be other models of the same form.
 *
 * Throws `UsageError` for an unknown activation or a malformed address. When files fail, the other
 * models are fetched all the same, unless no server answers; then `PretrainedError` says which files
 * failed, and why.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   fetchPretrained,
 *   modelName,
 *   pretrainedPath,
 *   projectModels,
 *   readCheckpoint,
 *   writeCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const folder = await Deno.makeTempDir();
 * const path = pretrainedPath(folder, "elu");
 * const there = await readCheckpoint(checkpointPath(projectModels(), modelName("elu")));
 * await writeCheckpoint(path, there); // else it would be downloaded
 * const models = await fetchPretrained({ folder, activations: ["elu"] });
 * assert.deepEqual(models, [{ activation: "elu", path, fetched: false }]);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function fetchPretrained(options: FetchPretrainedOptions): Promise<PretrainedModel[]> {
  const { folder, baseUrl = PUBLISHED_MODELS_URL } = options;
  const address = folderAddress(baseUrl);
  const models = options.activations?.map(findModel) ?? PUBLISHED_MODELS;
  const results: PretrainedModel[] = [];
  const failures: LabError[] = [];
  const offline = () => failures.some((failure) => failure instanceof UnreachableError);
  for (const model of models) {
    const { activation } = model;
    const path = pretrainedPath(folder, activation);
    if (await isConverted(path, activation)) {
      results.push({ activation, path, fetched: false });
    } else if (!offline()) {
      const problems = await fetchModel(model, path, address, options);
      if (problems.length === 0) results.push({ activation, path, fetched: true });
      failures.push(...problems);
    }
  }
  if (failures.length > 0) {
    const remedy = offline()
      ? `${CHECK_NETWORK}, or give the address of a copy`
      : "try again to get the others";
    throw new PretrainedError(
      `${results.length} of ${models.length} published models are in ${folder}; ${remedy}, ` +
        "for these reasons they are missing:" +
        failures.map(({ message }) => `\n  ${message}`).join(""),
    );
  }
  return results;
}

/** The address of a folder in one spelling, ending in a slash. */
function folderAddress(text: string): URL {
  const address = URL.parse(text);
  if (address === null || address.search !== "" || address.hash !== "") {
    throw new UsageError(
      `${inspect(text)} is not an address, expected one like http://host/folder/`,
    );
  }
  address.pathname = address.pathname.replace(/\/*$/, "/");
  return address;
}

/** Whether this is where the models are published, whatever the protocol and the user's name. */
function isPublisher({ host, pathname }: URL): boolean {
  const published = new URL(PUBLISHED_MODELS_URL);
  return host === published.host && pathname === published.pathname;
}

function findModel(activation: string): PublishedModel {
  const model = PUBLISHED_MODELS.find((model) => model.activation === activation);
  if (model !== undefined) return model;
  const names = PUBLISHED_MODELS.map(({ activation }) => activation);
  throw new UsageError(
    `there is no published model with "${activation}"; there are ${names.join(", ")}`,
  );
}

/** Whether a checkpoint with this activation is there; a damaged one is not, and is replaced. */
async function isConverted(path: string, activation: string): Promise<boolean> {
  try {
    const { config } = await readCheckpoint(path);
    return config.activation === activation;
  } catch (error) {
    if (error instanceof CheckpointError) return false;
    throw error;
  }
}

/** Fetches a model's two files at once and keeps its checkpoint; returns what failed, if anything. */
async function fetchModel(
  { activation, sha256 }: PublishedModel,
  path: string,
  address: URL,
  options: FetchPretrainedOptions,
): Promise<LabError[]> {
  const digest = isPublisher(address) ? sha256 : undefined;
  const stem = `${address}${FASHION_MNIST.name}_${activation}`;
  const [configUrl, weightsUrl] = [`${stem}.config`, `${stem}.tar`];
  const [config, weights] = await Promise.allSettled([
    fetchFile(
      configUrl,
      MAX_CONFIG_BYTES,
      options,
      (bytes) => readPublishedConfig(bytes, activation, configUrl),
    ),
    fetchFile(
      weightsUrl,
      MAX_PICKLE_BYTES,
      options,
      (bytes) => readPublishedWeights(bytes, digest, weightsUrl),
    ),
  ]);
  if (config.status === "rejected" || weights.status === "rejected") {
    return [config, weights].flatMap((file) =>
      file.status === "rejected" ? [labError(file.reason)] : []
    );
  }
  try {
    await writeCheckpoint(path, publishedCheckpoint(config.value, weights.value, weightsUrl));
    return [];
  } catch (error) {
    return [labError(error)];
  }
}

/** The reason why something failed that can fail; other errors are the program's, and thrown. */
function labError(error: unknown): LabError {
  if (error instanceof LabError) return error;
  throw error;
}

/**
 * What `accept` makes of the bytes behind `url`. Whatever fails is tried again, for even a damaged
 * file may be the connection's fault; the last failure is thrown.
 */
async function fetchFile<Content>(
  url: string,
  maxLength: number,
  { onProgress, retryDelays = [250, 1000] }: FetchPretrainedOptions,
  accept: (bytes: Uint8Array) => Content,
): Promise<Content> {
  const name = url.slice(url.lastIndexOf("/") + 1);
  for (let failures = 0;; failures++) {
    try {
      return accept(
        await fetchBytes(url, {
          maxLength,
          onProgress: (received, total) => onProgress?.(name, received, total),
        }),
      );
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      const delay = retryDelays[failures];
      if (delay === undefined) {
        const nameless = error instanceof DataError && !(error instanceof UnreachableError);
        throw nameless ? new PretrainedError(`${url}: ${error.message}`) : error;
      }
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}
