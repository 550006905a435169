/** A program that trains when it is told to, in a process of its own. */
import { LabError } from "../../src/errors.ts";
import { lines } from "./lines.ts";
import type { Turn } from "./serve.ts";

/** A program and its first arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** How a program is started: `command`, then the problem's path, then `args`. */
export interface Entrant {
  readonly name: string;
  readonly command: Command;
  readonly args: readonly string[];
  /** Variables that differ from this process's; undefined ones are taken away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A program that did not do its work. */
export class TrainerError extends LabError {
  override name = "TrainerError";
}

/** Speaks with a program that follows serve.ts. */
export class Trainer {
  readonly name: string;
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #answers: AsyncGenerator<string>;
  readonly #lastError: Promise<string>;

  /** Starts the program. `tell` hears when Deno fetches packages for it. */
  constructor(entrant: Entrant, problem: string, tell: (message: string) => void) {
    const [program, ...args] = entrant.command;
    this.name = entrant.name;
    this.#process = new Deno.Command(program, {
      args: [...args, problem, ...entrant.args],
      clearEnv: true,
      env: environment(entrant),
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#process.stdin.getWriter();
    this.#answers = lines(this.#process.stdout);
    this.#lastError = this.#listen(tell);
  }

  /** Waits until the program is at the problem's start; returns what it says it computes with. */
  async ready(): Promise<string> {
    return await this.#answer();
  }

  /** Takes steps. Throws `TrainerError`, with the reason, when the program ends instead. */
  async train(steps: number): Promise<Turn> {
    const line = new TextEncoder().encode(`${steps}\n`);
    await this.#input.write(line).catch(() => {}); // one that has ended shows by its silence
    return JSON.parse(await this.#answer());
  }

  /** Ends the program. */
  async stop(): Promise<void> {
    await this.#input.close().catch(() => {}); // one that has ended does not listen
    await this.#answers.return(undefined);
    await this.#process.status;
    await this.#lastError;
  }

  async #answer(): Promise<string> {
    const { value, done } = await this.#answers.next();
    if (!done) return value;
    const { code } = await this.#process.status;
    throw new TrainerError(`${this.name} ended with code ${code}: ${await this.#lastError}`);
  }

  /** Reads what the program complains of, to the end; returns the last line that names an error. */
  async #listen(tell: (message: string) => void): Promise<string> {
    let error = "it named no error";
    let fetches = false;
    for await (const line of lines(this.#process.stderr)) {
      if (/^(error|[\w.]*Error): /.test(line)) error = line; // Deno's way, and Python's
      if (!line.startsWith("Download ")) continue;
      if (!fetches) tell(`${this.name}: fetching its packages from npm`);
      fetches = true;
    }
    return error;
  }
}

function environment(entrant: Entrant): Record<string, string> {
  const all = { ...Deno.env.toObject(), NO_COLOR: "1", ...entrant.environment };
  const set = Object.entries(all).filter((entry): entry is [string, string] =>
    entry[1] !== undefined
  );
  return Object.fromEntries(set);
}
