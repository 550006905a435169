/** Files that are whole or absent: written beside their place, flushed to disk, then renamed. */

/**
 * Writes `data` to `path` so that a reader, a crash or a full disk never meets half of it: the
 * bytes go to a temporary file in the same folder, are flushed, and replace `path` in one rename.
 * The temporary file is removed when anything fails.
 */
export async function writeFileAtomic(
  path: string,
  data: Uint8Array | ReadableStream<Uint8Array>,
): Promise<void> {
  const temporary = `${path}.${Deno.pid}-${crypto.randomUUID().slice(0, 8)}.tmp`;
  try {
    using file = await Deno.open(temporary, { write: true, createNew: true });
    if (data instanceof Uint8Array) await writeAll(file, data);
    else for await (const chunk of data) await writeAll(file, chunk);
    await file.sync();
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
