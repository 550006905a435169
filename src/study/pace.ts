/** How long a study will yet take: learnt, cell by cell, from the runs that have ended. */
import { workOf } from "./estimate.ts";
import type { PlannedRun } from "./plan.ts";

/** Runs of one cell, which take about as long as each other. */
interface Cell {
  /** Of one of them: see `workOf`. */
  readonly work: number;
  /** How many are not done. */
  left: number;
  /** How many have ended here. */
  ended: number;
  /** What these took together. */
  seconds: number;
}

/** Learns how long runs take. */
export class Pace {
  readonly #cells = new Map<string, Cell>();
  readonly #underWay = new Map<PlannedRun, number>();
  #later = 0;

  /** These runs are left, and `later` more, of which nothing is known yet. */
  plan(runs: readonly PlannedRun[], later: number): void {
    for (const run of runs) this.#cellOf(run).left++;
    this.#later = later;
  }

  /** Of a run under way, `share` is done, from 0 to 1. */
  advance(run: PlannedRun, share: number): void {
    this.#underWay.set(run, share);
  }

  /** A run is done; here, and after so many seconds, or elsewhere. */
  end(run: PlannedRun, seconds?: number): void {
    const cell = this.#cellOf(run);
    this.#underWay.delete(run);
    cell.left--;
    if (seconds === undefined) return;
    cell.ended++;
    cell.seconds += seconds;
  }

  /**
   * Seconds that what is left would take, one run after the other; undefined before the first has
   * ended. A cell of which none has ended is expected to take as long, for its work, as the others.
   */
  get secondsLeft(): number | undefined {
    const cells = [...this.#cells.values()];
    const total = (value: (cell: Cell) => number) =>
      cells.reduce((sum, cell) => sum + value(cell), 0);
    const ended = total((cell) => cell.ended);
    if (ended === 0) return undefined;
    const seconds = total((cell) => cell.seconds);
    const secondsPerWork = seconds / total((cell) => cell.ended * cell.work);
    const expected = (cell: Cell) =>
      cell.ended > 0 ? cell.seconds / cell.ended : secondsPerWork * cell.work;
    const done = this.#underWay.entries()
      .reduce((sum, [run, share]) => sum + share * expected(this.#cellOf(run)), 0);
    return total((cell) => cell.left * expected(cell)) + this.#later * seconds / ended - done;
  }

  #cellOf({ cell, config }: PlannedRun): Cell {
    const key = JSON.stringify(cell);
    let found = this.#cells.get(key);
    if (found === undefined) {
      found = { work: workOf(config), left: 0, ended: 0, seconds: 0 };
      this.#cells.set(key, found);
    }
    return found;
  }
}
