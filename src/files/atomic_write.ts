/** Files that are whole or absent: written beside their place, flushed to disk, then renamed. */
import { dirname } from "node:path";

/**
 * Writes `bytes` to `path` so that a reader, a crash or a full disk never meets half of it: they go
 * to a temporary file in the same folder, are flushed, and replace `path` in one rename. A missing
 * folder is made; the temporary file is removed when anything fails.
 */
export async function writeFileAtomic(path: string, bytes: Uint8Array): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${Deno.pid}-${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    for (let written = 0; written < bytes.length;) {
      written += await file.write(bytes.subarray(written));
    }
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}
