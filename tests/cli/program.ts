/** Runs the command line as its users do: in a process of its own. */
import { fileURLToPath } from "node:url";

const MOD = fileURLToPath(new URL("../../mod.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a run of the program ended. */
export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line in the project's folder, without colours. */
export function command(args: readonly string[], env: Record<string, string> = {}): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-prompt", MOD, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs it to its end. */
export async function run(args: readonly string[], env?: Record<string, string>): Promise<Ending> {
  return ending(await command(args, env).output());
}

/** Runs it to its end, and does something to it once `text` is among its messages. */
export async function runAndOnce(
  text: string,
  act: (process: Deno.ChildProcess) => Promise<void> | void,
  args: readonly string[],
): Promise<Ending> {
  const process = command(args).spawn();
  const stdout = new Response(process.stdout).text();
  let stderr = "";
  for await (const part of process.stderr.pipeThrough(new TextDecoderStream())) {
    const before = stderr.includes(text);
    stderr += part;
    if (!before && stderr.includes(text)) await act(process);
  }
  return { code: (await process.status).code, stdout: await stdout, stderr };
}

/** What a process printed, as text. */
export function ending({ code, stdout, stderr }: Deno.CommandOutput): Ending {
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
