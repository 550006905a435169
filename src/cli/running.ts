/** What commands need while they run: an orderly Ctrl-C, and word of downloads. */
import { LabError } from "../errors.ts";
import { say, type Speech } from "./console.ts";
import { EXIT } from "./exit.ts";

/**
 * Runs `body` with a signal that Ctrl-C aborts, for an orderly end; a second Ctrl-C ends the program
 * at once.
 */
export async function whileInterruptible<Result>(
  body: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) Deno.exit(EXIT.interrupted);
    console.error("Stopping after the steps under way; once more ends at once.");
    controller.abort();
  };
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    return await body(controller.signal);
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}

/** Says once of each file that it is being downloaded. */
export function downloadProgress(speech: Speech): (file: string) => void {
  const told = new Set<string>();
  return (file) => {
    if (!told.has(file)) say(speech, `Downloading ${file}`);
    told.add(file);
  };
}

/** Whether there is something at `path`. Throws `LabError` when that cannot be told. */
export async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw new LabError(`cannot look for ${path}: ${(error as Error).message}`);
  }
}
