/** Where the trained models are that come with the project; they are only read. */
import { fileURLToPath } from "node:url";
import { LabError } from "./errors.ts";

const FOLDER = new URL("../models/", import.meta.url);

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
  if (FOLDER.protocol === "file:") return fileURLToPath(FOLDER);
  throw new LabError(`the project was loaded from a URL, ${FOLDER.origin}; clone it to have them`);
}
