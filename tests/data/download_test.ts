import assert from "node:assert/strict";
import { join } from "node:path";
import { DataError } from "../../src/data/data_error.ts";
import { download, type DownloadRequest } from "../../src/data/download.ts";
import { refusedPort, withMirror, withTruncatingMirror } from "./mirror.ts";

const content = new TextEncoder().encode("the right bytes");

function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (text !== "the right bytes") throw new DataError(`wrong content "${text}"`);
  return text;
}

/** Runs a download into a fresh folder, and says what is left there. */
async function attempt(
  urls: readonly string[],
  options: Partial<DownloadRequest<string>> = {},
): Promise<{ result: string | Error; files: string[] }> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "new", "file.gz");
    const result = await download({ urls, path, maxLength: 100, decode, ...options })
      .catch((error: Error) => error);
    if (result instanceof Error) assert.ok(result instanceof DataError, String(result));
    else assert.deepEqual(await Deno.readFile(path), content);
    return { result, files: await listFiles(join(folder, "new")) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    return (await Array.fromAsync(Deno.readDir(folder))).map((entry) => entry.name);
  } catch {
    return [];
  }
}

/** The message of a download that failed and left nothing behind. */
async function failure(
  urls: readonly string[],
  options: Partial<DownloadRequest<string>> = {},
): Promise<string> {
  const { result, files } = await attempt(urls, options);
  assert.ok(result instanceof DataError, String(result));
  assert.deepEqual(files, []);
  return result.message;
}

Deno.test("download stores and returns what it accepted, and reports progress", async () => {
  await withMirror(() => new Response(content), async (mirror) => {
    const progress: unknown[] = [];
    const onProgress = (...report: unknown[]) => void progress.push(report);
    const { result, files } = await attempt([`${mirror}file.gz`], { onProgress });
    assert.equal(result, "the right bytes");
    assert.deepEqual(files, ["file.gz"]);
    assert.deepEqual(progress.at(-1), [content.length, content.length]);
  });
});

Deno.test("download reports a 404", async () => {
  await withMirror(() => new Response("no", { status: 404 }), async (mirror) => {
    assert.match(await failure([`${mirror}file.gz`]), /file\.gz: the server answered 404/);
  });
});

Deno.test("download never keeps a truncated body", async () => {
  await withTruncatingMirror(content, async (mirror) => {
    assert.match(await failure([`${mirror}file.gz`]), /file\.gz: error reading a body/);
  });
});

Deno.test("download never keeps wrong bytes", async () => {
  await withMirror(() => new Response("wrong bytes"), async (mirror) => {
    assert.match(await failure([`${mirror}file.gz`]), /wrong content "wrong bytes"/);
  });
});

Deno.test("download goes on to the next mirror after a dead, a missing and a wrong one", async () => {
  const dead = `http://127.0.0.1:${refusedPort()}/file.gz`;
  const answer = ({ url }: Request) =>
    url.endsWith("/good")
      ? new Response(content)
      : new Response("wrong", { status: url.endsWith("/gone") ? 404 : 200 });
  await withMirror(answer, async (mirror) => {
    const urls = [dead, `${mirror}gone`, `${mirror}wrong`];
    const { result } = await attempt([...urls, `${mirror}good`]);
    assert.equal(result, "the right bytes");

    const message = await failure(urls);
    assert.match(message, /file\.gz could not be downloaded/);
    assert.match(message, /:\d+\/file\.gz: .*[Cc]onnect/);
    assert.match(message, /\/gone: the server answered 404/);
    assert.match(message, /\/wrong: wrong content/);
  });
});

Deno.test("download says to look at the network when no mirror answers, and only then", async () => {
  const away = `http://127.0.0.1:${refusedPort()}/file.gz`;
  const offline = await failure([away, away]);
  assert.match(
    offline,
    /^\S+ could not be downloaded; check the network connection and try again, or put the file th/,
  );
  assert.match(offline, /\n {2}http:.*file\.gz: no answer from 127\.0\.0\.1:\d+: .*[Cc]onnect/);
  await withMirror(() => new Response("no", { status: 404 }), async (mirror) => {
    const message = await failure([away, mirror]);
    assert.match(message, /could not be downloaded; try again later, or put the file there by/);
  });
});

