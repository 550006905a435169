/** How often to ask a device what it has done: asking makes it wait. */

/** Seconds between two readings, and so about how long an abort may take. */
const READING_INTERVAL = 0.25;

/** Steps between two readings until their speed is known. */
const FEWEST_STEPS = 4;

/** Decides after which steps to read: few at first, then as many as an interval holds. */
export class ReadbackPacer {
  #interval = FEWEST_STEPS;
  #last: number;
  #time = performance.now();

  /** Begins when `step` steps are done. */
  constructor(step: number) {
    this.#last = step;
  }

  isDue(step: number): boolean {
    return step - this.#last >= this.#interval;
  }

  tick(step: number): void {
    const now = performance.now();
    const stepsPerSecond = (step - this.#last) / ((now - this.#time) / 1000);
    this.#interval = Math.max(FEWEST_STEPS, Math.round(stepsPerSecond * READING_INTERVAL));
    this.#last = step;
    this.#time = now;
  }
}
