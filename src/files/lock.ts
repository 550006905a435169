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

/** A lock held by this process until it is disposed of. */
export interface Lock extends Disposable {
  /** Whether it still keeps others away: its file may have been removed, or its folder. */
  isHeld(): boolean;
}

/**
 * Makes the file `path`, in which the number of this process stands, and locks it until the result
 * is disposed of; then it is removed. A file that a killed process left behind is taken over: what
 * counts is the system's lock, not the file.
 *
 * Throws `LockedError` when somebody has the lock, this process included; `LabError` when something
 * else than a lock's file is there, which is left as it is; and the system's error when the file
 * cannot be made.
 */
export async function lockFile(path: string): Promise<Lock> {
  while (true) {
    using attempt = new DisposableStack();
    const file = await open(path);
    if (file === undefined) continue;
    attempt.use(file);
    if (!await file.tryLock(true)) throw new LockedError(path, await holder(file));
    // Its last holder may have removed it after it was opened here: then the lock is on nothing.
    if (!isAt(path, file)) continue;
    if (!/^(\d+\n)?$/.test(await content(file))) throw notALock(path, "has another's content");
    await file.truncate();
    await file.seek(0, Deno.SeekMode.Start);
    await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
    attempt.defer(() => remove(path, file)); // before it is closed, and so while it is locked
    const resources = attempt.move();
    return {
      isHeld: () => isAt(path, file),
      [Symbol.dispose]: () => resources.dispose(),
    };
  }
}

/**
 * Who has the lock on the file `path`, as far as that can be told; undefined if nobody has. For the
 * moment of the question, an attempt to lock the file fails.
 */
export async function lockHolder(path: string): Promise<string | undefined> {
  try {
    using file = await Deno.open(path);
    return await file.tryLock(false) ? undefined : await holder(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Opens the file at `path`, new or as it is there; undefined if that was removed meanwhile. Nothing
 * is changed by it, wherever a link may lead; whether one came in between, `isAt` tells.
 */
async function open(path: string): Promise<Deno.FsFile | undefined> {
  try {
    return await Deno.open(path, { createNew: true, read: true, write: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  try {
    const { isFile, isSymlink, isDirectory } = await Deno.lstat(path);
    if (isFile) return await Deno.open(path, { read: true, write: true });
    const kind = isSymlink ? "a symbolic link" : isDirectory ? "a folder" : "a pipe or a device";
    throw notALock(path, `is ${kind}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function notALock(path: string, problem: string): LabError {
  return new LabError(`${path} ${problem}, expected a lock's file or none; move it away`);
}

/** Whether `path` is this file still, itself and not by a link. */
function isAt(path: string, file: Deno.FsFile): boolean {
  try {
    const [there, here] = [Deno.lstatSync(path), file.statSync()];
    return there.ino === here.ino && there.dev === here.dev;
  } catch (error) {
    const gone = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (gone) return false;
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
async function holder(file: Deno.FsFile): Promise<string> {
  const text = await content(file).catch(() => ""); // some systems lock readers out
  return /^\d+\n$/.test(text) ? `process ${text.trim()}` : "another process";
}

/** What stands in the file, if it is no longer than a lock's; else its beginning. */
async function content(file: Deno.FsFile): Promise<string> {
  const bytes = new Uint8Array(32);
  return new TextDecoder().decode(bytes.subarray(0, await file.read(bytes) ?? 0));
}