Deno.test({
  name: "download names the permission it lacks, and not the network",
  permissions: { net: false, read: true, write: true },
  async fn() {
    const message = await failure(["http://127.0.0.1:8099/file.gz"]);
    assert.match(
      message,
      /downloaded; try again later.*\n.*Requires net access .*--allow-net flag$/s,
    );
  },
});

Deno.test("download takes as many bytes as a file may have, and not one more", async () => {
  await withMirror(() => new Response(content), async (mirror) => {
    const { result } = await attempt([mirror], { maxLength: content.length });
    assert.equal(result, "the right bytes");
    const message = await failure([mirror], { maxLength: content.length - 1 });
    assert.match(message, /more than the expected 14 bytes/);
  });
});

Deno.test("download refuses a body without end", async () => {
  const endless = () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64)) }),
    );
  await withMirror(endless, async (mirror) => {
    assert.match(await failure([mirror]), /more than the expected 100 bytes/);
  });
});

/** Downloads from a server that takes so many milliseconds, of a clock of our own, for each byte. */
async function attemptSlowly(pauses: (byte: number) => number): Promise<string | Error> {
  const { setTimeout, clearTimeout, fetch } = globalThis;
  let clock = 0, started = 0;
  const timers = new Map<number, { at: number; callback: () => void }>();
  function pass(milliseconds: number): void {
    clock += milliseconds;
    for (const [timer, { at, callback }] of timers) {
      if (at > clock) continue;
      timers.delete(timer);
      callback();
    }
  }
  Object.assign(globalThis, {
    setTimeout(callback: () => void, milliseconds: number) {
      timers.set(++started, { at: clock + milliseconds, callback });
      return started;
    },
    clearTimeout: (timer: number) => void timers.delete(timer),
    fetch(_url: string, { signal }: { signal: AbortSignal }) {
      let sent = 0;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        pass(pauses(sent));
        if (signal.aborted) controller.error(signal.reason);
        else if (sent === content.length) controller.close();
        else controller.enqueue(content.subarray(sent, ++sent));
      };
      return Promise.resolve(new Response(new ReadableStream({ pull }, { highWaterMark: 0 })));
    },
  });
  try {
    const { result } = await attempt(["http://slow/file.gz"]);
    assert.equal(timers.size, 0, "no timer is left");
    return result;
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout, fetch });
  }
}

Deno.test("download waits for a slow mirror as long as something arrives every 30 seconds", async () => {
  assert.equal(await attemptSlowly(() => 29_000), "the right bytes");
  for (const silent of [0, 1, 9]) {
    const result = await attemptSlowly((byte) => byte === silent ? 30_000 : 1000);
    assert.match(`${result}`, /http:\/\/slow\/file\.gz: nothing arrived for 30 seconds$/);
  }
});

Deno.test("download gives up a mirror that falls silent", async () => {
  const silent = () =>
    new Response(
      new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(8)) }),
    );
  await withMirror(silent, async (mirror) => {
    assert.match(await failure([mirror], { idleTimeout: 100 }), /nothing arrived for 0.1 seconds/);
  });
});

Deno.test("download says where it cannot write, and asks no further mirror", async () => {
  const file = await Deno.makeTempFile();
  let requests = 0;
  const answer = () => (requests++, new Response(content));
  try {
    await withMirror(answer, async (mirror) => {
      const message = await failure([mirror, mirror], { path: join(file, "file.gz") });
      assert.match(message, /cannot write .*file\.gz/);
      assert.equal(requests, 1);
    });
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("download passes on an error that is not about the data", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await withMirror(() => new Response(content), async (mirror) => {
      const decode = () => {
        throw new RangeError("a mistake in the program");
      };
      const request = { urls: [mirror], path: join(folder, "file"), maxLength: 100, decode };
      await assert.rejects(download(request), RangeError);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
