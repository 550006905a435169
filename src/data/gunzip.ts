/** Unpacking gzip files that nobody has vouched for. */
import { gunzipSync, type ZlibOptions } from "node:zlib";
import { DataError } from "./data_error.ts";

/**
 * The content of a gzip file, which must be `maxLength` bytes at most.
 *
 * Inflating stops at that length, so a small file cannot fill the memory. Throws `DataError`,
 * naming `file`, when there is more content, when the file is damaged or cut short, and when
 * anything follows the compressed stream.
 */
export function gunzip(bytes: Uint8Array, maxLength: number, file: string): Uint8Array {
  // The type declarations do not know rejectGarbageAfterEnd yet.
  const options: ZlibOptions & { rejectGarbageAfterEnd: boolean } = {
    maxOutputLength: maxLength,
    rejectGarbageAfterEnd: true,
  };
  try {
    const { buffer, byteOffset, length } = gunzipSync(bytes, options);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DataError(
      code === "ERR_BUFFER_TOO_LARGE"
        ? `${file} unpacks to more than the expected ${maxLength} bytes`
        : `${file} is not an intact gzip file: ${message}`,
    );
  }
}
