/** Folders made for work that may come to nothing: then none is left behind. */
import { rmdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Once the result is disposed of, `folder` is gone if it is missing now and empty then; so are those
 * above it, likewise.
 */
export async function removeIfUnused(folder: string): Promise<Disposable> {
  const missing: string[] = [];
  for (let at = folder; at !== dirname(at) && await isMissing(at); at = dirname(at)) {
    missing.push(at);
  }
  return {
    [Symbol.dispose]() {
      try {
        for (const made of missing) rmdirSync(made); // nothing but an empty folder
      } catch {
        // It was never made, or has something in it: so have those above it.
      }
    },
  };
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return false;
  } catch (error) {
    return error instanceof Deno.errors.NotFound;
  }
}
