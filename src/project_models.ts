/** Where the trained models are that come with the project; they are only read. */
import { fileURLToPath } from "node:url";
import { LabError } from "./errors.ts";

const FOLDER = new URL("../models/", import.meta.url);

/**
 * The folder of the models that come with the project, wherever it is run from. Throws `LabError`
 * where the project was loaded from a URL: then they did not come along.
 *
 * ```ts
 * import * as lab from "../mod.ts";
 * const path = lab.checkpointPath(lab.projectModels(), lab.modelName("elu"));
 * console.log((await lab.readCheckpoint(path)).test);
 * ```
 */
export function projectModels(): string {
  if (FOLDER.protocol === "file:") return fileURLToPath(FOLDER);
  throw new LabError(`the project was loaded from a URL, ${FOLDER.origin}; clone it to have them`);
}
