/** Runs the command line as its users do: in a process of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const MOD = join(ROOT, "mod.ts");

/** Where it runs unless told: a folder that has the data set, a file, no models, and nobody else. */
const FOLDER = Deno.makeTempDirSync();
Deno.writeTextFileSync(join(FOLDER, "mod.ts"), "neither a folder nor a model");
Deno.mkdirSync(join(FOLDER, "data"));
for (const { name } of Deno.readDirSync(join(ROOT, "data"))) {
  Deno.symlinkSync(join(ROOT, "data", name), join(FOLDER, "data", name));
}
addEventListener("unload", () => Deno.removeSync(FOLDER, { recursive: true }));

/** How a run of the program ended. */
export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line in a folder, without colours. */
export function command(
  args: readonly string[],
  env: Record<string, string> = {},
  cwd = FOLDER,
): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-all", "--no-prompt", MOD, ...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs it to its end. */
export async function run(
  args: readonly string[],
  env?: Record<string, string>,
  cwd?: string,
): Promise<Ending> {
  return ending(await command(args, env, cwd).output());
}

/** Runs it to its end, and does something to it once `text` is among its messages. */
export function runAndOnce(
  text: string,
  act: (process: Deno.ChildProcess) => Promise<void> | void,
  args: readonly string[],
): Promise<Ending> {
  return followed(command(args), [[text, act]]);
}

/** Runs a program to its end, and does something to it once a text is among its messages, in turn. */
export async function followed(
  program: Deno.Command,
  acts: readonly (readonly [
    text: string,
    act: (process: Deno.ChildProcess) => Promise<void> | void,
  ])[],
): Promise<Ending> {
  const process = program.spawn();
  const stdout = new Response(process.stdout).text();
  let stderr = "";
  let [done, from] = [0, 0];
  for await (const part of process.stderr.pipeThrough(new TextDecoderStream())) {
    stderr += part;
    for (let place; done < acts.length; from = place) {
      const [text, act] = acts[done]!;
      place = stderr.indexOf(text, from);
      if (place < 0) break;
      place += text.length;
      done++;
      await act(process);
    }
  }
  return { code: (await process.status).code, stdout: await stdout, stderr };
}

/** What a process printed, as text. */
export function ending({ code, stdout, stderr }: Deno.CommandOutput): Ending {
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
