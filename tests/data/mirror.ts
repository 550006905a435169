/** Local servers that stand in for download mirrors, good and bad. */

/** Runs `action` with the address of a server that answers by `handler`. */
export async function withMirror(
  handler: (request: Request) => Response | Promise<Response>,
  action: (address: string) => Promise<void>,
): Promise<void> {
  const shutdown = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, signal: shutdown.signal, onListen() {} },
    handler,
  );
  try {
    await action(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    shutdown.abort();
    await server.finished;
  }
}

/** Runs `action` with the address of a server that announces `body` and hangs up halfway. */
export async function withTruncatingMirror(
  body: Uint8Array,
  action: (address: string) => Promise<void>,
): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    using connection = await listener.accept();
    await connection.read(new Uint8Array(4096));
    const head = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`;
    await connection.write(new TextEncoder().encode(head));
    await connection.write(body.subarray(0, body.length >> 1));
  })();
  await action(`http://127.0.0.1:${listener.addr.port}/`);
  await serving;
}

/** A local port where nobody listens. */
export function refusedPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
