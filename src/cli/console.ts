/** Where words leave the program: results to stdout, progress and messages to stderr. */
import { LabError } from "../errors.ts";
import { percent, printable } from "../printable.ts";
import type { Progress } from "../training/training_run.ts";
import { cliProgress } from "./dependencies.ts";

/** How a command speaks. */
export interface OutputOptions {
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Prints a command's result: human-readable text, or with --json the document. */
export function printResult({ json }: OutputOptions, document: unknown, text: string): void {
  writeStdout((json ? JSON.stringify(document, null, 2) : text) + "\n");
}

/** The item of a list of one, or else the list: what is asked of one model is one document. */
export function oneOrAll<Item>(items: readonly Item[]): Item | readonly Item[] {
  return items.length === 1 ? items[0]! : items;
}

/** Logs a line, unless all is to be quiet. */
export function log({ quiet }: OutputOptions, message: string): void {
  if (!quiet) logAlways(printable(message));
}

/** Tells something, also where all is to be quiet. */
export function logAlways(message: string): void {
  writeStderr(message + "\n");
}

/** Writes text to stdout. Throws `LabError` when that is full or closed: a result must not be lost. */
export function writeStdout(text: string): void {
  try {
    write(Deno.stdout, printableLines(text));
  } catch (error) {
    throw new LabError(`cannot write to stdout: ${(error as Error).message}`);
  }
}

/** Writes text to stderr. If that is full or closed nobody reads it, and what is done goes on. */
export function writeStderr(text: string): void {
  writeRaw(printableLines(text));
}

function writeRaw(text: string): void {
  try {
    write(Deno.stderr, text);
  } catch {
    // There is nowhere to say so.
  }
}

function write(to: { writeSync(bytes: Uint8Array): number }, text: string): void {
  let bytes = new TextEncoder().encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(to.writeSync(bytes));
}

/** A text whose lines a terminal shows, and does not obey. */
function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** 31,415 images/s. */
export function speed(imagesPerSecond: number): string {
  return `${imagesPerSecond.toLocaleString("en", { maximumFractionDigits: 0 })} images/s`;
}

/** The terminal as the stream that the bar draws on; it obeys what the bar writes. */
const TERMINAL = { isTTY: true, write: writeRaw } as unknown as NodeJS.WritableStream;

/** What comes before the program's end, whatever ends it. */
const LAST_EVENTS = ["unload", "error", "unhandledrejection"];

/** What a bar shows besides itself, as its format names it. */
type Payload = Readonly<Record<string, string | number>>;

/** A bar, on terminals only; whatever ends the program, it leaves them as before. */
export class ProgressBar {
  readonly #bar: InstanceType<typeof cliProgress.SingleBar> | undefined;
  readonly #clear = () => this.clear();

  constructor({ quiet }: OutputOptions, format: string) {
    if (quiet || !Deno.stderr.isTerminal()) return;
    this.#bar = new cliProgress.SingleBar({
      format,
      hideCursor: true,
      clearOnComplete: true,
      stream: TERMINAL,
      barsize: 30,
    }, cliProgress.Presets.rect);
  }

  update(value: number, total: number, payload: Payload): void {
    if (this.#bar === undefined) return;
    if (this.#bar.isActive) return this.#bar.update(value, payload);
    this.#bar.start(total, value, payload);
    for (const event of LAST_EVENTS) addEventListener(event, this.#clear);
  }

  /** Takes the bar off the terminal, so that a line can be written. */
  clear(): void {
    this.#bar?.stop();
    for (const event of LAST_EVENTS) removeEventListener(event, this.#clear);
  }
}

/** A bar for the running epoch. */
export class EpochBar extends ProgressBar {
  constructor(output: OutputOptions, epochs: number) {
    const numbers = "{value}/{total}  loss {loss}  accuracy {accuracy}  {speed}";
    super(output, `epoch {epoch}/${epochs} {bar} ${numbers}`);
  }

  show({ epoch, stepsDone, steps, loss, accuracy, imagesPerSecond }: Progress): void {
    this.update(stepsDone, steps, {
      epoch,
      loss: loss.toFixed(4),
      accuracy: percent(accuracy),
      speed: speed(imagesPerSecond),
    });
  }
}
