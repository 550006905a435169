/** Opens the way to files for rooms that know none: loaded for this effect, by whatever has files. */
import { LabError } from "../errors.ts";
import { provideFiles } from "../platform.ts";
import { writeFileAtomic } from "./atomic_write.ts";
import { explainSystemError } from "./system_error.ts";

provideFiles(async (path, bytes) => {
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw new LabError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
});
