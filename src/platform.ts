/** The door to the host: what Deno and a web page do in different ways; other portable code sees no difference. */

import { LabError } from "./errors.ts";

/** As much of Deno as is used here. */
interface DenoHost {
  readonly build: { readonly os: string };
  readonly env: { has(name: string): boolean; set(name: string, value: string): void };
  readonly permissions: {
    querySync(permission: { name: "env"; variable: string }): { readonly state: string };
  };
}

/** What is used besides what Deno and pages both have. */
interface Globals {
  readonly Deno?: DenoHost;
  readonly crossOriginIsolated?: boolean;
  setImmediate(callback: (value: unknown) => void): void;
  readonly process: { getBuiltinModule(name: "node:worker_threads"): { Worker: NodeWorker } };
}

type NodeWorker = new (source: URL, options: { workerData: unknown }) => Thread & { unref(): void };

const globals = globalThis as unknown as Globals;
const deno = globals.Deno;

/** Whether the host is Deno on Linux; a page need not know its system. */
export const isDenoOnLinux = deno?.build.os === "linux";

/** Sets a variable that Deno's libraries read from the environment, where it is not set and may be. */
export function setEnvironmentVariable(variable: string, value: string): void {
  if (deno?.permissions.querySync({ name: "env", variable }).state !== "granted") return;
  if (!deno.env.has(variable)) deno.env.set(variable, value);
}

/** A thread that was started. */
export interface Thread {
  terminate(): void;
}

/** Whether threads can share memory: pages must be isolated from other origins for that. */
export const hasThreads = deno !== undefined || globals.crossOriginIsolated === true;

/**
 * Starts a thread that calls `main(data)` of a module, whose text `source` is: it needs no permission
 * to read files, wherever the program came from. In Deno, it does not keep the process alive.
 */
export function startThread(source: string, data: unknown): Thread {
  if (deno === undefined) {
    const text =
      `${source}\naddEventListener("message", ({ data }) => main(data), { once: true });`;
    const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(url, { type: "module" });
    worker.postMessage(data);
    return worker;
  }
  const text = `${source}\nimport { workerData } from "node:worker_threads";\nmain(workerData);`;
  const { Worker: NodeWorker } = globals.process.getBuiltinModule("node:worker_threads");
  const url = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
  const worker = new NodeWorker(url, { workerData: data });
  worker.unref();
  return worker;
}

/**
 * Lets others have their turn: timers, messages, and signals such as Ctrl-C. In Deno, the first turn
 * ends when nobody computes any more, and only in the second one, which lasts, are there signals.
 */
export async function yieldToEventLoop(): Promise<void> {
  if (deno !== undefined) {
    await new Promise((resolve) => globals.setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    return;
  }
  const { port1, port2 } = new MessageChannel(); // a timer would wait for 4 ms
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
  port1.close();
}

type WriteFile = (path: string, bytes: Uint8Array) => Promise<void>;

let write: WriteFile | undefined;

/** Has `writeFile` write by this: what can, gives it when it is loaded. */
export function provideFiles(by: WriteFile): void {
  write = by;
}

/** Writes a file, whole or not at all. Throws `LabError` where it cannot be written, or there are no files. */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  if (write === undefined) throw new LabError(`cannot write ${path}: expected a host with files`);
  await write(path, bytes);
}
