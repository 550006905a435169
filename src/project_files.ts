/** Where the files are that come with the project, its trained models and studies; they are only read. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { LabError } from "./errors.ts";

const ROOT = new URL("../", import.meta.url);

/**
 * The folder of the models that come with the project, wherever it is run from. Throws `LabError`
 * where the project was loaded from a URL: then they did not come along.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   checkpointPath,
 *   modelName,
 *   projectModels,
 *   readCheckpoint,
 * } from "@activation-lab/activation-lab";
 *
 * const path = checkpointPath(projectModels(), modelName("elu"));
 * assert.equal((await readCheckpoint(path)).config.activation, "elu");
 * ```
 */
export function projectModels(): string {
  return projectFolder("models/");
}

/**
 * The file of a study that comes with the project, for `readStudy`; it has all of its runs. Throws
 * `LabError` where the project was loaded from a URL: then it did not come along.
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { projectStudy, readStudy } from "@activation-lab/activation-lab";
 *
 * const { study } = await readStudy(projectStudy("depth"));
 * assert.deepEqual(study.factors.depth, [2, 8, 32]);
 * ```
 */
export function projectStudy(name: string): string {
  return join(projectFolder("studies/"), `${name}.study.gz`);
}

function projectFolder(path: string): string {
  const url = new URL(path, ROOT);
  if (url.protocol === "file:") return fileURLToPath(url);
  throw new LabError(
    `the project was loaded from a URL, ${url.origin}; clone it to have its files`,
  );
}
