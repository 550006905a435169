/** One process at a time: locks that the system gives back when their holder ends, however it does. */
import { LabError } from "../errors.ts";

/** A lock that somebody else has. */
export class LockedError extends LabError {
  override name = "LockedError";

  /** `holder` names the process that has it, as far as that can be told. */
  constructor(path: string, readonly holder: string) {
    super(`${path} is locked by ${holder}; wait until it has ended`);
  }
}

/**
 * Makes the file `path`, in which the number of this process stands, and locks it until the result
 * is disposed of; then it is removed. A file that a killed process left behind is taken over: what
 * counts is the system's lock, not the file.
 *
 * Throws `LockedError` when somebody has the lock, this process included, and the system's error
 * when the file cannot be made.
 */
export async function lockFile(path: string): Promise<Disposable> {
  while (true) {
    using attempt = new DisposableStack();
    const file = attempt.use(await Deno.open(path, { create: true, read: true, write: true }));
    if (!await file.tryLock(true)) throw new LockedError(path, await holder(path));
    // Its last holder may have removed it after it was opened here: then the lock is on nothing.
    if (!isAt(path, file)) continue;
    await file.truncate();
    await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
    attempt.defer(() => remove(path, file)); // before it is closed, and so while it is locked
    return attempt.move();
  }
}

/** Whether `path` is this file still. */
function isAt(path: string, file: Deno.FsFile): boolean {
  try {
    const [there, here] = [Deno.statSync(path), file.statSync()];
    return there.ino === here.ino && there.dev === here.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function remove(path: string, file: Deno.FsFile): void {
  try {
    if (isAt(path, file)) Deno.removeSync(path);
  } catch {
    // Left behind, it will be taken over.
  }
}

/** Who has the lock; its number is missing for the moment between locking and writing. */
async function holder(path: string): Promise<string> {
  const text = await Deno.readTextFile(path).catch(() => ""); // some systems lock readers out
  return /^\d+\n$/.test(text) ? `process ${text.trim()}` : "another process";
}
