/**
 * A training program's side of the comparison: it says what it is once it is ready; then, for every
 * line with a number, it takes as many steps and answers with a line of JSON, a `Turn`.
 */
import { lines } from "./lines.ts";
import { type Problem, readProblem } from "./problem.ts";

/** The result of a number of steps. */
export interface Turn {
  /** Until the device had done all of them. */
  readonly milliseconds: number;
  /** The last step's, before its update. */
  readonly loss: number;
}

/** A program at the problem's start. */
export interface Ready {
  /** What it computes with, human-readable. */
  readonly description: string;
  /** Takes steps, waits for the device, and returns the last step's loss. */
  readonly train: (steps: number) => Promise<number>;
}

/** Runs the program: its arguments are the problem's path and the device to train on. */
export async function serve(
  start: (problem: Problem, device: string, ...options: string[]) => Promise<Ready>,
): Promise<never> {
  const [path, device, ...options] = Deno.args as [string, string, ...string[]];
  const { description, train } = await start(await readProblem(path), device, ...options);
  console.log(description);
  for await (const line of lines(Deno.stdin.readable)) {
    const begin = performance.now();
    const loss = await train(Number(line));
    const milliseconds = performance.now() - begin;
    console.log(JSON.stringify({ milliseconds, loss } satisfies Turn));
  }
  Deno.exit(); // some libraries' threads would go on for ever
}
