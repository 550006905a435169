/** Downloads: a file from the first mirror that serves it whole and right, or why none did. */
import { writeFileAtomic } from "../files/atomic_write.ts";
import { explainSystemError } from "../files/system_error.ts";
import { DataError, UnreachableError } from "./data_error.ts";

/** Called after every piece that arrives: bytes so far, and in total if the server says so. */
export type DownloadProgress = (received: number, total: number | undefined) => void;

/** What is asked of a server, and what is called meanwhile. */
export interface FetchOptions {
  /** A server that sends more bytes than this is refused. */
  readonly maxLength: number;
  readonly onProgress?: DownloadProgress | undefined;
  /** A server silent for this many milliseconds is given up (default: 30 seconds). */
  readonly idleTimeout?: number | undefined;
}

/** What to do where no server answers. */
export const CHECK_NETWORK = "check the network connection and try again";

/** One file to be had from any of several addresses. */
export interface DownloadRequest<Content> extends FetchOptions {
  /** Addresses of the same file, tried in this order. */
  readonly urls: readonly string[];
  /** Where the file is to be; the folder is made where it is missing. */
  readonly path: string;
  /** Reads the content out of the whole file, and refuses a wrong one with a `DataError`. */
  readonly decode: (bytes: Uint8Array) => Content;
}

/**
 * Downloads a file to `path` and returns its content as `decode` reads it.
 *
 * The file appears at `path` only whole and accepted. Throws `DataError` with each mirror's reason
 * when none of them has the right file, and when it cannot be written.
 */
export async function download<Content>(request: DownloadRequest<Content>): Promise<Content> {
  const failures: string[] = [];
  let reached = false;
  for (const url of request.urls) {
    let bytes, content;
    try {
      bytes = await fetchBytes(url, request);
      content = request.decode(bytes);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      reached ||= !(error instanceof UnreachableError);
      failures.push(`${url}: ${error.message}`);
      continue;
    }
    await store(request.path, bytes);
    return content;
  }
  throw new DataError(
    `${request.path} could not be downloaded; ` +
      `${reached ? "try again later" : CHECK_NETWORK}, or put the file there by hand` +
      failures.map((failure) => `\n  ${failure}`).join(""),
  );
}

/**
 * The body behind `url`; whatever prevents having all of it is a `DataError`, and an
 * `UnreachableError` where there is no answer.
 */
export async function fetchBytes(
  url: string,
  { maxLength, onProgress, idleTimeout = 30_000 }: FetchOptions,
): Promise<Uint8Array> {
  const controller = new AbortController();
  const giveUp = () =>
    controller.abort(new DataError(`nothing arrived for ${idleTimeout / 1000} seconds`));
  let timer = setTimeout(giveUp, idleTimeout);
  try {
    const response = await ask(url, controller.signal);
    if (!response.ok) {
      await response.body?.cancel();
      throw new DataError(`the server answered ${response.status} ${response.statusText}`.trim());
    }
    const total = Number(response.headers.get("content-length")) || undefined;
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let received = 0;
    for await (const chunk of response.body ?? []) {
      clearTimeout(timer);
      timer = setTimeout(giveUp, idleTimeout);
      chunks.push(chunk);
      received += chunk.length;
      if (received > maxLength) throw new DataError(`more than the expected ${maxLength} bytes`);
      onProgress?.(received, total);
    }
    return await new Blob(chunks).bytes();
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(reasonOf(error));
  } finally {
    clearTimeout(timer);
  }
}

async function ask(url: string, signal: AbortSignal): Promise<Response> {
  const headers = { "accept-encoding": "identity" }; // a .gz file is to arrive as it is
  try {
    return await fetch(url, { signal, headers });
  } catch (error) {
    // Of what fetch throws, a permission that is missing is not a TypeError, nor is our own signal.
    if (!(error instanceof TypeError)) throw error;
    throw new UnreachableError(`no answer from ${new URL(url).host}: ${reasonOf(error)}`);
  }
}

/** fetch hides the reason of a failure, such as a refused connection, in the cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

async function store(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFileAtomic(path, bytes);
  } catch (error) {
    throw new DataError(`cannot write ${path}: ${explainSystemError(error)}`);
  }
}
