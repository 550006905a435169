/** Where words go: results to stdout, progress and messages to stderr. */
import { cliProgress } from "../dependencies.ts";
import type { Progress } from "../training/live_run.ts";

/** How a command speaks. */
export interface Speech {
  readonly json?: true | undefined;
  readonly quiet?: true | undefined;
}

/** Prints a command's result: a text for people, or with --json the document. */
export function printResult({ json }: Speech, document: unknown, text: string): void {
  console.log(json ? JSON.stringify(document, null, 2) : text);
}

/** Says something in passing. */
export function say({ quiet }: Speech, message: string): void {
  if (!quiet) console.error(message);
}

/** 0.8843 as 88.43 %. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

/** 31,415 images/s. */
export function speed(imagesPerSecond: number): string {
  return `${imagesPerSecond.toLocaleString("en", { maximumFractionDigits: 0 })} images/s`;
}

/** A bar for the running epoch, on terminals only. */
export class EpochBar {
  readonly #bar: InstanceType<typeof cliProgress.SingleBar> | undefined;

  constructor({ quiet }: Speech, epochs: number) {
    if (quiet || !Deno.stderr.isTerminal()) return;
    this.#bar = new cliProgress.SingleBar({
      format:
        `epoch {epoch}/${epochs} {bar} {value}/{total}  loss {loss}  accuracy {accuracy}  {speed}`,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
    }, cliProgress.Presets.rect);
  }

  update({ epoch, step, steps, loss, accuracy, imagesPerSecond }: Progress): void {
    const payload = {
      epoch,
      loss: loss.toFixed(4),
      accuracy: percent(accuracy),
      speed: speed(imagesPerSecond),
    };
    if (this.#bar?.isActive) this.#bar.update(step, payload);
    else this.#bar?.start(steps, step, payload);
  }

  /** Takes the bar off the terminal, so that a line can be written. */
  clear(): void {
    this.#bar?.stop();
  }
}
