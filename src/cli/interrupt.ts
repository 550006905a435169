/** An orderly end of what takes long, when a signal asks for it. */
import { logAlways } from "./console.ts";
import { type EndSignal, exitCodeOf, SIGNALS } from "./exit.ts";

/** What was done, and what asked for its end, if anything did. */
export interface Interruptible<Result> {
  readonly result: Result;
  readonly interruption: EndSignal | undefined;
}

/**
 * Runs `body` with a signal that is aborted by Ctrl-C, SIGTERM and SIGHUP, for an orderly end. A second
 * Ctrl-C ends the program at once; the others may come twice at a time, as when a terminal closes.
 */
export async function withInterrupt<Result>(
  body: (signal: AbortSignal) => Promise<Result>,
): Promise<Interruptible<Result>> {
  const controller = new AbortController();
  let interruption: EndSignal | undefined;
  const interrupt = (signal: EndSignal) => {
    if (interruption === undefined) {
      interruption = signal;
      controller.abort();
      const more = signal === "SIGINT" ? "; press Ctrl-C again to end at once" : "";
      logAlways(`Stopping after the steps under way${more}.`);
    } else if (signal === "SIGINT") {
      Deno.exit(exitCodeOf(signal));
    }
  };
  const listeners = heeded().map((signal) => [signal, () => interrupt(signal)] as const);
  for (const [signal, listener] of listeners) Deno.addSignalListener(signal, listener);
  try {
    return { result: await body(controller.signal), interruption };
  } finally {
    for (const [signal, listener] of listeners) Deno.removeSignalListener(signal, listener);
  }
}

/** The signals that the system has, but for a SIGHUP that is ignored. */
function heeded(): EndSignal[] {
  if (Deno.build.os === "windows") return ["SIGINT"];
  hangupIgnored ??= keepHangupIgnored();
  const signals = Object.keys(SIGNALS) as EndSignal[];
  return hangupIgnored ? signals.filter((signal) => signal !== "SIGHUP") : signals;
}

/** Known before Deno first listens for a signal, which makes it forget. */
let hangupIgnored: boolean | undefined;

/**
 * Whether the program was started to ignore SIGHUP, as nohup does; it then goes on ignoring it. Only
 * Linux tells, and only with all permissions.
 */
function keepHangupIgnored(): boolean {
  const path = "/proc/self/status";
  if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") return false;
  let status: string;
  try {
    status = Deno.readTextFileSync(path);
  } catch {
    return false;
  }
  const [, mask = "0"] = /^SigIgn:\s*([\da-f]+)$/m.exec(status) ?? [];
  const ignored = (BigInt(`0x${mask}`) >> BigInt(SIGNALS.SIGHUP - 1) & 1n) === 1n;
  if (ignored) Deno.addSignalListener("SIGHUP", () => {});
  return ignored;
}
