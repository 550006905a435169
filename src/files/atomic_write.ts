/** Files that are whole or absent: written beside their place, flushed to disk, then renamed. */
import { basename, dirname, join } from "node:path";

/**
 * Writes `bytes` to `path` so that a reader, a crash or a full disk never meets half of it: they go
 * to a temporary file in the same folder, are flushed, and replace `path` in one rename, which is
 * flushed as well where the system can. A missing folder is made; the temporary file is removed when
 * anything fails.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array): Promise<void> {
  await writeThrough(path, bytes, (temporary) => Deno.rename(temporary, path));
}

/**
 * Writes a file as `writeFileAtomic` does, unless there is something at `path`: that stays, and the
 * answer is false.
 */
export async function writeNewFile(path: string, bytes: Uint8Array): Promise<boolean> {
  return await writeThrough(path, bytes, async (temporary) => {
    const isFree = await moveToFreePlace(temporary, path);
    if (!isFree) await Deno.remove(temporary);
    return isFree;
  });
}

/** Moves a file; false, and nothing is done, where there is something already. */
async function moveToFreePlace(from: string, to: string): Promise<boolean> {
  try {
    await Deno.link(from, to); // unlike a rename, it replaces nothing
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    // Not all file systems have links. There, one who comes at the same moment is replaced.
    if (await Deno.lstat(to).then(() => true, () => false)) return false;
    await Deno.rename(from, to);
    return true;
  }
  await Deno.remove(from);
  return true;
}

/** Writes `bytes` to a temporary file beside `path`, and has `place` put it there. */
async function writeThrough<Result>(
  path: string,
  bytes: Uint8Array,
  place: (temporary: string) => Promise<Result>,
): Promise<Result> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${Deno.pid}-${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    for (let written = 0; written < bytes.length;) {
      written += await file.write(bytes.subarray(written));
    }
    await file.sync();
    const result = await place(temporary);
    await syncFolder(dirname(path));
    return result;
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

/**
 * Flushes a folder's list of names, without which a power cut can undo a rename. Not all can be:
 * Windows opens no folders, a process may be forbidden to read them, some file systems refuse. The
 * file is whole in its place by then, so that is no failure.
 */
async function syncFolder(path: string): Promise<void> {
  try {
    using folder = await Deno.open(path);
    await folder.sync();
  } catch {
    // What can be done has been done.
  }
}

/** What follows the path in the name of a temporary file. */
const TEMPORARY = /^\.\d+-[0-9a-f]{8}\.tmp$/;

/**
 * Removes the temporary files of writers of `path` that were killed. Nobody may be writing it now:
 * what they have written so far would go as well.
 */
export async function removeLeftovers(path: string): Promise<void> {
  const name = basename(path);
  for await (const entry of Deno.readDir(dirname(path))) {
    if (entry.name.startsWith(name) && TEMPORARY.test(entry.name.slice(name.length))) {
      await Deno.remove(join(dirname(path), entry.name));
    }
  }
}
