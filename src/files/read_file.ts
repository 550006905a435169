/** Reads what anybody may have put there: regular files only, and none that is too large. */

/**
 * The bytes of the regular file at `path`, or of one that a symbolic link leads to; undefined if
 * there is nothing. A pipe is not waited for, and of what has no end nothing is read.
 *
 * Throws `fail` with what is wrong if it is something else than a file of at most `maxBytes`, and
 * the system's error when it cannot be read.
 */
export async function readRegularFile(
  path: string,
  maxBytes: number,
  fail: (problem: string) => Error,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  function checkedSize({ isFile, isDirectory, size }: Deno.FileInfo): number {
    const kind = isDirectory ? "a folder" : "a pipe or a device";
    if (!isFile) throw fail(`is ${kind}, expected a regular file`);
    if (size > maxBytes) throw fail(`has ${size} bytes, expected at most ${maxBytes}`);
    return size;
  }
  try {
    checkedSize(await Deno.stat(path)); // to open a pipe is to wait for its writer
    using file = await Deno.open(path);
    const bytes = new Uint8Array(checkedSize(await file.stat())); // another may have come meanwhile
    for (let length = 0; length < bytes.length;) {
      const read = await file.read(bytes.subarray(length));
      if (read === null) return bytes.subarray(0, length); // it has been cut meanwhile
      length += read;
    }
    return bytes;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
