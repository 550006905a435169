/** A folder that takes files: made and tried out before the work whose results go there. */
import { LabError } from "../errors.ts";
import { explainSystemError } from "./system_error.ts";

/** Makes the folder where it is missing. Throws `LabError`, naming it, unless it takes files. */
export async function requireWritableFolder(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.remove(await Deno.makeTempFile({ dir: folder, suffix: ".tmp" }));
  } catch (error) {
    throw new LabError(`cannot write to ${folder}: ${explainSystemError(error)}`);
  }
}
