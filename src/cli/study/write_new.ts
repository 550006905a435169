/** Writing what a person asked for where nothing is yet. */
import { LabError } from "../../errors.ts";
import { writeNewFile } from "../../files/atomic_write.ts";
import { explainSystemError } from "../../files/system_error.ts";

/** Writes a file, whole or not at all. Throws `LabError` where there is something already. */
export async function writeNew(path: string, bytes: Uint8Array): Promise<void> {
  let written: boolean;
  try {
    written = await writeNewFile(path, bytes);
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
  if (!written) throw new LabError(`${path} already exists; choose another name with --output`);
}
